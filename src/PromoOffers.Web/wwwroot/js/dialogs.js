// <a href="#delete-role" data-opens>: opens the <dialog id="delete-role">. Without this script :target shows it.
export function opens(opener) {
  const dialog = document.querySelector(opener.getAttribute('href'));
  opener.setAttribute('role', 'button');
  opener.setAttribute('aria-haspopup', 'dialog');
  opener.addEventListener('keydown', event => {
    if (event.key !== ' ') return;
    event.preventDefault();
    opener.click();
  });
  opener.addEventListener('click', event => {
    event.preventDefault();
    dialog.showModal();
  });
  for (const closer of dialog.querySelectorAll('[data-closes]')) {
    closer.addEventListener('click', event => {
      event.preventDefault();
      dialog.close();
    });
  }
}
