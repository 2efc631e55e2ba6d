import { type Group, NEARLY_THERE, arrange, group } from './attention';
import { whenChanged } from './live.svelte';
import { calendar } from './reader.svelte';
import { type Page, page, present, shipment } from './shipments.svelte';
import type { Shipment } from './types';

/** What needs the reader or comes soon is fetched whole, however many parcels are quietly on their way. */
const WAITING = 'A,B';
const NEAR = [...NEARLY_THERE, 'OUT_FOR_DELIVERY'].join(',');
const PAGE = '200';
const MOST_PAGES = 5;

/** The first screen's groups. Their order stays as it was when the screen was opened. */
class Today {
  groups = $state.raw<Record<Group, string[]> | null>(null);
  total = $state(0);
  /** something belongs to another group by now */
  moved = $state(false);
  problem = $state.raw<unknown>(null);
  /** quietly on their way, and too many to be fetched for this screen */
  unseen = $state(0);
  private loading: Promise<void> | null = null;

  /** How many wait for the reader at this moment, wherever they are listed. */
  readonly waits = $derived(this.count('waits'));

  constructor() {
    whenChanged((change) => {
      if (!this.groups) return;
      if (change.everything) void this.load(true);
      if (change.shipment !== undefined) this.moved ||= this.misplaced(change.shipment);
    });
  }

  /** Fetches and groups anew; with `keepOrder`, news come to the rows where they stand. */
  load(keepOrder = false): Promise<void> {
    if (this.loading && !keepOrder) return this.loading.then(() => this.load());
    return (this.loading ??= this.fetch(keepOrder).finally(() => (this.loading = null)));
  }

  /** For the next account on this page. */
  forget(): void {
    this.groups = null;
    this.total = 0;
    this.moved = false;
  }

  private async fetch(keepOrder: boolean): Promise<void> {
    this.problem = null;
    try {
      const first = await page({ state: 'active', limit: PAGE });
      const all = new Map(first.items.map((each) => [each.id, each]));
      if (first.next) {
        const more = await Promise.all([allOf({ urgency: WAITING }), allOf({ milestone: NEAR })]);
        for (const each of more.flat()) all.set(each.id, each);
      }
      this.total = first.total;
      this.unseen = Math.max(first.total - all.size, 0);
      if (keepOrder && this.groups) this.moved ||= [...all.keys()].some((id) => this.misplaced(id));
      else this.place([...all.values()]);
    } catch (error) {
      this.problem = error;
    }
  }

  visible(which: Group): Shipment[] {
    const ids = this.groups?.[which] ?? [];
    return present(ids).filter((each) => each.archivedAt === null);
  }

  private place(shipments: Shipment[]): void {
    const groups = arrange(shipments, calendar());
    const ids = (items: Shipment[]) => items.map((each) => each.id);
    this.groups = { waits: ids(groups.waits), soon: ids(groups.soon), way: ids(groups.way), done: ids(groups.done) };
    this.moved = false;
  }

  private misplaced(id: string): boolean {
    const fresh = shipment(id);
    return fresh === undefined ? true : fresh.archivedAt === null && !this.groups?.[group(fresh, calendar())].includes(id);
  }

  private count(which: Group): number {
    const all = present(Object.values(this.groups ?? {}).flat());
    return all.filter((each) => each.archivedAt === null && group(each, calendar()) === which).length;
  }
}

async function allOf(query: Record<string, string>): Promise<Shipment[]> {
  const all: Shipment[] = [];
  for (let cursor: string | null = '', pages = 0; cursor !== null && pages < MOST_PAGES; pages++) {
    const more: Page = await page({ state: 'active', limit: PAGE, cursor, ...query });
    all.push(...more.items);
    cursor = more.next;
  }
  return all;
}

export const today = new Today();
