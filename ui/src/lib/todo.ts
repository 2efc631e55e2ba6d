import { carrierName } from './carriers.svelte';
import { date, dateTime } from './reader.svelte';
import type { Attention, Staged } from './types';
import { type Args, type Key, countryName, list, lower, stage, t, told } from './words.svelte';

// Words of what waits. A code that this page does not know yet is told by its reasons and the server's advice as far as they are known.

export function chip(attention: Attention): string {
  return dated(attention, 'chip') ?? told(`todo.${attention.code}.chip`) ?? t('todo.LOOK.chip');
}

export function title(attention: Attention): string {
  return dated(attention, 'title') ?? told(`todo.${attention.code}.title`) ?? t('todo.LOOK.title');
}

function dated({ code, deadline }: Attention, part: 'chip' | 'title'): string | null {
  const kind = deadline?.known === 'STATED' ? 'Until' : 'About';
  return deadline && told(`todo.${code}.${part}${kind}`, { date: date(deadline.on) });
}

/** What to do now. */
export function advice({ code, todo }: Attention): string {
  return told(todo) ?? told(`todo.${code}.text`) ?? '';
}

export function reasons(attention: Attention): string[] {
  return attention.reasons
    .map((reason) => told(`attention.reason.${reason.code}`, args(reason.args)))
    .filter((sentence) => sentence !== null);
}

/** Why, where the parcel's stage beside it does not say so already. */
export function finer(attention: Attention): string {
  return reasons({ ...attention, reasons: attention.reasons.filter(({ code }) => code !== 'said').slice(0, 1) }).join(' ');
}

/** Until when, and how certain that is; null where there is no day or it is this one anyway. */
export function until({ code, deadline }: Attention): string | null {
  if (!deadline || code === 'TODAY') return null;
  return t(`attention.until.${certainty(code, deadline.known)}` as Key, { date: date(deadline.on) });
}

function certainty(code: string, source: string): string {
  if (source === 'STATED') return 'stated';
  if (code === 'NO_MORE_SCANS') return 'after';
  if (code === 'LOST' || code === 'NOT_RECEIVED') return 'inquiry';
  return source === 'TABLE' || code.startsWith('PICKUP') ? 'about' : 'rule';
}

function args(given: Record<string, string>): Args {
  const readable: Args = { at: 'none', place: 'none', right: 'none' };
  for (const [name, value] of Object.entries(given)) {
    if (value === '') continue;
    if (name === 'n' || name === 'days') readable[name] = Number(value);
    else if (name === 'carriers') readable[name] = list(value.split(', ').map(carrierName));
    else if (/^[A-Z]{2}$/.test(value)) readable[name] = countryName(value);
    else if (/^\d{4}-\d\d-\d\d/.test(value)) readable[name] = name === 'at' ? dateTime(value) : date(value);
    else readable[name] = value;
  }
  if (given.milestone && given.sub) readable.stage = lower(stage(given as unknown as Staged));
  return readable;
}

