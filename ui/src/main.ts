import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { get } from './lib/api.svelte';
import { greet } from './lib/session.svelte';
import type { Start } from './lib/types';

const RELOADED = 'reloaded-at';

// A page left open over an update asks for parts that are gone: it is loaded anew, but never in a loop.
addEventListener('vite:preloadError', () => {
  if (!navigator.onLine || Date.now() - Number(sessionStorage.getItem(RELOADED)) < 60_000) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
});

// The shell of index.html stays until the first sentence can be said; who is signed in is asked meanwhile.
const start = get<Start>('/start');
start.catch(() => {}); // App says it
await greet();
const target = document.getElementById('app')!;
target.replaceChildren();
mount(App, { target, props: { start } });

if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js');
