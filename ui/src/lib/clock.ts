import type { Language } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When an event happened, as the reader should see it. */
export interface Shown {
  /** `2026-11-21`; empty if there is no time at all */
  day: string;
  /** `14:20`; null if only the day is known */
  time: string | null;
  /** the time as the carrier wrote it, where it differs from `time` */
  wall: string | null;
}

export type Width = 'long' | 'short';

/** Which day it is for the reader, and on which day something was. */
export interface Calendar {
  today: string;
  dayOf: (at: string) => string;
}

/** Dates and times in one locale and zone. Whatever cannot be read is shown as it is: nothing here throws. */
export class Clock {
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly relative: Record<Width, Intl.RelativeTimeFormat>;

  constructor(
    readonly locale: string,
    readonly zone: string,
  ) {
    this.relative = {
      long: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
      short: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
    };
  }

  /** `12 minutes ago`, `in 3 hours`, `yesterday`, after a month the date; null within the last minute: "just now". */
  ago(at: string, now: Date, width: Width = 'long'): string | null {
    const relative = this.relative[width];
    const then = Date.parse(at);
    if (Number.isNaN(then)) return at;
    const passed = now.getTime() - then;
    const span = Math.abs(passed);
    const sign = passed < 0 ? 1 : -1;
    if (span < MINUTE) return sign < 0 ? null : counted(relative.format(1, 'minute'));
    if (span < HOUR) return counted(relative.format(sign * Math.floor(span / MINUTE), 'minute'));
    if (span < DAY) return counted(relative.format(sign * Math.floor(span / HOUR), 'hour'));
    if (span < 30 * DAY) return counted(relative.format(sign * this.daysApart(at, now), 'day'));
    return this.date(at, now);
  }

  /** `14:20` if that was today, else the date. */
  moment(at: string, now: Date): string {
    return this.dayOf(at) === this.today(now) && at.includes('T') ? this.time(at) : this.date(at, now);
  }

  /** `21 November`; with the year if it is another one. Takes instants and bare dates. */
  date(at: string, now: Date): string {
    return unbroken(this.format(at, { day: 'numeric', month: 'long', ...this.year([at], now) }));
  }

  /** `Saturday, 21 November`. */
  weekday(at: string, now: Date): string {
    const text = this.format(at, { weekday: 'long', day: 'numeric', month: 'long', ...this.year([at], now) });
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  time(at: string): string {
    return this.format(at, { hour: '2-digit', minute: '2-digit' });
  }

  /** `27–29 November`; one date if both are the same, and `tomorrow` if it is. */
  range(from: string, to: string, now: Date): string {
    if (from === to) {
      const days = daysBetween(this.today(now), from);
      return Math.abs(days) <= 1 ? this.relative.long.format(days, 'day') : this.date(from, now);
    }
    const [first, last] = [midnight(from), midnight(to)];
    if (!first || !last || first > last) return `${from} – ${to}`;
    const options = { day: 'numeric', month: 'long', ...this.year([from, to], now) } as const;
    return counted(this.formatter('UTC', options).formatRange(first, last));
  }

  today(now: Date): string {
    return this.dayOf(now.toISOString());
  }

  /** The day in the reader's zone; a bare date or a time without zone keeps its own. Empty if it cannot be read. */
  dayOf(at: string): string {
    if (!zoned(at)) return /^\d{4}-\d\d-\d\d/.exec(at)?.[0] ?? '';
    const parts = new Map(
      this.formatter(this.zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA')
        .formatToParts(new Date(at))
        .map((part) => [part.type, part.value]),
    );
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  }

  /** Whole calendar days from `at` to `now` in the reader's zone; never negative. */
  daysApart(at: string, now: Date): number {
    return Math.abs(daysBetween(this.dayOf(at), this.today(now)));
  }

  event(at: string | null, precision: string): Shown {
    if (!at) return { day: '', time: null, wall: null };
    const day = this.dayOf(at);
    if (precision === 'day' || !at.includes('T')) return { day, time: null, wall: null };
    const time = this.time(at);
    const wall = zoned(at) ? this.time(at.slice(0, 16)) : time;
    return { day, time, wall: wall === time ? null : wall };
  }

  /** The year is said only where it is not this one. */
  private year(days: string[], now: Date): Intl.DateTimeFormatOptions {
    const other = days.some((day) => this.dayOf(day).slice(0, 4) !== this.today(now).slice(0, 4));
    return other ? { year: 'numeric' } : {};
  }

  private format(at: string, options: Intl.DateTimeFormatOptions): string {
    // A time without zone is a wall clock: shown as written, in whatever zone that was.
    const instant = zoned(at) ? new Date(at) : new Date(at.includes('T') ? at + 'Z' : at);
    return Number.isNaN(instant.getTime())
      ? at
      : this.formatter(zoned(at) ? this.zone : 'UTC', options).format(instant);
  }

  private formatter(zone: string, options: Intl.DateTimeFormatOptions, locale = this.locale): Intl.DateTimeFormat {
    const key = zone + locale + JSON.stringify(options);
    let format = this.formats.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' });
      this.formats.set(key, format);
    }
    return format;
  }
}

/** From one bare date to another, negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** The bare date so many days later. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** The browser's own variant of the language, since it settles how dates are written. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  const own = preferred.find((locale) => locale.startsWith(language + '-'));
  return own ?? (language === 'ru' ? 'ru-RU' : 'en-GB');
}

/** The zone if this browser knows it, else its own. */
export function zoneOr(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

/** A date does not fall apart at the end of a line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Nor does a number from what it counts. */
function counted(text: string): string {
  return text.replace(/(\d) /g, '$1\u00a0');
}

function zoned(at: string): boolean {
  return /T.*(Z|[+-]\d\d:?\d\d)$/.test(at) && !Number.isNaN(Date.parse(at));
}

function midnight(day: string): Date | null {
  const date = new Date(day);
  return Number.isNaN(date.getTime()) ? null : date;
}
