import { ago, due, moment } from './reader.svelte';
import type { Ask } from './types';
import { type Key, t, told } from './words.svelte';

/** What came of asking a source, in a sentence that follows its name: silence is never one of them. */
export function sentence(ask: Ask): string {
  switch (ask.outcome) {
    case 'WAITING':
      return ask.nextAt ? t('ask.WAITING.next', { when: due(ask.nextAt) }) : t('ask.WAITING');
    case 'LATER':
      return t('ask.LATER');
    case 'FOUND':
      return ask.asOf ? t('ask.FOUND', { ago: ago(ask.asOf, 'short') }) : t('ask.WAITING');
    case 'NOT_FOUND':
      return ask.asOf ? t('ask.NOT_FOUND', { ago: ago(ask.asOf, 'short') }) : t('milestone.NOT_FOUND');
    case 'REJECTED':
      return t('ask.REJECTED');
    case 'NO_KEY':
      return t('ask.NO_KEY');
    case 'NO_EXTRAS':
      return t('ask.NO_EXTRAS');
    case 'SIGN_IN':
      return t('ask.SIGN_IN');
    case 'QUOTA':
      return ask.nextAt ? t('ask.QUOTA', { when: due(ask.nextAt) }) : t('ask.short.QUOTA');
    case 'BLOCKED':
    case 'OUTAGE':
    case 'UNREADABLE':
      return since(ask, `ask.${ask.outcome}`, `ask.short.${ask.outcome}`);
  }
}

function since(ask: Ask, key: Key, short: Key): string {
  return ask.since ? (told(key, { since: moment(ask.since) }) ?? t(short)) : t(short);
}
