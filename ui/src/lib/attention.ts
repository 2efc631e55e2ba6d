import { type Calendar, daysBetween, plusDays } from './clock';
import type { Shipment, Staged } from './types';

/** What a stage asks of the reader; the sentences are `todo.<flag>.*`. */
export type Waiting =
  | 'DUTY'
  | 'DOCUMENTS'
  | 'ATTEMPT'
  | 'CHECK_ADDRESS'
  | 'PAYMENT'
  | 'BRING_ID'
  | 'PICKUP'
  | 'REFUSED'
  | 'RETURN'
  | 'LOST'
  | 'STALE'
  | 'PARTIAL'
  | 'DAMAGED'
  | 'CANCELLED'
  | 'LOOK'
  | 'CHECK_NUMBER'
  | 'NOT_HANDED_OVER'
  | 'NO_TRACE';

/** Good to know, nothing to do. */
export type Notice = 'CUSTOMS_LONG' | 'TODAY' | 'ASK_AROUND';

export type Group = 'waits' | 'soon' | 'way' | 'done';
export type Tone = 'warn' | 'bad' | 'good' | 'calm';

export const WAITING: Record<string, Waiting> = {
  'NOT_FOUND/INVALID_NUMBER': 'CHECK_NUMBER',
  'INFO_RECEIVED/PICKUP_FAILED': 'NOT_HANDED_OVER',
  'IN_TRANSIT/CUSTOMS_INFO_REQUIRED': 'DOCUMENTS',
  'IN_TRANSIT/CUSTOMS_DUTY_DUE': 'DUTY',
  'AVAILABLE_FOR_PICKUP/READY': 'PICKUP',
  'AVAILABLE_FOR_PICKUP/POST_OFFICE': 'PICKUP',
  'AVAILABLE_FOR_PICKUP/PICKUP_POINT': 'PICKUP',
  'AVAILABLE_FOR_PICKUP/LOCKER': 'PICKUP',
  'AVAILABLE_FOR_PICKUP/AT_CUSTOMS': 'DUTY',
  'AVAILABLE_FOR_PICKUP/REMINDER': 'PICKUP',
  'AVAILABLE_FOR_PICKUP/HELD_ON_REQUEST': 'PICKUP',
  'DELIVERY_FAILURE/OTHER': 'ATTEMPT',
  'DELIVERY_FAILURE/ATTEMPTED': 'ATTEMPT',
  'DELIVERY_FAILURE/NOT_HOME': 'ATTEMPT',
  'DELIVERY_FAILURE/BUSINESS_CLOSED': 'ATTEMPT',
  'DELIVERY_FAILURE/NO_ACCESS': 'ATTEMPT',
  'DELIVERY_FAILURE/REFUSED': 'REFUSED',
  'DELIVERY_FAILURE/ADDRESS': 'CHECK_ADDRESS',
  'DELIVERY_FAILURE/PAYMENT': 'PAYMENT',
  'DELIVERY_FAILURE/ID_FAILED': 'BRING_ID',
  'DELIVERY_FAILURE/SECURITY': 'DOCUMENTS',
  'DELIVERY_FAILURE/DAMAGED': 'DAMAGED',
  'DELIVERED/PARTIAL': 'PARTIAL',
  'DELIVERED/DAMAGED': 'DAMAGED',
  'RETURN/INITIATED': 'RETURN',
  'RETURN/IN_TRANSIT': 'RETURN',
  'RETURN/RETURNED': 'RETURN',
  'RETURN/AWAITING_SENDER': 'RETURN',
  'EXCEPTION/OTHER': 'LOOK',
  'EXCEPTION/CUSTOMS_REJECTED': 'RETURN',
  'EXCEPTION/DOCUMENTS': 'DOCUMENTS',
  'EXCEPTION/PAYMENT_HOLD': 'PAYMENT',
  'EXCEPTION/ADDRESS': 'CHECK_ADDRESS',
  'EXCEPTION/RECIPIENT_PROBLEM': 'CHECK_ADDRESS',
  'EXCEPTION/RECIPIENT_MOVED': 'CHECK_ADDRESS',
  'EXCEPTION/REFUSED': 'REFUSED',
  'EXCEPTION/SECURITY': 'LOOK',
  'EXCEPTION/PROHIBITED': 'RETURN',
  'EXCEPTION/CARRIER_REJECTED': 'LOOK',
  'EXCEPTION/DAMAGED': 'DAMAGED',
  'EXCEPTION/LOST': 'LOST',
  'EXCEPTION/SEARCHING': 'LOST',
  'EXCEPTION/DESTROYED': 'LOST',
  'EXCEPTION/SEIZED': 'LOST',
  'EXCEPTION/UNCLAIMED': 'RETURN',
  'EXCEPTION/HELD': 'LOOK',
  'EXCEPTION/UNDELIVERABLE': 'RETURN',
  'CANCELLED/CANCELLED': 'CANCELLED',
  'EXPIRED/STALE': 'STALE',
};

export const NOTICE: Record<string, Notice> = {
  'IN_TRANSIT/CUSTOMS_HELD': 'CUSTOMS_LONG',
  'EXCEPTION/CUSTOMS_DELAY': 'CUSTOMS_LONG',
  'OUT_FOR_DELIVERY/COURIER': 'TODAY',
  'OUT_FOR_DELIVERY/RECIPIENT_CONTACTED': 'TODAY',
  'OUT_FOR_DELIVERY/APPOINTMENT': 'TODAY',
  'OUT_FOR_DELIVERY/REDELIVERY': 'TODAY',
  'DELIVERED/NEIGHBOUR': 'ASK_AROUND',
  'DELIVERED/SAFE_PLACE': 'ASK_AROUND',
  'DELIVERED/AGENT': 'ASK_AROUND',
  'DELIVERED/MAILBOX': 'ASK_AROUND',
};

export const NEARLY_THERE = new Set([
  'IN_TRANSIT/ARRIVED_DELIVERY_OFFICE',
  'IN_TRANSIT/PREPARING_DELIVERY',
  'IN_TRANSIT/DELIVERY_SCHEDULED',
  'DELIVERY_FAILURE/RESCHEDULED',
  'DELIVERY_FAILURE/NOT_ATTEMPTED',
  'DELIVERY_FAILURE/POINT_UNAVAILABLE',
]);

/** After so many days a label without a parcel is worth a question to the seller; the same for a number that nobody knows. */
const LABEL_ONLY_DAYS = 14;
const NO_TRACE_DAYS = 10;
/** Before so many days neither of them is one. */
export const SILENT_DAYS = Math.min(LABEL_ONLY_DAYS, NO_TRACE_DAYS) - 1;
const SOON_DAYS = 3;
const LAST_DAYS = 2;
const RECENT_DAYS = 14;

const SERIOUS = new Set<Waiting>(['RETURN', 'LOST', 'REFUSED', 'DAMAGED']);

type Known = Pick<
  Shipment,
  'milestone' | 'sub' | 'since' | 'createdAt' | 'pickupUntil' | 'promisedFrom' | 'promisedTo' | 'lastEventAt'
>;

/** What this shipment needs of the reader; null: nothing. */
export function waiting(shipment: Known, calendar: Calendar): Waiting | null {
  const { milestone, sub } = shipment;
  if (milestone === 'INFO_RECEIVED' && daysSince(shipment.since, calendar) >= LABEL_ONLY_DAYS) return 'NOT_HANDED_OVER';
  if (milestone === 'NOT_FOUND' && sub === 'NO_DATA' && daysSince(shipment.createdAt, calendar) >= NO_TRACE_DAYS) {
    return 'NO_TRACE';
  }
  return WAITING[`${milestone}/${sub}`] ?? null;
}

export function notice({ milestone, sub }: Staged): Notice | null {
  return NOTICE[`${milestone}/${sub}`] ?? null;
}

/** Red where something will be lost, amber where something should be done. */
export function tone(flag: Waiting, shipment: Known, calendar: Calendar): Tone {
  const { pickupUntil } = shipment;
  const lastDays = pickupUntil !== null && daysBetween(calendar.today, calendar.dayOf(pickupUntil)) <= LAST_DAYS;
  return SERIOUS.has(flag) || (flag === 'PICKUP' && lastDays) ? 'bad' : 'warn';
}

export function group(shipment: Known, calendar: Calendar): Group {
  if (waiting(shipment, calendar)) return 'waits';
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
  const last = '9999';
  const red = (shipment: T) => (tone(waiting(shipment, calendar) ?? 'LOOK', shipment, calendar) === 'bad' ? '0' : '1');
  const sort = (items: T[], key: (shipment: T) => string) =>
    items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  sort(groups.waits, (s) => (s.pickupUntil ?? last) + red(s) + (s.since ?? last));
  sort(groups.soon, (s) => (s.milestone === 'OUT_FOR_DELIVERY' ? '0' : '1') + (s.promisedTo ?? last));
  sort(groups.way, (s) => (s.promisedFrom ?? last) + (s.createdAt ?? ''));
  sort(groups.done, (s) => s.since ?? '').reverse();
  groups.done = groups.done.filter((shipment) => daysSince(shipment.since, calendar) <= RECENT_DAYS);
  return groups;
}

function daysSince(at: string | null, { today, dayOf }: Calendar): number {
  return at === null ? 0 : daysBetween(dayOf(at), today);
}
