// The preview beside the form: as wide as a phone or as a desk, in the language that is pressed. Without it, a phone and a link.
export function sizes(preview) {
  const choice = preview?.querySelector('[data-sizes]');
  if (!choice) return;
  const frame = preview.querySelector('iframe');
  choice.hidden = false;
  choice.addEventListener('click', event => {
    const pressed = event.target.closest('button');
    if (!pressed) return;
    for (const button of choice.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === pressed));
    frame.parentElement.classList.toggle('desktop', pressed.dataset.size === 'desktop');
  });
  for (const link of preview.querySelectorAll('[data-shows-in]')) {
    link.addEventListener('click', event => {
      event.preventDefault();
      frame.src = link.href;
    });
  }
}
