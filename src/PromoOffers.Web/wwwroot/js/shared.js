// Tells, once for a page, that the link was copied, mailed or shared.
const share = document.getElementById('share');

share?.addEventListener('click', event => {
  if (!event.target.closest('a, button') || share.dataset.told) return;
  share.dataset.told = 'yes';
  fetch(share.dataset.shared, { method: 'POST', keepalive: true }).catch(() => {});
});
