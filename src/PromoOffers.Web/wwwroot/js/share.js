// <button data-share data-title="…" data-text="…" data-url="…" hidden>: the device's own way to share, where it has one.
export function shares(button) {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { title, text, url } = button.dataset;
    try {
      await navigator.share({ title, text, url });
    } catch (problem) {
      if (problem.name !== 'AbortError') throw problem;
    }
  });
}
