// In a frame on another site: tells how high the page is, and opens what leads away in a window of its own.
if (window.parent !== window) {
  const last = document.querySelector('footer');
  const tell = () => window.parent.postMessage({ promoOffersHeight: last.getBoundingClientRect().bottom + window.scrollY }, '*');
  new ResizeObserver(tell).observe(document.body);
  tell();
  for (const link of document.links) {
    if (link.origin === location.origin) continue;
    link.target = '_blank';
    link.rel = 'noopener';
  }
}
