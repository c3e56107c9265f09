// Saves the draft as one types, and shows the texts in the preview. The buttons of the form work without it.
import { say } from './say.js';

const pause = 1200;
const form = document.querySelector('form[data-saves]');
const state = document.getElementById('draft-state');
const version = form.elements['Form.Version'];
let timer;
let saving = Promise.resolve();
let stopped = false;

function tell(text) {
  state.textContent = text;
  say(text);
}

async function save() {
  if (stopped) return;
  state.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    });
    const said = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    if (answer.ok) {
      version.value = said.version;
      state.textContent = said.message;
      return;
    }
    // Somebody else saved: going on would only repeat the refusal.
    if (answer.status === 409) stopped = true;
    tell(said.message ?? form.dataset.notSaved);
  } catch {
    tell(form.dataset.notSaved);
  }
}

// One after the other, so that each names the version that the one before has made.
function saveNext() {
  saving = saving.then(save);
  return saving;
}

form.addEventListener('input', event => {
  for (const shown of document.querySelectorAll(`[data-shows="${CSS.escape(event.target.id)}"]`)) shown.textContent = event.target.value;
  clearTimeout(timer);
  timer = setTimeout(saveNext, pause);
});

// A button sends the form itself; what is being saved is waited for, so that its version is known.
let sent = false;
form.addEventListener('submit', event => {
  clearTimeout(timer);
  if (sent) return;
  event.preventDefault();
  saving.then(() => {
    sent = true;
    form.requestSubmit(event.submitter);
  });
});
