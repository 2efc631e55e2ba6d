// A server of invented parcels, to look at the app without the real one: `npm run build && npm run mock`, then
// http://localhost:4173. Options: --setup, --sign-in, --empty, --many (10,000 parcels), --offline-api, --port=4173.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { journeyOf, many, news, people, recognise, shipments, sources } from './world.mjs';

const option = (name) => process.argv.includes('--' + name);
const port = Number(process.argv.find((each) => each.startsWith('--port='))?.slice(7) ?? 4173);
const dist = new URL('../dist', import.meta.url).pathname;

let state = option('setup') ? 'setup' : option('sign-in') ? 'sign-in' : 'signed-in';
let parcels = option('empty') ? [] : option('many') ? [...shipments(), ...many(10_000)] : shipments();
let inbox = option('empty') ? [] : news();
let tokens = [{ id: 't1', name: 'Home Assistant', createdAt: ago(40 * 24 * 60), usedAt: ago(3) }];
let invitations = [];
let channels = { items: [{ kind: 'mail', target: 'anna@example.org', enabled: true, problem: null }], mailReady: true };
const account = {
  id: 'a1',
  email: 'anna@example.org',
  name: 'Анна',
  language: process.env.LANGUAGE_OF_ACCOUNT ?? 'ru',
  zone: 'Europe/Moscow',
  country: 'RU',
  operator: true,
};
const streams = new Set();

function ago(minutes) {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

function problem(status, key, args) {
  return { status, body: { type: 'about:blank', title: key, status, key, args }, type: 'application/problem+json' };
}

const withoutJourney = ({ journey: _, ...rest }) => rest;
const unread = () => inbox.filter((item) => item.readAt === null).length;

function list(url) {
  const { state = 'active', milestone = '', q = '', cursor = '', limit = '50' } = Object.fromEntries(url.searchParams);
  const wanted = milestone.split(',').filter(Boolean);
  const found = parcels.filter(
    (parcel) =>
      (state === 'all' || (parcel.archivedAt !== null) === (state === 'archived')) &&
      (wanted.length === 0 || wanted.includes(parcel.milestone) || wanted.includes(parcel.milestone + '/' + parcel.sub)) &&
      (parcel.title + parcel.number + parcel.place).toLowerCase().includes(q.toLowerCase()),
  );
  const from = Number(cursor || 0);
  const to = from + Number(limit);
  return { items: found.slice(from, to).map(withoutJourney), next: to < found.length ? String(to) : null, total: found.length };
}

function add({ numbers = [] }) {
  const answer = { added: [], known: [], notUnderstood: [] };
  for (const { number, title = '' } of numbers) {
    const there = parcels.find((parcel) => parcel.number === number);
    if (there) answer.known.push(withoutJourney(there));
    else if (!/^[A-Z0-9]{8,35}$/.test(number)) answer.notUnderstood.push({ input: number, key: 'add.noNumber', args: {} });
    else {
      const parcel = journeyOf({ number, title, milestone: 'NOT_FOUND', sub: 'NOT_POLLED_YET' });
      parcels = [parcel, ...parcels];
      answer.added.push(withoutJourney(parcel));
    }
  }
  return answer;
}

function api(method, url, body) {
  const path = url.pathname.slice('/api/v1'.length);
  const key = `${method} ${path}`;
  const [, one, act] = /^\/shipments\/([^/]+)\/?(\w*)$/.exec(path) ?? [];
  if (key === 'GET /start') return { state, demo: option('demo'), version: '0.1.0', account: state === 'signed-in' ? account : null };
  if (key === 'POST /setup') return body.link === 'wrong' ? problem(403, 'setup.link.wrong') : ((state = 'signed-in'), Object.assign(account, body));
  if (key === 'POST /sign-in') return body.password === 'wrong' ? problem(401, 'signin.wrong') : ((state = 'signed-in'), account);
  if (key === 'POST /sign-out') return void (state = 'sign-in');
  if (state !== 'signed-in') return problem(401, 'error.signedOut');
  if (option('offline-api')) return problem(500, 'error.server');
  if (key === 'GET /me') return account;
  if (key === 'PATCH /me') return Object.assign(account, body);
  if (key === 'POST /me/password') return body.old === 'wrong' ? problem(403, 'password.wrong') : undefined;
  if (key === 'POST /recognise') return { items: recognise(body.text) };
  if (key === 'GET /carriers') return { items: sources.carriers };
  if (key === 'GET /shipments') return list(url);
  if (key === 'POST /shipments') return add(body);
  if (one) {
    const parcel = parcels.find(({ id }) => id === one);
    if (!parcel) return problem(404, 'error.notFound');
    if (act === 'extras') {
      if (Object.values(body.values).some((value) => value === 'wrong')) return problem(422, 'extras.wrong', { field: 'Индекс получателя', example: '1000AA' });
      for (const extra of parcel.extras ?? []) {
        const value = body.values[extra.need.name];
        if (value !== undefined) Object.assign(extra, { told: value !== '', missing: false });
      }
      return parcel;
    }
    if (act === 'refresh') return parcel.asked ? problem(429, 'refresh.tooSoon', { at: ago(-9) }) : ((parcel.asked = true), { nextAllowedAt: ago(-10) });
    if (method === 'DELETE') return void (parcels = parcels.filter((each) => each !== parcel));
    if (method === 'PATCH') {
      const { archived, ...rest } = body;
      Object.assign(parcel, rest, archived === undefined ? {} : { archivedAt: archived ? ago(0) : null });
      return withoutJourney(parcel);
    }
    return parcel;
  }
  if (key === 'GET /inbox') return { items: inbox, next: null, unread: unread() };
  if (key === 'POST /inbox/read') {
    inbox = inbox.map((item) => (body.all || body.ids.includes(item.id) ? { ...item, readAt: item.readAt ?? ago(0) } : item));
    return undefined;
  }
  if (key === 'GET /sources') return { items: option('empty') ? [] : sources.items };
  if (/^(PUT|DELETE) \/sources\/[^/]+\/credentials$/.test(key)) return undefined;
  if (/^POST \/sources\/[^/]+\/test$/.test(key)) return { outcome: 'SIGN_IN', detail: 'HTTP 401: Authorization error' };
  if (key === 'GET /people') return { items: people };
  if (key === 'GET /invitations') return { items: invitations };
  if (key === 'POST /invitations') {
    const made = { id: 'i' + Date.now(), name: body.name, operator: body.operator, createdAt: ago(0), expiresAt: ago(-7 * 24 * 60) };
    invitations = [made, ...invitations];
    return { ...made, path: '/setup#x7Qm2vR9x7Qm2vR9x7Qm2vR9x7Qm2vR9x7Qm2vR9xyz' };
  }
  if (key.startsWith('DELETE /invitations/')) return void (invitations = invitations.filter(({ id }) => !path.endsWith('/' + id)));
  if (key === 'GET /channels') return channels;
  if (key === 'PUT /channels/mail') return void (channels = { ...channels, items: [{ kind: 'mail', problem: null, ...body }] });
  if (key === 'POST /channels/mail/test') return { sent: true };
  if (key === 'GET /tokens') return { items: tokens };
  if (key === 'POST /tokens') {
    const token = { id: 't' + Date.now(), name: body.name, createdAt: ago(0), usedAt: null };
    tokens = [...tokens, token];
    return { ...token, token: 'sledopyt_' + 'x7Qm2vR9'.repeat(4) };
  }
  if (key.startsWith('DELETE /tokens/')) return void (tokens = tokens.filter(({ id }) => !path.endsWith('/' + id)));
  return problem(404, 'error.notFound');
}

function events(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': hello\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

/** Every 30 s a parcel is checked again, so that something moves. */
setInterval(() => {
  const parcel = parcels[Math.floor(Math.random() * Math.min(parcels.length, 12))];
  if (!parcel) return;
  parcel.checkedAt = ago(0);
  for (const stream of streams) stream.write(`event: shipment\ndata: ${JSON.stringify({ id: parcel.id })}\n\n`);
}, 30_000);

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };
const CSP = "default-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

function file(pathname, response) {
  const path = normalize(join(dist, pathname));
  const found = pathname !== '/' && path.startsWith(dist) && existsSync(path) ? path : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP });
  createReadStream(found).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/api/v1/events') return events(response);
  if (!url.pathname.startsWith('/api/')) return file(url.pathname, response);
  let text = '';
  request.on('data', (part) => (text += part));
  request.on('end', () => {
    const answer = api(request.method, url, text ? JSON.parse(text) : {});
    const { status = answer === undefined ? 204 : 200, body = answer, type = 'application/json' } = answer?.body?.key ? answer : {};
    response.writeHead(status, { 'Content-Type': type });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
}).listen(port, () => console.log(`http://localhost:${port}`));
