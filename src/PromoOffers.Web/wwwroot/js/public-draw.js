// Verifies the draw in this browser: fetches the certificate and the list, and nothing else.
import { verifyDraw } from './verify-draw.js';

const MOST = 100; // A file that is something else altogether has a problem in each line.
const place = document.getElementById('verify');
const [button, state, list] = [place.querySelector('button'), place.querySelector('[role=status]'), place.querySelector('ul')];

function item(problem) {
  const line = document.createElement('li');
  line.textContent = place.dataset[`problem${problem.kind}`].replace('{0}', problem.at ?? '–');
  return line;
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

button.hidden = false;
button.addEventListener('click', async () => {
  button.disabled = true;
  list.replaceChildren();
  state.textContent = place.dataset.working;
  try {
    const [certificate, entries] = await Promise.all([fetched(place.dataset.certificate), fetched(place.dataset.entries)]);
    const problems = await verifyDraw(new TextDecoder().decode(certificate), entries);
    state.textContent = problems.length === 0 ? place.dataset.holds : place.dataset.fails;
    place.dataset.result = problems.length === 0 ? 'holds' : 'fails';
    list.append(...problems.slice(0, MOST).map(item));
    if (problems.length > MOST) list.append(Object.assign(document.createElement('li'), { textContent: place.dataset.more.replace('{0}', problems.length - MOST) }));
  } catch {
    state.textContent = place.dataset.unreachable;
  }
  button.disabled = false;
});
