import { get, connection } from './api.svelte';
import { fetchShipment, name, shipment } from './shipments.svelte';
import { say } from './toasts.svelte';
import type { Paged, News } from './types';
import { stage, t } from './words.svelte';

// The server's stream of changes. Only shipments that the page already knows are fetched again.

export interface Change {
  shipment?: string;
  inbox?: true;
  sources?: true;
  /** changes were missed: whatever is shown is to be fetched again */
  everything?: true;
}

const GATHER = 300;
const RETRY = 15_000;

let stream: EventSource | null = null;
let retry = 0;
let unreadNews = $state(0);
const listeners = new Set<(change: Change) => void>();
const changed = new Set<string>();

export const unread = (): number => unreadNews;

export function setUnread(n: number): void {
  unreadNews = n;
}

/** Calls on every change until the returned function is called. */
export function whenChanged(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function connect(): void {
  disconnect();
  stream = new EventSource('/api/v1/events');
  stream.addEventListener('shipment', (event) => note(JSON.parse(event.data).id));
  stream.addEventListener('inbox', (event) => {
    unreadNews = JSON.parse(event.data).unread;
    tell({ inbox: true });
  });
  stream.addEventListener('sources', () => tell({ sources: true }));
  stream.addEventListener('resync', () => tell({ everything: true, inbox: true, sources: true }));
  // The browser itself tries again after a lost connection, but gives up after an HTTP error.
  stream.onerror = () => {
    if (stream?.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, RETRY);
  };
  void get<Paged<News> & { unread: number }>('/inbox?limit=1').then(
    (inbox) => (unreadNews = inbox.unread),
    () => connection.offline,
  );
}

export function disconnect(): void {
  clearTimeout(retry);
  stream?.close();
  stream = null;
}

function note(id: string): void {
  if (changed.size === 0) setTimeout(fetchChanged, GATHER);
  changed.add(id);
}

async function fetchChanged(): Promise<void> {
  const ids = [...changed];
  changed.clear();
  for (const id of ids) {
    const before = shipment(id);
    if (before) {
      try {
        const after = await fetchShipment(id);
        if (before.milestone !== after.milestone || before.sub !== after.sub) {
          say(t('live.changed', { title: name(after), what: stage(after) }));
        }
      } catch {
        continue; // it stays as it was, and is fetched again with the next change or visit
      }
    }
    tell({ shipment: id });
  }
}

function tell(change: Change): void {
  for (const listener of listeners) listener(change);
}
