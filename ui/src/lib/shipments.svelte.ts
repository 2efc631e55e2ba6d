import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { del, explain, get, patch, post } from './api.svelte';
import { toast } from './toasts.svelte';
import type { Ask, Paged, Shipment } from './types';
import { t } from './words.svelte';

// What the page knows of shipments, by id. Lists keep ids in their own order; rows look up the shipment here, so a change
// arrives in place and moves nothing.

const known = new SvelteMap<string, Shipment>();
const gone = new SvelteSet<string>();

export type Page = Paged<Shipment> & { total: number };

export const shipment = (id: string): Shipment | undefined => (gone.has(id) ? undefined : known.get(id));

export const present = (ids: string[]): Shipment[] => ids.map(shipment).filter((each) => each !== undefined);

export function keep(shipments: Shipment[]): void {
  for (const each of shipments) {
    const before = known.get(each.id);
    known.set(each.id, {
      ...each,
      journey: each.journey ?? before?.journey,
      expected: each.expected ?? before?.expected,
    });
  }
}

/** For the next account on this page. */
export function forget(): void {
  known.clear();
  gone.clear();
}

export async function page(query: Record<string, string>, signal?: AbortSignal): Promise<Page> {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  const answer = await get<Page>('/shipments?' + asked, { signal });
  keep(answer.items);
  return answer;
}

export async function fetchShipment(id: string): Promise<Shipment> {
  const fresh = await get<Shipment>('/shipments/' + encodeURIComponent(id));
  keep([fresh]);
  return fresh;
}

/** Says whether it is there, or puts something aside, and shows what is left. */
export async function answer(id: string, said: string, code?: string): Promise<void> {
  await post(`/shipments/${encodeURIComponent(id)}/answers`, { answer: said, code: code ?? null });
  await fetchShipment(id);
}

export async function change(
  id: string,
  to: Partial<{ title: string; note: string; archived: boolean; muted: boolean }>,
): Promise<void> {
  keep([await patch<Shipment>('/shipments/' + encodeURIComponent(id), to)]);
}

/** Moves shipments into the archive or out of it, a few at a time, and offers to undo it. */
export async function archive(ids: string[], archived: boolean, undoable = true): Promise<void> {
  const waiting = [...ids];
  const moved: string[] = [];
  let problem: unknown = null;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined && problem === null; id = waiting.shift()) {
      try {
        await change(id, { archived });
        moved.push(id);
      } catch (error) {
        problem = error;
      }
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  if (problem !== null) toast(explain(problem), { tone: 'bad' });
  if (moved.length === 0) return;
  toast(t(archived ? 'parcels.archived' : 'parcels.unarchived', { n: moved.length }), {
    action: undoable ? { label: t('action.undo'), run: () => void archive(moved, !archived, false) } : undefined,
  });
}

/** Hides a shipment at once and deletes it when the time to undo is over, or when the page goes away. */
export function remove(id: string): void {
  const deleted = known.get(id);
  if (!deleted) return;
  gone.add(id);
  const finish = async (keepalive: boolean) => {
    try {
      await del('/shipments/' + encodeURIComponent(id), { keepalive });
      known.delete(id);
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    }
    gone.delete(id);
  };
  const onHide = () => void finish(true);
  addEventListener('pagehide', onHide);
  toast(t('parcels.deleted', { title: name(deleted) }), {
    action: {
      label: t('action.undo'),
      run: () => {
        removeEventListener('pagehide', onHide);
        gone.delete(id);
      },
    },
    otherwise: () => {
      removeEventListener('pagehide', onHide);
      void finish(false);
    },
  });
}

/** What a person calls it: the title, else the number. */
export function name(shipment: Pick<Shipment, 'title' | 'number'>): string {
  return shipment.title.trim() || spaced(shipment.number);
}

/** Postal numbers are printed and read in groups: `RB 123 456 785 CN`. */
export function spaced(number: string): string {
  return number.replace(/^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/, '$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5');
}

export const TROUBLE: Ask['outcome'][] = ['SIGN_IN', 'QUOTA', 'BLOCKED', 'OUTAGE', 'UNREADABLE'];

/** Sources of the shipment that should answer and do not, each once. */
export function troubles(asks: Ask[]): Ask[] {
  const seen = new Set<string>();
  return asks.filter((ask) => TROUBLE.includes(ask.outcome) && !seen.has(ask.source) && seen.add(ask.source));
}

/** The age of what is shown: when a source last answered about it. */
export function asOf(shipment: Shipment): string | null {
  const answers = shipment.sources.map((ask) => ask.asOf).filter((at) => at !== null);
  return answers.sort().at(-1) ?? shipment.checkedAt;
}
