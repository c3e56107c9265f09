// <button data-copy="id" data-copied="Link copied">: copies what the element holds, to the byte.
import { say } from './say.js';

const shownFor = 2000;

export function copies(button) {
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    const text = source.dataset.value ?? source.value ?? source.textContent;
    await write(text, source);
    say(button.dataset.copied);
    const use = button.querySelector('use');
    if (!use) return;
    const icon = use.getAttribute('href');
    use.setAttribute('href', icon.replace(/#.*/, '#i-check'));
    setTimeout(() => use.setAttribute('href', icon), shownFor);
  });
}

// A page over plain http, or in a frame that may not write the clipboard, selects and copies as of old.
async function write(text, source) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'visually-hidden';
    source.after(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
