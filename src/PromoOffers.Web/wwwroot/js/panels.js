// <a href="…" data-panel="codes">: fetches the page and shows its <aside id="codes"> beside the list; without this script it is a page.
// Below 1200 px the panel covers the page. Escape or its Close gives the focus back to what opened it.
const narrow = matchMedia('(max-width: 1199.98px)');

let opener = null;

export function opensPanel(link) {
  link.addEventListener('click', async event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { 'X-Requested-With': 'fetch' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const panel = page.getElementById(link.dataset.panel);
    if (!answer.ok || !panel) {
      location.assign(link.href);
      return;
    }
    show(document.adoptNode(panel), link);
  });
}

function show(panel, link) {
  opener?.removeAttribute('aria-expanded');
  opener?.closest('tr')?.removeAttribute('aria-current');
  document.getElementById(panel.id)?.replaceWith(panel);
  if (!panel.isConnected) document.querySelector('.with-panel').append(panel);
  opener = link;
  link.setAttribute('aria-expanded', 'true');
  link.closest('tr')?.setAttribute('aria-current', 'true');
  panel.hidden = false;
  panel.classList.toggle('panel-over', narrow.matches);
  panel.tabIndex = -1;
  panel.focus();
  panel.addEventListener('keydown', event => { if (event.key === 'Escape') close(panel); });
  for (const closer of panel.querySelectorAll('[data-closes]')) {
    closer.addEventListener('click', event => {
      event.preventDefault();
      close(panel);
    });
  }
  document.dispatchEvent(new CustomEvent('po:added', { detail: panel }));
}

function close(panel) {
  panel.hidden = true;
  panel.classList.remove('panel-over');
  opener?.removeAttribute('aria-expanded');
  opener?.closest('tr')?.removeAttribute('aria-current');
  opener?.focus();
}
