// The button that changes between light and dark; the server writes the choice into the next pages.
export function switchesTheme(button) {
  button.addEventListener('click', () => {
    const root = document.documentElement;
    const theme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    root.dataset.bsTheme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  });
}
