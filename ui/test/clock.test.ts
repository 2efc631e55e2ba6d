import { describe, expect, it } from 'vitest';
import { Clock, daysBetween, localeFor, plusDays, zoneOr } from '../src/lib/clock';

const now = new Date('2026-11-24T09:30:00Z');
const moscow = new Clock('ru-RU', 'Europe/Moscow');
const london = new Clock('en-GB', 'Europe/London');
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ').replaceAll('\u2009', ' ') ?? null;

describe('how long ago', () => {
  it.each([
    ['2026-11-24T09:29:30Z', null, null],
    ['2026-11-24T09:18:00Z', '12 минут назад', '12 minutes ago'],
    ['2026-11-24T08:29:00Z', '1 час назад', '1 hour ago'],
    ['2026-11-23T09:00:00Z', 'вчера', 'yesterday'],
    ['2026-11-21T20:00:00Z', '3 дня назад', '3 days ago'],
    ['2026-11-24T09:30:20Z', 'через 1 минуту', 'in 1 minute'],
    ['2026-11-24T12:31:00Z', 'через 3 часа', 'in 3 hours'],
    ['2026-09-21T10:00:00Z', '21 сентября', '21 September'],
    ['2025-11-21T10:00:00Z', '21 ноября 2025 г.', '21 November 2025'],
  ])('%s', (at, russian, english) => {
    expect(plain(moscow.ago(at, now))).toBe(russian);
    expect(plain(london.ago(at, now))).toBe(english);
  });

  it('keeps a number with its unit on one line', () => {
    expect(moscow.ago('2026-11-24T09:18:00Z', now)).toBe('12\u00a0минут назад');
  });
});

describe('days', () => {
  it('are those of the reader’s zone', () => {
    expect(moscow.dayOf('2026-11-23T22:10:00Z')).toBe('2026-11-24');
    expect(london.dayOf('2026-11-23T22:10:00Z')).toBe('2026-11-23');
    expect(moscow.weekday('2026-11-23T22:10:00Z', now)).toBe('Вторник, 24 ноября');
  });

  it('of a bare date or of a time without zone are never moved', () => {
    for (const at of ['2026-11-09', '2026-11-09T23:59:00', '2026-11-09T00:01:00']) {
      expect(moscow.dayOf(at)).toBe('2026-11-09');
      expect(plain(new Clock('en-GB', 'Pacific/Auckland').date(at, now))).toBe('9 November');
    }
  });

  it('make ranges', () => {
    expect(plain(moscow.range('2026-11-27', '2026-11-29', now))).toBe('27–29 ноября');
    expect(plain(london.range('2026-11-27', '2026-12-06', now))).toBe('27 November – 6 December');
    expect(plain(london.range('2026-12-02', '2026-12-02', now))).toBe('2 December');
    expect(moscow.range('2026-11-25', '2026-11-25', now)).toBe('завтра');
    expect(london.range('2026-12-06', '2026-11-27', now)).toBe('2026-12-06 – 2026-11-27');
  });

  it('are counted across a change of clocks', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('the time of an event', () => {
  it('with an offset is shown in the reader’s zone, with the carrier’s own clock where it differs', () => {
    expect(moscow.event('2026-11-12T23:41:00+08:00', 'second')).toEqual({ day: '2026-11-12', time: '18:41', wall: '23:41' });
    expect(moscow.event('2026-11-21T14:20:00+03:00', 'minute')).toEqual({ day: '2026-11-21', time: '14:20', wall: null });
  });

  it('without a zone stays as written', () => {
    expect(moscow.event('2026-11-17T10:00:00', 'second')).toEqual({ day: '2026-11-17', time: '10:00', wall: null });
  });

  it('known by its day has no time of day', () => {
    expect(moscow.event('2026-11-17', 'day')).toEqual({ day: '2026-11-17', time: null, wall: null });
    expect(moscow.event(null, 'second')).toEqual({ day: '', time: null, wall: null });
  });

  it('that nobody can read is shown as it is', () => {
    expect(moscow.date('soon', now)).toBe('soon');
    expect(moscow.ago('soon', now)).toBe('soon');
    expect(moscow.event('2026-99-99T99:99:99Z', 'second').time).toContain('2026-99-99');
  });
});

it('takes the browser’s variant of a language, and an unknown zone for the browser’s own', () => {
  expect(localeFor('en', ['ru-RU', 'en-US'])).toBe('en-US');
  expect(localeFor('en', ['ru-RU'])).toBe('en-GB');
  expect(zoneOr('Mars/Olympus')).toBe('America/New_York');
  expect(zoneOr('Asia/Tokyo')).toBe('Asia/Tokyo');
});
