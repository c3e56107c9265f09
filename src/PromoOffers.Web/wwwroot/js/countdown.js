// Counts down to the closing of a drawing, once a minute: a clock that ticks each second is read aloud each second.
const timer = document.querySelector('[data-until]');

function show() {
  const minutes = Math.max(0, Math.floor((Date.parse(timer.dataset.until) - Date.now()) / 60000));
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  timer.querySelector('[data-days]').textContent = d;
  timer.querySelector('[data-hours]').textContent = String(h).padStart(2, '0');
  timer.querySelector('[data-minutes]').textContent = String(m).padStart(2, '0');
  timer.setAttribute('aria-label', timer.dataset.label.replace('{d}', d).replace('{h}', h).replace('{m}', m));
}

if (timer) {
  show();
  setInterval(show, 60000);
}
