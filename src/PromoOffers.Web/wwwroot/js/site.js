// What a data attribute asks for, on the page and on what is added to it later.
import { copies } from './copy.js';
import { opens } from './dialogs.js';
import { opensPanel } from './panels.js';
import { reveals } from './reveal.js';
import { shares } from './share.js';
import { switchesTheme } from './theme.js';
import { uploads } from './upload.js';

const abilities = {
  '[data-theme-switch]': switchesTheme,
  '[data-copy]': copies,
  '[data-share]': shares,
  '[data-opens]': opens,
  '[data-panel]': opensPanel,
  '[data-reveals]': reveals,
  '[data-upload]': uploads,
};

function enliven(part) {
  for (const [selector, ability] of Object.entries(abilities)) {
    for (const element of part.querySelectorAll(selector)) ability(element);
  }
}

enliven(document);
document.addEventListener('po:added', event => enliven(event.detail));
// Where a link named a field, the browser has gone there.
if (!document.querySelector(':target')) document.querySelector('main [aria-invalid=true], main #problems')?.focus();
