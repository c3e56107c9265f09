// Tells that somebody looks at this page. Only a script does: scanners of mail and previews of links visit nothing.
const page = document.getElementById('visit');

function visits() {
  const body = new URLSearchParams();
  if (page.dataset.referrer) body.set('r', page.dataset.referrer);
  fetch(page.dataset.visit, { method: 'POST', body, keepalive: true }).catch(() => {});
}

// A page that the browser loads ahead is not looked at yet.
if (document.prerendering) document.addEventListener('prerenderingchange', visits, { once: true });
else visits();
