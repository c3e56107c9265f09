// How far an upload is: the bytes that the browser has sent, and the codes that the server has checked and stored.
import { say } from './say.js';

const spokenEvery = 25;
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[index]);

export class Progress {
  constructor(box) {
    this.box = box;
    this.language = document.documentElement.lang;
  }

  begin(file) {
    Object.assign(this, { size: file.size, loaded: 0, codes: 0, staged: 0, read: false, began: performance.now(), readAt: 0, spoken: 0 });
    this.put('title', fill(this.box.dataset.title, file.name));
    this.draw();
  }

  sent(loaded) {
    // The form around the file is sent, too.
    this.loaded = Math.min(loaded, this.size);
    this.draw();
  }

  stored({ codes, staged, read }) {
    if (read && !this.read) this.readAt = performance.now();
    Object.assign(this, { codes, staged, read });
    this.draw();
  }

  // Sending and storing are one half each.
  get share() {
    const sent = this.size ? this.loaded / this.size : 0;
    const stored = this.read && this.codes ? Math.min(this.staged / this.codes, 1) : 0;
    return (sent + stored) / 2;
  }

  draw() {
    const { share, number } = this;
    const percent = Math.floor(share * 100);
    const seconds = (performance.now() - this.began) / 1000;
    this.put('percent', number(percent / 100, { style: 'percent' }));
    this.put('received', fill(this.box.dataset.of, this.bytes(this.loaded), this.bytes(this.size)));
    this.put('codes', number(this.codes));
    this.put('staged', fill(this.box.dataset.of, number(this.staged), number(this.codes)));
    this.put('rate', fill(this.box.dataset.rate, number(Math.round(this.rate(seconds)))));
    this.put('remaining', share > 0.05 && seconds > 2 ? fill(this.box.dataset.about, this.time(seconds * (1 - share) / share)) : '…');
    const bar = this.box.querySelector('[role=progressbar]');
    bar.setAttribute('aria-valuenow', percent);
    bar.querySelector('.fill').setAttribute('width', `${percent}%`);
    if (percent < this.spoken + spokenEvery) return;
    this.spoken = percent - percent % spokenEvery;
    say(number(this.spoken / 100, { style: 'percent' }));
  }

  // Codes a second: stored, once all are read.
  rate(seconds) {
    return this.read ? this.staged / Math.max((performance.now() - this.readAt) / 1000, 1) : this.codes / Math.max(seconds, 1);
  }

  put(name, text) {
    this.box.querySelector(`[data-progress-${name}]`).textContent = text;
  }

  number = (value, options) => new Intl.NumberFormat(this.language, options).format(value);

  bytes(count) {
    const unit = Math.min(Math.floor(Math.log2(Math.max(count, 1)) / 10), units.length - 1);
    return this.number(count / 1024 ** unit, { style: 'unit', unit: units[unit], unitDisplay: unit ? 'short' : 'long', maximumFractionDigits: unit > 1 ? 1 : 0 });
  }

  time(seconds) {
    return seconds < 90
      ? this.number(Math.max(Math.round(seconds), 1), { style: 'unit', unit: 'second', unitDisplay: 'long' })
      : this.number(Math.round(seconds / 60), { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  }
}
