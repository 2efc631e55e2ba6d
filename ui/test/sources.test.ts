import { beforeAll, describe, expect, it } from 'vitest';
import { about, groupOf, lacks, percent, toneOf } from '../src/lib/sources';
import type { Door, Source } from '../src/lib/types';
import { speak } from '../src/lib/words.svelte';

beforeAll(() => speak('en'));

function door(over: Partial<Door> = {}): Door {
  return { code: 'api', batch: 1, budget: null, off: false, needsKey: false, every: 'PT1H', spacing: 'PT1S', fields: [], ...over };
}

const field = (name: string, required = true) => ({ name, secret: true, required, label: { en: name } });

const group = (state: Source['state'], key: Source['key'], doors: Door[]) => groupOf({ state, key, doors });

describe('where a source stands', () => {
  it('depends on whether somebody can switch it on here', () => {
    expect(group('off', 'missing', [door({ off: true })])).toBe('server');
    expect(group('off', 'nothing', [door()])).toBe('server');
    expect(group('no-key', 'missing', [door({ off: true })])).toBe('off');
    expect(group('no-key', 'missing', [door({ off: true }), door({ fields: [field('key')] })])).toBe('keys');
  });

  it('is with its like when it works, and by itself when it does not', () => {
    expect(group('idle', 'nothing', [door()])).toBe('free');
    expect(group('fine', 'screen', [door()])).toBe('keyed');
    expect(group('sign-in', 'screen', [door()])).toBe('trouble');
    expect(group('unreadable', 'nothing', [door()])).toBe('trouble');
  });

  it('has no colour where there is nothing to be done', () => {
    expect(toneOf('off')).toBeNull();
    expect(toneOf('quota')).toBe('warn');
    expect(toneOf('outage')).toBe('bad');
  });
});

describe('what a way wants', () => {
  it('is that of the easiest one', () => {
    const easy = door({ fields: [field('key'), field('note', false)] });
    const hard = door({ fields: [field('login'), field('password')] });
    expect(lacks([hard, easy])).toContain('key');
    expect(lacks([hard, easy])).not.toContain('login');
    expect(lacks([door({ off: true })])).toContain('has not documented');
  });

  it('is told with its limits', () => {
    const said = about(door({ budget: 250, batch: 10 })).split('; ');
    expect(said).toHaveLength(4);
    expect(said[0]).toBe('no key needed');
    expect(said[1]).toContain('10');
    expect(said[3]).toContain('250');
  });
});

it('a share is never 0 for what happened', () => {
  expect(percent(0.0001)).toBe(0.1);
  expect(percent(0.004)).toBe(0.4);
  expect(percent(0.5)).toBe(50);
});
