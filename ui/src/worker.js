// Keeps the app and the last seen answers for reading without a connection. The build fills in the version and the list of files.
const SHELL = ['SHELL'];
const SHELL_CACHE = 'shell-VERSION';
const ANSWERS = 'answers';
const MOST_ANSWERS = 400;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name !== SHELL_CACHE && name !== ANSWERS))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/api/v1/') && url.pathname !== '/api/v1/events') {
    event.respondWith(answer(event));
  } else if (request.mode === 'navigate' && !/^\/(api|hooks|assets)\//.test(url.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match('/', { cacheName: SHELL_CACHE })));
  } else if (SHELL.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname, { cacheName: SHELL_CACHE }).then((kept) => kept ?? fetch(request)));
  }
});

/** The server's answer; without a connection the last one, marked with its age. */
async function answer(event) {
  const cache = await caches.open(ANSWERS);
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok && fresh.status === 200) event.waitUntil(keep(cache, event.request, fresh.clone()));
    return fresh;
  } catch (error) {
    const kept = await cache.match(event.request.url);
    if (kept) return kept;
    throw error;
  }
}

async function keep(cache, request, fresh) {
  const headers = new Headers(fresh.headers);
  headers.set('X-As-Of', new Date().toISOString());
  headers.delete('Set-Cookie');
  // Put anew, so that the keys stay in the order of their last use.
  await cache.delete(request.url);
  await cache.put(request.url, new Response(await fresh.blob(), { headers }));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(keys.length - MOST_ANSWERS, 0)).map((key) => cache.delete(key)));
}
