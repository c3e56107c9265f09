// Saves the draft as one types, and shows what was saved in the preview. The buttons of the form work without it.
import { say } from './say.js';
import { sizes } from './preview.js';

const pause = 1200;
const form = document.querySelector('form[data-saves]');
const state = document.getElementById('draft-state');
const conflict = document.getElementById('conflict');
const version = form.elements['Form.Version'];
let timer;
let unsaved = !conflict.hidden;
let saving = Promise.resolve();
let busy = false;
let stopped = unsaved;
let leaving = false;

function tell(text) {
  state.textContent = text;
  say(text);
}

// Somebody else saved: going on would only repeat the refusal. Who edits chooses which of the two holds.
function clash(said) {
  stopped = true;
  conflict.querySelector('[data-message]').textContent = said.message;
  conflict.querySelector('button').value = said.version;
  conflict.hidden = false;
  state.textContent = '';
  conflict.scrollIntoView({ block: 'nearest' });
}

async function save() {
  if (stopped || !unsaved) return;
  unsaved = false;
  busy = true;
  state.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    });
    const said = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    if (answer.ok && said.version) {
      version.value = said.version;
      state.textContent = said.message;
      await renew();
      return;
    }
    unsaved = true;
    if (answer.status === 409) clash(said);
    else tell(answer.redirected ? form.dataset.signedOut : form.dataset.notSaved);
  } catch {
    unsaved = true;
    tell(form.dataset.notSaved);
  } finally {
    busy = false;
  }
}

// One after the other, so that each names the version that the one before has made.
function saveNext() {
  clearTimeout(timer);
  saving = saving.then(save);
  return saving;
}

// What follows from the draft is asked for again: parts of this page, and the frames.
async function renew() {
  const parts = document.querySelectorAll('[data-renews]:not(iframe)');
  if (parts.length > 0) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    for (const part of parts) part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
  }
  for (const frame of document.querySelectorAll('iframe[data-renews]')) frame.contentWindow.location.replace(frame.src);
}

form.addEventListener('input', () => {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(saveNext, pause);
});

// A form that is being sent cannot be sent once more: only afterwards.
function send(sent, submitter) {
  leaving = true;
  setTimeout(() => sent.requestSubmit(submitter));
}

// A button sends the form itself; what is being saved is waited for, so that its version is known.
form.addEventListener('submit', event => {
  clearTimeout(timer);
  leaving = true;
  if (!busy) return;
  event.preventDefault();
  saving.then(() => send(form, event.submitter));
});

// Any other way out of the page waits until what was typed is saved.
document.addEventListener('click', async event => {
  const link = event.target.closest('a[href]');
  if (!link || link.getAttribute('href').startsWith('#') || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.leaves !== undefined) leaving = true;
  if (leaving || !unsaved) return;
  event.preventDefault();
  await saveNext();
  location.assign(link.href);
});
document.addEventListener('submit', event => {
  if (event.target === form || leaving || !unsaved) return;
  event.preventDefault();
  saveNext().then(() => send(event.target, event.submitter));
});
addEventListener('beforeunload', event => {
  if (unsaved && !leaving) event.preventDefault();
});

sizes(document.querySelector('[data-preview]'));
const at = selector => document.querySelector(`.editor-rail ${selector}`);
(at('[aria-current=true]') ?? at('[aria-current=step]'))?.scrollIntoView({ block: 'nearest', inline: 'start' });
