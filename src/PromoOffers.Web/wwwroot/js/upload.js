// <div data-upload="/offers/…/codes">: sends the chosen file, shows how far it is, and puts its report in its place.
// Without this script the same fields are a form that leads to the report.
import { say } from './say.js';
import { Progress } from './progress.js';

const fetched = { 'X-Requested-With': 'fetch' };
const tokenField = '__RequestVerificationToken';
const askedEvery = 1000;
const asksAtTheEnd = 20;

const pause = time => new Promise(done => setTimeout(done, time));

// What the file will be called in addresses, so that it can be asked for while it is on its way.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function uploads(box) {
  const part = name => box.querySelector(`[data-upload-${name}]`);
  const input = box.querySelector('input[type=file]');
  const zone = box.querySelector('.dropzone');
  const report = part('report');
  const progress = new Progress(part('progress'));
  let request = null;
  let address = '';
  let forms = [];

  function busy(is) {
    part('start').hidden = is;
    part('progress').hidden = !is;
  }

  function send(file) {
    if (request || !file) return;
    address = `${box.dataset.upload}/${newId()}`;
    const form = new FormData();
    form.append(tokenField, document.querySelector(`[name=${tokenField}]`).value);
    form.append('id', address.slice(address.lastIndexOf('/') + 1));
    if (part('start').querySelector('[name=send]')?.checked) form.append('send', 'true');
    form.append('file', file);
    request = new XMLHttpRequest();
    request.open('POST', box.dataset.upload);
    request.setRequestHeader('X-Requested-With', 'fetch');
    request.upload.addEventListener('progress', event => progress.sent(event.loaded));
    request.addEventListener('load', () => request.status === 200 ? end(request.responseText) : failed(request.status === 401 ? 'signedOut' : 'failed'));
    request.addEventListener('error', () => failed('failed'));
    request.addEventListener('abort', () => failed('cancelled'));
    report.replaceChildren();
    busy(true);
    progress.begin(file);
    request.send(form);
    ask(request);
    part('cancel').focus();
  }

  async function state() {
    const answer = await fetch(`${address}/progress`, { headers: fetched });
    return answer.ok ? answer.json() : null;
  }

  async function ask(current) {
    for (await pause(askedEvery); request === current; await pause(askedEvery)) {
      const file = await state().catch(() => null);
      if (file && request === current) progress.stored(file);
    }
  }

  // The answer did not come; what became of the file is asked for, as it may have come to its end all the same.
  async function failed(why) {
    try {
      for (let asks = 0; asks < asksAtTheEnd; asks++) {
        const file = await state();
        if (!file || file.state === 'Abandoned') break;
        if (file.state !== 'Staging') {
          end(await (await fetch(address, { headers: fetched })).text());
          return;
        }
        await pause(askedEvery / 2);
      }
    } catch {
      // Nothing is heard of the server: the message says what holds whatever happened.
    }
    end(null, why);
  }

  function end(html, why) {
    request = null;
    input.value = '';
    busy(false);
    if (html) show(html);
    else tell(why);
    follow();
  }

  function tell(why) {
    const said = part(`said-${why.toLowerCase()}`).content.cloneNode(true);
    report.replaceChildren(said);
    say(report.textContent.trim());
    input.focus();
  }

  function show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    for (const form of forms) form.remove();
    report.replaceChildren(...page.body.childNodes);
    forms = [...report.querySelectorAll('form')];
    for (const form of forms) {
      // Within the draft's own form there is no place for another: its buttons name it.
      if (report.closest('form')) document.body.append(form);
      form.addEventListener('submit', decide);
    }
    report.querySelector('[data-chooses]')?.addEventListener('click', event => {
      event.preventDefault();
      input.click();
    });
    document.dispatchEvent(new CustomEvent('po:added', { detail: report }));
    report.focus();
    say(report.querySelector('[role=status], [role=alert], h2')?.textContent.trim());
  }

  async function decide(event) {
    event.preventDefault();
    event.stopPropagation();
    const form = event.target;
    const answer = await fetch(event.submitter?.getAttribute('formaction') ?? form.action, {
      method: 'POST',
      headers: fetched,
      body: new URLSearchParams(new FormData(form)),
    });
    if (answer.ok) show(await answer.text());
    else tell('failed');
    follow();
  }

  // What else the page says of the codes is brought up to date.
  async function follow() {
    const parts = document.querySelectorAll('[data-follows-upload]');
    if (parts.length === 0) return;
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    for (const one of parts) one.replaceChildren(...(page.getElementById(one.id)?.childNodes ?? []));
  }

  box.classList.add('upload-lively');
  for (const shown of box.querySelectorAll('[data-upload-with]')) shown.hidden = false;
  for (const hidden of box.querySelectorAll('[data-upload-without]')) hidden.hidden = true;
  part('start').hidden = false;
  zone.querySelector('label').className = 'btn btn-quiet';

  input.addEventListener('change', () => send(input.files[0]));
  // The draft around it has not changed by this.
  input.addEventListener('input', event => event.stopPropagation());
  part('cancel').addEventListener('click', () => request?.abort());
  zone.addEventListener('dragover', event => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    send(event.dataTransfer.files[0]);
  });
  addEventListener('beforeunload', event => { if (request) event.preventDefault(); });
}
