// Sledopyt beside ts-tracking-number and tracking-number-validation: the same numbers in one run.
//   cd bench/peers && npm install && node peers.js [folder with test_vectors.csv]
// The numbers of an AliExpress buyer are invented here, with right check digits, the same at each run. Sledopyt is asked as anyone asks
// it: through its command, once without a country and once for a buyer in Russia. Prints the table of docs/recognition.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { getTracking } = require('ts-tracking-number');
const validation = require('tracking-number-validation');
const here = dirname(fileURLToPath(import.meta.url));
const sledopyt = process.env.SLEDOPYT ?? join(here, '../../sledopyt');
const vectors = join(process.argv[2] ?? join(here, '../../../shared/numbers/data'), 'test_vectors.csv');

// ---- numbers

let seed = 20261124;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const pick = (all) => all[random(all.length)];
const digits = (n) => Array.from({ length: n }, () => random(10)).join('');
const letters = (n) => Array.from({ length: n }, () => String.fromCharCode(65 + random(26))).join('');
const weighted = (text, weights) => [...text].reduce((sum, digit, i) => sum + digit * weights[i % weights.length], 0);
const tens = (sum) => (10 - (sum % 10)) % 10;

function s10(service, country) {
  const body = digits(8);
  const check = 11 - (weighted(body, [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  return `${service}${body}${check === 10 ? 0 : check === 11 ? 5 : check}${country}`;
}

function russianPost() {
  const body = pick(['101000', '102976', '140983', '620980', '630980', '801012']) + digits(7);
  return body + tens(weighted(body, [3, 1]));
}

function sf() {
  const body = digits(9);
  const sum = [...body].reverse().reduce((all, digit, i) => {
    const product = digit * (2 * i + 1);
    return all + Math.floor(product / 10) + (product % 10);
  }, 0);
  return `SF${digits(3)}${body}${tens(sum)}`;
}

function dhlExpress() {
  const body = `${2 + random(8)}${digits(8)}`;
  return body + (Number(body) % 7);
}

const registered = () => pick(['R', 'L', 'U', 'E']) + letters(1);

// share, carrier, how such a number is made
const MIX = [
  [22, 'china-post', () => s10(registered(), 'CN')],
  [6, 'singpost', () => s10(registered(), 'SG')],
  [8, 'russian-post', () => s10(registered(), 'RU')],
  [3, 'hongkong-post', () => s10(registered(), 'HK')],
  [2, 'pos-malaysia', () => s10(registered(), 'MY')],
  [2, 'postnl', () => s10(registered(), 'NL')],
  [2, 'uzpost', () => s10(registered(), 'UZ')],
  [15, 'cainiao', () => `LP00${digits(12)}`],
  [3, 'cainiao', () => `AP00${digits(12)}`],
  [3, 'cainiao', () => `AE${letters(2)}${digits(10)}RU2`],
  [6, 'yanwen', () => s10(`U${pick(['G', 'A', 'F'])}`, 'YP')],
  [8, 'yunexpress', () => `YT2${digits(15)}`],
  [4, 'sf-express', sf],
  [3, '4px', () => `4PX300${digits(10)}CN`],
  [6, 'cdek', () => `1${digits(9)}`],
  [5, 'russian-post', russianPost],
  [2, 'dhl-express', dhlExpress],
];

const buyer = MIX.flatMap(([share, carrier, make]) => Array.from({ length: share * 8 }, () => ({ carrier, number: make() })));
const noise = Array.from({ length: 4000 }, (_, i) => (i % 4 ? digits(8 + random(15)) : letters(2) + digits(6 + random(12))));

const CODES = { canada_post: 'canada-post', old_dominion: 'old-dominion', amazon: 'amazon-logistics' };

function published(kind) {
  if (!existsSync(vectors)) return [];
  return readFileSync(vectors, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
    .filter((row) => row[3] === kind)
    .map(([, courier, , , number]) => ({ carrier: CODES[courier] ?? courier, number: number.trim() }));
}

// ---- who is asked: for each number the candidates {carrier, grade, confidence, reasons}, likeliest first; of the peers only the carrier

const PEERS = {
  'ts-tracking-number': (number) => [getTracking(number)].filter(Boolean).map(({ courier }) => ({ carrier: courier.code })),
  'tracking-number-validation': (number) => validation.getCourier(number).map((carrier) => ({ carrier })),
};

function ours(numbers, country) {
  const answers = new Map();
  for (let from = 0; from < numbers.length; from += 500) {
    const lines = execFileSync(sledopyt, ['recognise', '--json', ...(country ? ['--country', country] : [])], {
      input: numbers.slice(from, from + 500).join('\n'),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    for (const line of lines.split('\n').filter(Boolean)) {
      const { input, number, candidates } = JSON.parse(line);
      answers.set(number, candidates); // a number that stands there twice is told once, as it was written first
      answers.set(input.replace(/\s/g, ''), candidates);
    }
  }
  return numbers.map((number) => answers.get(number.replace(/\s/g, '')) ?? []);
}

/** The peers know posts only as S10, and DHL as one; the published vectors do, too. */
function isRight(answer, carrier, number) {
  const code = CODES[answer.carrier] ?? answer.carrier;
  if (code === carrier) return true;
  if (carrier.startsWith('dhl')) return code.startsWith('dhl');
  if (code === 's10') return /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(number);
  return carrier === 's10' && (answer.reasons ?? []).some(({ code }) => code === 'operator');
}

const percent = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : '–');

function score(set, answers) {
  const known = set.filter(({ carrier, number }, i) => answers[i].some((one) => isRight(one, carrier, number)));
  const first = set.filter(({ carrier, number }, i) => answers[i].length > 0 && isRight(answers[i][0], carrier, number));
  return [percent(known.length, set.length), percent(first.length, set.length)];
}

function nanos(ask, numbers) {
  const rounds = [];
  for (let round = 0; round < 9; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 5; i++) numbers.forEach(ask);
    rounds.push(Number(process.hrtime.bigint() - start) / (5 * numbers.length));
  }
  return `${Math.round(rounds.sort((a, b) => a - b)[4]).toLocaleString('en')} ns`;
}

// ---- the table

const valid = published('valid');
const invalid = published('invalid');
const rows = [];

for (const [name, ask] of Object.entries(PEERS)) {
  const of = (set) => score(set, set.map(({ number }) => ask(number)));
  const wrong = invalid.filter(({ carrier, number }) => ask(number).some((one) => isRight(one, carrier, number)));
  rows.push([
    name,
    ...of(valid),
    percent(wrong.length, invalid.length),
    ...of(buyer),
    percent(noise.filter((number) => ask(number).length > 0).length, noise.length),
    nanos(ask, buyer.map(({ number }) => number)),
  ]);
}

const measured = execFileSync(sledopyt, ['bench', 'recognise'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const speed = `${measured.match(/one number\s+([\d,]+) ns/)?.[1]} ns`;
for (const country of [null, 'RU']) {
  const ask = (set) => ours(set.map(({ number }) => number), country);
  const wrong = ask(invalid).filter((candidates, i) =>
    candidates.some((one) => one.grade === 'verified' && isRight(one, invalid[i].carrier, invalid[i].number)),
  );
  const sure = ours(noise, country).filter(
    ([best]) => best && (best.grade === 'verified' || (best.grade === 'possible' && best.confidence >= 0.5)),
  );
  rows.push([
    country ? `Sledopyt, buyer in ${country}` : 'Sledopyt, knowing nothing of the buyer',
    ...score(valid, ask(valid)),
    percent(wrong.length, invalid.length),
    ...score(buyer, ask(buyer)),
    percent(sure.length, noise.length),
    speed,
  ]);
}

const HEAD = ['', 'published: known', 'first', 'invalid accepted', "buyer's mix: known", 'first', 'noise claimed', 'a number'];
console.log(`${valid.length} published numbers, ${invalid.length} invalid ones, ${buyer.length} of the buyer, ${noise.length} of noise`);
console.log(`| ${HEAD.join(' | ')} |\n| --- ${'| ---: '.repeat(HEAD.length - 1)}|`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
