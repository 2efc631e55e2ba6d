import { get } from './api.svelte';
import type { Carrier, OfficialPage } from './types';
import { named, upper } from './words.svelte';

// Names of carriers, fetched once when first needed.

let carriers = $state.raw<Map<string, Carrier>>(new Map());
let asked = false;

export function needCarriers(): void {
  if (asked) return;
  asked = true;
  get<{ items: Carrier[] }>('/carriers').then(
    ({ items }) => (carriers = new Map(items.map((carrier) => [carrier.code, carrier]))),
    () => (asked = false),
  );
}

export function allCarriers(): Carrier[] {
  return [...carriers.values()].sort((a, b) => carrierName(a.code).localeCompare(carrierName(b.code)));
}

/** `china-post` is China Post, until the list says better. */
export function carrierName(code: string): string {
  return named(carriers.get(code)?.name ?? {}, code.split('-').map(upper).join(' '));
}

/** What is known of a carrier; undefined until the list has come, or if there is none of that code. */
export function carrier(code: string): Carrier | undefined {
  return carriers.get(code);
}

/** Where a carrier itself tells of a number. */
export function officialPage(code: string, number: string): OfficialPage | null {
  const found = carriers.get(code);
  if (!found) return null;
  const withNumber = found.pageTakesNumber ?? false;
  return {
    carrier: code,
    name: carrierName(code),
    address: found.page ? found.page.replaceAll('{number}', encodeURIComponent(number)) : null,
    withNumber,
    asked: found.asked ?? 'no',
  };
}
