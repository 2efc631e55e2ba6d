import { IntlMessageFormat } from 'intl-messageformat';
import type english from '$messages/en.json';
import type { Language, Names, Staged } from './types';

export type Key = keyof typeof english;
export type Args = Record<string, string | number>;
type Catalogue = Record<Key, string>;

export const LANGUAGES: Language[] = ['en', 'ru'];

// The catalogue is messages/<language>.json and its parts, messages/*.<language>.json; as on the server, the main file's wording stays.
const files = import.meta.glob<Partial<Catalogue>>('$messages/*.json', { import: 'default' });

async function read(language: Language): Promise<Partial<Catalogue>> {
  const names = Object.keys(files).filter((name) => new RegExp(`[/.]${language}\\.json$`).test(name));
  const mainLast = names.sort((a, b) => b.length - a.length);
  return Object.assign({}, ...(await Promise.all(mainLast.map((name) => files[name]!()))));
}

/** Languages whose readers are better served by Russian than by English. */
const READS_RUSSIAN = /^(ru|be|uk|kk)\b/;

let spoken = $state.raw<{ language: Language; catalogue: Partial<Catalogue> }>({ language: 'en', catalogue: {} });
const compiled = new Map<string, IntlMessageFormat>();

/** The language of the last visit, else the best one of the browser's. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem('language');
  if (kept === 'en' || kept === 'ru') return kept;
  return READS_RUSSIAN.test(navigator.language) ? 'ru' : 'en';
}

/** Switches every sentence on the page to this language. */
export async function speak(language: Language): Promise<void> {
  if (language === spoken.language && Object.keys(spoken.catalogue).length) return;
  const catalogue = await read(language);
  compiled.clear();
  spoken = { language, catalogue };
  document.documentElement.lang = language;
  localStorage.setItem('language', language);
}

export function language(): Language {
  return spoken.language;
}

/** A sentence of the catalogue. */
export function t(key: Key, args?: Args): string {
  return format(key, args) ?? key;
}

export function known(key: string): key is Key {
  return Object.hasOwn(spoken.catalogue, key);
}

/** A sentence named by the server, which may be newer than this page; null if the catalogue lacks it or an argument of it. */
export function told(key: string, args?: Args): string | null {
  try {
    return known(key) ? (format(key, args) ?? null) : null;
  } catch {
    return null;
  }
}

/** A sentence cut at one of its arguments, so that the page can mark that argument up: before it and after it. */
export function around(key: Key, name: string, args: Args): [string, string] {
  const [before = '', after = ''] = t(key, { ...args, [name]: '\u0000' }).split('\u0000');
  return [before, after];
}

/** A name that comes in several languages. */
export function named(names: Names, otherwise: string): string {
  return names[spoken.language] ?? names.en ?? otherwise;
}

/** What a stage is called; one the catalogue does not know yet is called by its milestone. */
export function stage({ milestone, sub }: Staged): string {
  return told(`stage.${milestone}.${sub}`) ?? told(`milestone.${milestone}`) ?? t('milestone.UNKNOWN');
}

/** For use within a sentence: an abbreviation keeps its capital. */
export function lower(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function list(items: string[]): string {
  return new Intl.ListFormat(spoken.language, { type: 'conjunction' }).format(items);
}

export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(spoken.language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code; // not a country code at all
  }
}

/** A length of time as ISO 8601, in its largest whole unit: `PT3H` is "3 hours". */
export function lasting(iso: string): string {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso) ?? [];
  const total = Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  const units: [string, number][] = [
    ['day', 86400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ];
  const [unit, size] = units.find(([, size]) => total >= size && total % size === 0) ?? ['second', 1];
  const format = new Intl.NumberFormat(spoken.language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  return format.format(total / size).replace(' ', '\u00a0');
}

export function bytes(size: number): string {
  const [value, unit] = size >= 1e6 ? [size / 1e6, 'megabyte'] : [Math.max(size / 1e3, 1), 'kilobyte'];
  return new Intl.NumberFormat(spoken.language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}

function format(key: Key, args?: Args): string | undefined {
  const pattern = spoken.catalogue[key];
  if (pattern === undefined || !pattern.includes('{')) return pattern;
  let message = compiled.get(key);
  if (!message) {
    message = new IntlMessageFormat(pattern, spoken.language, undefined, { ignoreTag: true });
    compiled.set(key, message);
  }
  return message.format(args) as string;
}
