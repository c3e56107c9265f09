// Tells that somebody looks at this page. Only a script does: scanners of mail and previews of links visit nothing.
const page = document.getElementById('visit');
const given = 202; // A cookie that names this browser: told again with it, the visit counts.

async function tell() {
  const body = new URLSearchParams();
  if (page.dataset.referrer) body.set('r', page.dataset.referrer);
  if (page.dataset.visitor) body.set('v', page.dataset.visitor);
  return (await fetch(page.dataset.visit, { method: 'POST', body, keepalive: true })).status;
}

function visits() {
  tell().then((status) => status === given && tell()).catch(() => {});
}

// A page that the browser loads ahead is not looked at yet.
if (document.prerendering) document.addEventListener('prerenderingchange', visits, { once: true });
else visits();
