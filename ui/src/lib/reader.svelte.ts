import { type Calendar, Clock, type Width, localeFor, zoneOr } from './clock';
import { whileSeen } from './seen';
import type { Language } from './types';
import { t } from './words.svelte';

// The reader's clock: one for the page, changed with the account's language and zone.

let clock = $state.raw(new Clock('en-GB', zoneOr(undefined)));
let tick = $state.raw(new Date());

export function setReader(language: Language, zone: string | undefined): void {
  clock = new Clock(localeFor(language, navigator.languages), zoneOr(zone));
}

/** Keeps "12 minutes ago" true while the page stays open. */
export function keepTime(): () => void {
  return whileSeen(30_000, () => (tick = new Date()));
}

export const now = (): Date => tick;
export const today = (): string => clock.today(tick);
export const zone = (): string => clock.zone;
export const ago = (at: string, width?: Width): string => clock.ago(at, later(tick, new Date()), width) ?? t('time.now');
/** Within the last minute. */
export const fresh = (at: string): boolean => clock.ago(at, later(tick, new Date())) === null;
/** When something is due: one that is overdue comes any moment. */
export const due = (at: string): string => (Date.parse(at) > Date.now() ? ago(at) : t('time.soon'));
export const moment = (at: string): string => clock.moment(at, tick);
export const date = (at: string): string => clock.date(at, tick);
export const weekday = (at: string): string => clock.weekday(at, tick);
export const time = (at: string): string => clock.time(at);
export const range = (from: string, to: string): string => clock.range(from, to, tick);
export const dayOf = (at: string): string => clock.dayOf(at);
export const calendar = (): Calendar => ({ today: today(), dayOf });
export const shown = (at: string | null, precision: string) => clock.event(at, precision);
/** The date with the time of day, today's without the date. */
export const dateTime = (at: string): string => {
  if (!at.includes('T')) return date(at);
  return dayOf(at) === today() ? time(at) : t('time.at', { date: date(at), time: time(at) });
};

/** The tick may be half a minute old, and what is fresher than it must not read "in 1 minute". */
function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
