// Shows an offer in a frame where this script stands:
//   <script async src="https://offers.example/embed.js" data-offer="winter"></script>
// data-lang="fr" chooses the language, data-title what the frame is called. Needs no cookie, of this site or the other.
(() => {
  const script = document.currentScript;
  const home = new URL('.', script.src);
  const page = new URL(`o/${encodeURIComponent(script.dataset.offer)}`, home);
  const frame = document.createElement('iframe');

  // Who shared the link stands at the end of this page's address.
  const referrer = new URLSearchParams(location.search).get('r');
  if (referrer) page.searchParams.set('r', referrer);
  if (script.dataset.lang) page.searchParams.set('lang', script.dataset.lang);
  const visitor = nameOfBrowser();
  if (visitor) page.searchParams.set('v', visitor);

  frame.src = page.href;
  frame.title = script.dataset.title ?? document.title;
  frame.allow = 'clipboard-write; web-share';
  Object.assign(frame.style, { display: 'block', width: '100%', height: '720px', border: '0' });
  script.after(frame);
  window.addEventListener('message', event => {
    if (event.source !== frame.contentWindow || event.origin !== home.origin) return;
    const height = Number(event.data?.promoOffersHeight);
    if (height > 0) frame.style.height = `${Math.min(Math.ceil(height), 20000)}px`;
  });

  // At random, kept by this site: one visitor counts once. It gives no right to anything.
  function nameOfBrowser() {
    const key = 'promooffers-visitor';
    try {
      const kept = localStorage.getItem(key);
      if (kept) return kept;
      const made = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
      localStorage.setItem(key, made);
      return made;
    } catch {
      return null;
    }
  }
})();
