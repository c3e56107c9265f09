// The tree of permissions: ticking a child ticks its parent; clearing a parent clears its children, and says so.
import { say } from './say.js';

for (const tree of document.querySelectorAll('[data-permissions]')) {
  tree.addEventListener('change', event => {
    const box = event.target;
    const item = box.closest('li');
    const parent = item.parentElement.closest('li')?.querySelector('input');
    if (box.checked && parent && !parent.checked) parent.checked = true;
    if (box.checked) return;
    const children = [...item.querySelectorAll('ul input:checked')];
    for (const child of children) child.checked = false;
    if (children.length > 0) say(tree.dataset.cleared);
  });
}
