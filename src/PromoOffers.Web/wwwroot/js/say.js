// Tells something to those who listen to the page instead of seeing it.
export function say(text) {
  const live = document.getElementById('live');
  if (!live || !text) return;
  live.textContent = '';
  requestAnimationFrame(() => { live.textContent = text; });
}
