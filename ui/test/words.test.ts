import { beforeAll, describe, expect, it } from 'vitest';
import { around, lower, speak, stage, t, told } from '../src/lib/words.svelte';

const nbsp = (text: string) => text.replaceAll(' ', '\u00a0');

describe('Russian', () => {
  beforeAll(() => speak('ru'));

  it.each([
    [1, 'Одно дело'],
    [3, 'Три дела'],
    [5, 'Пять дел'],
    [11, nbsp('11 дел')],
    [21, nbsp('21 дело')],
    [22, nbsp('22 дела')],
    [112, nbsp('112 дел')],
  ])('counts %i things', (n, words) => {
    expect(t('today.lead.waits', { n, rest: 'none' })).toBe(words);
  });

  it.each([
    [1, 'Следить за 1 посылкой'],
    [2, 'Следить за 2 посылками'],
    [21, 'Следить за 21 посылкой'],
  ])('declines after a preposition: %i', (n, words) => {
    expect(t('paste.add', { n }).replaceAll('\u00a0', ' ')).toBe(words);
  });

  it('names a stage it does not know by its milestone', () => {
    expect(stage({ milestone: 'IN_TRANSIT', sub: 'BY_CAMEL' })).toBe(nbsp('В пути'));
  });
});

describe('English', () => {
  beforeAll(() => speak('en'));

  it('says that the rest goes its way only if there is a rest', () => {
    expect(t('today.lead.waits', { n: 3, rest: 'some' })).toBe('Three things for you, the rest goes its way');
    expect(t('today.lead.waits', { n: 1, rest: 'none' })).toBe('One thing for you');
  });

  it('gives nothing for a sentence of a newer server, or one whose arguments are missing', () => {
    expect(told('news.TELEPORTED')).toBeNull();
    expect(told('refresh.tooSoon')).toBeNull();
    expect(told('constructor')).toBeNull();
  });

  it('cuts a sentence around the words to mark up', () => {
    expect(around('journey.now', 'what', { since: '21 November' })).toEqual(['Now: ', ', since 21 November.']);
  });

  it('keeps the capitals of an abbreviation within a sentence', () => {
    expect(lower('Import customs')).toBe('import customs');
    expect(lower('ID check failed')).toBe('ID check failed');
  });
});
