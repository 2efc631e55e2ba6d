/** What a source is to people: where it stands on the screen, its colour, and what its ways want. */
import type { Door, Source } from './types';
import { lasting, named, t } from './words.svelte';

export type Group = 'trouble' | 'free' | 'keyed' | 'keys' | 'off' | 'server';

/** `server`: nobody can switch these on here; `off`: somebody may choose them. */
export const GROUPS: Group[] = ['trouble', 'free', 'keyed', 'keys', 'off', 'server'];

export function groupOf({ state, key, doors }: Pick<Source, 'state' | 'key' | 'doors'>): Group {
  if (state === 'off') return 'server';
  if (state === 'no-key') return doors.every((door) => door.off) ? 'off' : 'keys';
  if (state !== 'fine' && state !== 'idle') return 'trouble';
  return key === 'nothing' ? 'free' : 'keyed';
}

export type Tone = 'good' | 'calm' | 'none' | 'bad' | 'warn';

/** Null where there is nothing to say by colour. */
export function toneOf(state: Source['state']): Tone | null {
  switch (state) {
    case 'off':
      return null;
    case 'fine':
      return 'good';
    case 'idle':
      return 'calm';
    case 'no-key':
      return 'none';
    case 'outage':
    case 'sign-in':
      return 'bad';
    default:
      return 'warn';
  }
}

const required = (door: Door) => door.fields.filter((field) => field.required);
const names = (door: Door) =>
  required(door)
    .map((field) => named(field.label, field.name))
    .join(', ');

/** What has to be entered or chosen before it can be asked, in the easiest of its ways. */
export function lacks(doors: Door[]): string {
  const ways = doors.filter((door) => !door.off);
  if (ways.length === 0) return t('sources.door.onlyOff');
  const easiest = ways.reduce((one, other) => (required(other).length < required(one).length ? other : one));
  return t('sources.door.key', { names: names(easiest) });
}

export function about(door: Door): string {
  const parts = [
    door.off ? t('sources.door.off') : '',
    required(door).length > 0 ? t('sources.door.key', { names: names(door) }) : t('sources.door.free'),
    t('sources.door.limits', { batch: door.batch, every: lasting(door.every) }),
    door.budget === null ? '' : t('sources.door.budget', { n: door.budget }),
  ];
  return parts.filter((each) => each !== '').join('; ');
}

/** Never 0 for what happened. */
export function percent(share: number): number {
  return share < 0.01 ? Math.max(Math.round(share * 1000) / 10, 0.1) : Math.round(share * 100);
}
