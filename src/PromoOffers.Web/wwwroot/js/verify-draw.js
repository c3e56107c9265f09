// Verifies a draw from its certificate and its list, by nothing but these two: docs/draws.md says what is done and why.
// Written from that page alone, without a look at the server's own implementation, which a test holds it against.
// Needs WebCrypto (a browser on https or localhost, or Node.js 19).

const LABEL = 'PromoOffers draw';
const VERSION = 1;
const MAX_TOTAL = Number.MAX_SAFE_INTEGER; // 2^53 - 1
const PRIME = 2147483647n;
const LINE = /^([A-Za-z0-9_-]{22}) ([1-9][0-9]{0,15})$/;
const HEX = /^[0-9a-f]{64}$/;

/**
 * @param {string} certificateText
 * @param {Uint8Array} listBytes
 * @param {(share: number) => void} [progress] from 0 to 1
 * @returns {Promise<{kind: string, at: string | null}[]>} what is wrong; empty: the draw holds
 */
export async function verifyDraw(certificateText, listBytes, progress = () => {}) {
  const problems = [];
  const add = (kind, at = null) => problems.push({ kind, at: at === null ? null : String(at) });
  let certificate;
  try {
    certificate = JSON.parse(certificateText);
  } catch {
    add('Format', 'certificate');
    return problems;
  }
  await checkSeals(certificate, add);
  const bad = fieldsThatAreNot(certificate);
  if (bad.length > 0) {
    bad.forEach(field => add('Format', field));
    return problems;
  }

  const seed = fromHex(certificate.seed);
  if (await sha256(seed) !== certificate.commitment) add('Commitment');
  const entries = await readList(listBytes, certificate.list, add);
  if (entries) await checkOrder(certificate, seed, entries, add, progress);
  checkOutcomes(certificate, add);
  return problems;
}

async function checkSeals(certificate, add) {
  if (!isObject(certificate) || !isObject(certificate.seals)) {
    add('Format', 'seals');
    return;
  }
  const names = Object.keys(certificate).filter(name => name !== 'seals');
  for (const name of names) {
    const seal = (await sha256(utf8(`${name}\n${plain(certificate[name])}`))).slice(0, 16);
    if (certificate.seals[name] !== seal) add('Seal', name);
  }
  for (const name of Object.keys(certificate.seals)) if (!names.includes(name)) add('Seal', name);
}

function plain(value) {
  if (Array.isArray(value)) return value.map(element => `${plain(element)}\n`).join('');
  if (isObject(value)) return Object.entries(value).map(([name, inner]) => `${name}=${plain(inner)}\n`).join('');
  return String(value);
}

function fieldsThatAreNot(c) {
  const bad = new Set();
  const need = (holds, field) => { if (!holds) bad.add(field); };
  need(c?.format === 'promooffers.draw', 'format');
  need(c?.version === 1, 'version');
  need(isHex(c?.commitment), 'commitment');
  need(isHex(c?.seed), 'seed');
  need(isCount(c?.winners), 'winners');
  need(isObject(c?.list), 'list');
  need(isHex(c?.list?.sha256), 'list.sha256');
  need(typeof c?.list?.locator === 'string', 'list.locator');
  need(isCount(c?.list?.entries), 'list.entries');
  need(isCount(c?.list?.weight), 'list.weight');
  const value = c?.publicValue;
  need(isObject(value) || value === null, 'publicValue');
  need(c?.operatorCouldHaveKnown === !isObject(value), 'operatorCouldHaveKnown');
  need(!isObject(value) || typeof value.value === 'string', 'publicValue.value');
  need(Array.isArray(c?.drawn), 'drawn');
  need(Array.isArray(c?.record), 'record');
  if (Array.isArray(c?.drawn)) c.drawn.forEach((rank, i) => need(isRank(rank, i + 1), 'drawn'));
  if (Array.isArray(c?.record) && !bad.has('drawn')) c.record.forEach(decision => need(isDecision(decision, c.drawn), 'record'));
  return [...bad];
}

function isRank(rank, place) {
  return rank?.rank === place && typeof rank.entry === 'string' && typeof rank.outcome === 'string';
}

function isDecision(decision, drawn) {
  return isCount(decision?.rank) && typeof decision.entry === 'string' && drawn[decision.rank - 1]?.entry === decision.entry
    && ['disqualified', 'reinstated'].includes(decision.act) && typeof decision.afterFinal === 'boolean';
}

/** The ids and weights, or null where it is not the list that was frozen. */
async function readList(bytes, list, add) {
  const [ids, weights, lines] = [[], [], []];
  let [total, good, start] = [0, true, 0];
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const line = latin1(bytes.subarray(start, end < 0 ? bytes.length : end)) + (end < 0 ? '\0' : '');
    start = end < 0 ? bytes.length : end + 1;
    lines.push(line);
    const match = LINE.exec(line);
    const weight = match ? Number(match[2]) : NaN;
    if (match && (ids.length === 0 || ids[ids.length - 1] < match[1]) && weight <= MAX_TOTAL - total) {
      ids.push(match[1]);
      weights.push(weight);
      total += weight;
    } else {
      add('ListLine', lines.length);
      good = false;
    }
  }
  if (good && ids.length !== list.entries) add('ListEntries');
  if (good && total !== list.weight) add('ListWeight');
  if (good && await sha256(bytes) === list.sha256) return { ids, weights, total };
  add('ListDigest', locate(lines, list.locator, list.entries));
  return null;
}

/** Which single line was changed, is missing or is too many; null: none, or several. */
function locate(lines, locator, originalCount) {
  const parts = /^(\d{1,10})-(\d{1,10})$/.exec(locator);
  if (!parts) return null;
  const hashes = lines.map(fnv);
  const n = hashes.length;
  let [sum, positional] = [0n, 0n];
  hashes.forEach((hash, i) => {
    sum = (sum + hash) % PRIME;
    positional = (positional + BigInt(i + 1) * hash) % PRIME;
  });
  const difference = mod(BigInt(parts[1]) - sum);
  const positionalDifference = mod(BigInt(parts[2]) - positional);
  let after = 0n;
  switch (originalCount - n) {
    case 0: {
      if (difference === 0n) return null;
      const line = positionalDifference * power(difference, PRIME - 2n) % PRIME;
      return line >= 1n && line <= BigInt(n) ? Number(line) : null;
    }
    case 1:
      for (let line = n + 1; line >= 1; line--) {
        if (mod(difference * BigInt(line) + after) === positionalDifference) return line;
        if (line > 1) after = (after + hashes[line - 2]) % PRIME;
      }
      return null;
    case -1:
      for (let line = n; line >= 1; line--) {
        const hash = hashes[line - 1];
        if (mod(hash + difference) === 0n && mod(hash * BigInt(line) + after + positionalDifference) === 0n) return line;
        after = (after + hash) % PRIME;
      }
      return null;
    default:
      return null;
  }
}

async function checkOrder(certificate, seed, entries, add, progress) {
  const numbers = await numbersOf(seed, certificate.list.sha256, certificate.publicValue?.value ?? '');
  const tree = treeOf(entries.weights);
  let left = entries.total;
  for (const [i, rank] of certificate.drawn.entries()) {
    if (left === 0) {
      add('Order', rank.rank);
      continue;
    }
    const drawn = find(tree, await numbers.below(left));
    removeFrom(tree, drawn, entries.weights[drawn]);
    left -= entries.weights[drawn];
    if (entries.ids[drawn] !== rank.entry) add('Order', rank.rank);
    if (i % 100 === 0) progress(i / certificate.drawn.length);
  }
}

async function numbersOf(seed, listDigest, publicValue) {
  const value = utf8(publicValue);
  const head = concat(utf8(LABEL), [VERSION], fromHex(listDigest), uint(value.length, 4), value);
  const key = await crypto.subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  let [counter, waiting] = [0, []];
  async function next() {
    if (waiting.length === 0) {
      const block = new DataView(await crypto.subtle.sign('HMAC', key, concat(head, uint(counter++, 8))));
      waiting = [0, 8, 16, 24].map(at => block.getBigUint64(at));
    }
    return waiting.shift();
  }
  return {
    async below(bound) {
      const wide = BigInt(bound);
      const limit = 2n ** 64n / wide * wide;
      let number;
      do number = await next(); while (number >= limit);
      return Number(number % wide);
    },
  };
}

// A Fenwick tree; numbers are exact, for the total is at most 2^53 - 1.
function treeOf(weights) {
  const tree = new Array(weights.length + 1).fill(0);
  weights.forEach((weight, i) => {
    for (let at = i + 1; at < tree.length; at += at & -at) tree[at] += weight;
  });
  return tree;
}

function find(tree, number) {
  let position = 0;
  for (let step = 2 ** Math.floor(Math.log2(tree.length)); step >= 1; step /= 2) {
    if (position + step < tree.length && tree[position + step] <= number) {
      position += step;
      number -= tree[position];
    }
  }
  return position;
}

function removeFrom(tree, position, weight) {
  for (let at = position + 1; at < tree.length; at += at & -at) tree[at] -= weight;
}

function checkOutcomes(certificate, add) {
  const { drawn, winners, record } = certificate;
  const outcomes = drawn.map(() => 'alternate');
  const moveUp = count => {
    for (let i = 0; i < outcomes.length && count > 0; i++) {
      if (outcomes[i] === 'alternate') {
        outcomes[i] = 'won';
        count--;
      }
    }
  };
  for (const { rank, act, afterFinal } of record) if (!afterFinal) outcomes[rank - 1] = act === 'disqualified' ? 'disqualified' : 'alternate';
  moveUp(winners);
  for (const { rank, act, afterFinal } of record) {
    if (!afterFinal) continue;
    const before = outcomes[rank - 1];
    if (act === 'disqualified') {
      outcomes[rank - 1] = 'disqualified';
      if (before === 'won') moveUp(1);
    } else if (before === 'disqualified') {
      const passedOver = outcomes.slice(rank).includes('won') || outcomes.filter(o => o === 'won').length < winners;
      outcomes[rank - 1] = passedOver ? 'won' : 'alternate';
    }
  }
  drawn.forEach((rank, i) => { if (rank.outcome !== outcomes[i]) add('Outcome', i + 1); });
  if (outcomes.filter(o => o === 'won').length < winners && drawn.length < certificate.list.entries) add('Outcome', drawn.length + 1);
}

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const isHex = value => typeof value === 'string' && HEX.test(value);
const isCount = value => Number.isSafeInteger(value) && value >= 0;
const utf8 = text => new TextEncoder().encode(text);
const fromHex = hex => Uint8Array.from(hex.match(/../g), pair => parseInt(pair, 16));
const mod = value => ((value % PRIME) + PRIME) % PRIME;

function power(base, exponent) {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n, base = base * base % PRIME) if (exponent & 1n) result = result * base % PRIME;
  return result;
}

function fnv(line) {
  let hash = 2166136261;
  for (let i = 0; i < line.length; i++) hash = Math.imul(hash ^ line.charCodeAt(i), 16777619);
  return BigInt(hash >>> 0) % PRIME;
}

function latin1(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function uint(value, length) {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(length - 4, value);
  return bytes;
}

function concat(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    bytes.set(part, at);
    return at + part.length;
  }, 0);
  return bytes;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
}
