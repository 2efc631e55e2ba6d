import { page, present } from './shipments.svelte';
import type { Shipment } from './types';

export type Which = 'active' | 'archived' | 'all';

const PAGE = '200';

/** The list of all parcels: what is asked for, and what of it has come so far. Kept while other screens are open. */
class Parcels {
  which = $state<Which>('active');
  milestone = $state('');
  words = $state('');
  total = $state(0);
  problem = $state.raw<unknown>(null);
  loaded = $state(false);
  private ids = $state.raw<string[]>([]);
  private next = $state<string | null>(null);
  private asking: AbortController | null = null;

  /** In the order in which they came; one that was archived or deleted meanwhile is not shown, and comes back when that is undone. */
  readonly visible: Shipment[] = $derived(
    present(this.ids).filter(
      (each) => this.which === 'all' || (each.archivedAt !== null) === (this.which === 'archived'),
    ),
  );

  readonly filtered: boolean = $derived(this.milestone !== '' || this.words.trim() !== '');

  /** Rows there will be once all have come. */
  readonly length: number = $derived(
    this.visible.length + (this.next === null ? 0 : Math.max(this.total - this.ids.length, 0)),
  );

  /** Asks anew for the first page. */
  async load(): Promise<void> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.problem = null;
    try {
      const first = await page(this.query(''), asking.signal);
      this.ids = first.items.map((each) => each.id);
      this.next = first.next;
      this.total = first.total;
      this.loaded = true;
    } catch (error) {
      if (!asking.signal.aborted) this.problem = error;
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  /** Fetches on until so many rows are there. One page after another: a cursor cannot jump. */
  async reach(rows: number): Promise<void> {
    while (this.next !== null && this.visible.length < rows && this.asking === null && this.problem === null) {
      const asking = new AbortController();
      this.asking = asking;
      try {
        const more = await page(this.query(this.next), asking.signal);
        const have = new Set(this.ids);
        this.ids = [...this.ids, ...more.items.map((each) => each.id).filter((id) => !have.has(id))];
        this.next = more.next;
        this.total = more.total;
      } catch (error) {
        if (!asking.signal.aborted) this.problem = error;
      } finally {
        if (this.asking === asking) this.asking = null;
      }
    }
  }

  /** For the next account on this page. */
  forget(): void {
    this.ids = [];
    this.next = null;
    this.loaded = false;
    this.words = this.milestone = '';
    this.which = 'active';
  }

  private query(cursor: string): Record<string, string> {
    return { state: this.which, milestone: this.milestone, q: this.words.trim(), limit: PAGE, cursor };
  }
}

export const parcels = new Parcels();
