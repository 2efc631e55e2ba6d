import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from '$messages/en.json';
import ru from '$messages/ru.json';
import stages from '../../src/main/java/org/sledopyt/source/stages.csv?raw';
import { CODES, NEARLY_THERE } from '../src/lib/attention';
import { OF_SUB } from '../src/lib/rail';

type Catalogue = Record<string, string>;
const catalogues: Record<string, Catalogue> = { en, ru };
const NEEDED: Record<string, string[]> = { en: ['one', 'other'], ru: ['one', 'few', 'many', 'other'] };

interface Element {
  type: number;
  value?: string;
  options?: Record<string, { value: Element[] }>;
}

const PLURAL = 6;
const ARGUMENTS = [1, 2, 3, 4, 5, PLURAL];

function elements(pattern: string): Element[] {
  const walk = (all: Element[]): Element[] =>
    all.flatMap((each) => [each, ...Object.values(each.options ?? {}).flatMap((option) => walk(option.value))]);
  return walk(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst() as Element[]);
}

function argumentsOf(pattern: string): string[] {
  const names = elements(pattern).filter(({ type }) => ARGUMENTS.includes(type));
  return [...new Set(names.map(({ value }) => value ?? ''))].sort();
}

const allStages = stages
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').slice(0, 2).join('/'));

describe('catalogues', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(ru)).toEqual(Object.keys(en));
  });

  it('take the same arguments in every language', () => {
    for (const [key, pattern] of Object.entries(en)) {
      expect(argumentsOf((ru as Catalogue)[key] ?? ''), key).toEqual(argumentsOf(pattern));
    }
  });

  it.each(['en', 'ru'])('are valid and give every plural form of %s', (language) => {
    for (const [key, pattern] of Object.entries(catalogues[language]!)) {
      expect(() => new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }), key).not.toThrow();
      for (const { type, options } of elements(pattern)) {
        if (type === PLURAL) expect(Object.keys(options!), key).toEqual(expect.arrayContaining(NEEDED[language]!));
      }
    }
  });

  it('leave out nothing and have no apostrophe that a pattern would swallow', () => {
    for (const catalogue of Object.values(catalogues)) {
      for (const [key, pattern] of Object.entries(catalogue)) {
        expect(pattern.trim(), key).not.toBe('');
        expect(pattern, key).not.toContain("'");
      }
    }
  });

  it('keep a number with what it counts, and a short Russian word with the next', () => {
    for (const catalogue of Object.values(catalogues)) {
      for (const [key, pattern] of Object.entries(catalogue)) expect(pattern, key).not.toMatch(/[#\d] (?=\p{L})| –/u);
    }
    for (const [key, pattern] of Object.entries(ru)) {
      expect(pattern, key).not.toMatch(/(?<![\p{L}\d-])(в|во|на|не|ни|с|со|к|ко|о|об|у|и|за|до|по|от|из|для|без|под) /iu);
    }
  });

  it('name every stage', () => {
    for (const stage of allStages) expect(en, stage).toHaveProperty([`stage.${stage.replace('/', '.')}`]);
  });

  it('have the sentences whose keys are put together in code', () => {
    const keys = [
      ...CODES.flatMap((code) => ['chip', 'title', 'text'].map((part) => `todo.${code}.${part}`)),
      ...['stated', 'about', 'rule', 'after', 'inquiry'].map((kind) => `attention.until.${kind}`),
      ...['HAVE_IT', 'NOT_RECEIVED'].map((said) => `attention.answered.${said}`),
      ...Object.values(OF_SUB).map((step) => `rail.${step}`),
      ...['fine', 'idle', 'off', 'no-key', 'sign-in', 'quota', 'blocked', 'outage', 'unreadable'].map((s) => `sources.state.${s}`),
      ...['sign-in', 'quota', 'blocked', 'outage', 'unreadable'].map((kind) => `sources.kind.${kind}`),
      ...['trouble', 'free', 'keyed', 'keys', 'off'].map((group) => `sources.group.${group}`),
      ...['yes', 'key', 'no'].map((asked) => `page.asked.${asked}`),
      ...['FINE', 'SIGN_IN', 'QUOTA', 'BLOCKED', 'OUTAGE', 'UNREADABLE'].map((outcome) => `sources.test.${outcome}`),
      ...['SIGN_IN', 'QUOTA', 'BLOCKED', 'OUTAGE', 'UNREADABLE'].map((outcome) => `ask.short.${outcome}`),
      ...allStages.map((stage) => `milestone.${stage.split('/')[0]}`),
    ];
    for (const key of keys) expect(en, key).toHaveProperty([key]);
  });
});

it('every stage that the screens treat specially exists', () => {
  const special = Object.keys(OF_SUB);
  expect(allStages).toEqual(expect.arrayContaining([...special, ...NEARLY_THERE]));
});
