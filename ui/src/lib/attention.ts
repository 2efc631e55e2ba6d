import { type Calendar, daysBetween, plusDays } from './clock';
import type { Attention, Shipment } from './types';

// What waits for the reader comes from the server, rules and all; here it is only put in order for the screens.

export type Group = 'waits' | 'soon' | 'way' | 'done';
export type Tone = 'warn' | 'bad' | 'calm';

/** Every code there is; the sentences are `todo.<code>.*`. */
export const CODES = [
  'PICKUP_URGENT',
  'DUTY',
  'DOCUMENTS',
  'PAYMENT',
  'ATTEMPT',
  'CHECK_ADDRESS',
  'BRING_ID',
  'REFUSED',
  'PICKUP',
  'NOT_RECEIVED',
  'WRONG_PLACE',
  'DAMAGED',
  'PARTIAL',
  'RETURN',
  'LOST',
  'FAKE_NUMBER',
  'CANCELLED',
  'LOOK',
  'CHECK_NUMBER',
  'NOT_HANDED_OVER',
  'STALE',
  'TODAY',
  'CONFIRM_RECEIPT',
  'PLACE_CHANGED',
  'CUSTOMS_LONG',
  'LINK_NUMBER',
  'NO_MORE_SCANS',
];

/** Stages at which it will be there soon. */
export const NEARLY_THERE = new Set([
  'IN_TRANSIT/ARRIVED_DELIVERY_OFFICE',
  'IN_TRANSIT/PREPARING_DELIVERY',
  'IN_TRANSIT/DELIVERY_SCHEDULED',
  'DELIVERY_FAILURE/RESCHEDULED',
  'DELIVERY_FAILURE/NOT_ATTEMPTED',
  'DELIVERY_FAILURE/POINT_UNAVAILABLE',
]);

const SOON_DAYS = 3;
const RECENT_DAYS = 14;
const LAST = '9999';

/** What the reader should do, the most urgent first; what is only good to know is left out. */
export function waiting(shipment: Pick<Shipment, 'attentions'>): Attention[] {
  return shipment.attentions.filter(({ urgency }) => urgency !== 'C');
}

/** Red: act now; amber: act soon. */
export function tone({ urgency }: Attention): Tone {
  return urgency === 'A' ? 'bad' : urgency === 'B' ? 'warn' : 'calm';
}

type Known = Pick<
  Shipment,
  'attentions' | 'milestone' | 'sub' | 'since' | 'createdAt' | 'promisedFrom' | 'promisedTo' | 'lastEventAt'
>;

export function group(shipment: Known, calendar: Calendar): Group {
  if (waiting(shipment).length > 0) return 'waits';
  const { milestone, sub, promisedFrom, promisedTo } = shipment;
  if (milestone === 'DELIVERED') return 'done';
  if (milestone === 'OUT_FOR_DELIVERY' || NEARLY_THERE.has(`${milestone}/${sub}`)) return 'soon';
  const { today } = calendar;
  const promised = promisedFrom !== null && promisedFrom <= plusDays(today, SOON_DAYS) && !late(promisedTo, today);
  return promised ? 'soon' : 'way';
}

/** Whether the last promised day is over. */
export function late(promisedTo: string | null, today: string): boolean {
  return promisedTo !== null && promisedTo < today;
}

/** The groups of the first screen, each in the order in which it is read; what was delivered long ago is left out. */
export function arrange<T extends Known>(shipments: T[], calendar: Calendar): Record<Group, T[]> {
  const groups: Record<Group, T[]> = { waits: [], soon: [], way: [], done: [] };
  for (const shipment of shipments) groups[group(shipment, calendar)].push(shipment);
  const sort = (items: T[], key: (shipment: T) => string) =>
    items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const deadline = (shipment: T) => waiting(shipment)[0]?.deadline?.on ?? LAST;
  sort(groups.waits, (s) => waiting(s)[0]!.urgency + deadline(s) + (s.since ?? LAST));
  sort(groups.soon, (s) => (s.milestone === 'OUT_FOR_DELIVERY' ? '0' : '1') + (s.promisedTo ?? LAST));
  sort(groups.way, (s) => (s.promisedFrom ?? LAST) + (s.createdAt ?? ''));
  sort(groups.done, (s) => s.since ?? '').reverse();
  groups.done = groups.done.filter((shipment) => daysSince(shipment.since, calendar) <= RECENT_DAYS);
  return groups;
}

function daysSince(at: string | null, { today, dayOf }: Calendar): number {
  return at === null ? 0 : daysBetween(dayOf(at), today);
}
