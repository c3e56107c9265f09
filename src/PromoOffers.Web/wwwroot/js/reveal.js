// <button data-reveals="password" aria-pressed="false">: shows what is typed in a password field.
export function reveals(button) {
  const field = document.getElementById(button.dataset.reveals);
  button.addEventListener('click', () => {
    const shown = field.type === 'text';
    field.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
    const use = button.querySelector('use');
    use.setAttribute('href', use.getAttribute('href').replace(/#.*/, shown ? '#i-eye' : '#i-eyeoff'));
  });
}
