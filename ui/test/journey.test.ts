import { describe, expect, it } from 'vitest';
import { Clock } from '../src/lib/clock';
import { rail } from '../src/lib/rail';
import { placeWords, story, vague } from '../src/lib/story';
import type { JourneyEvent, Leg, Milestone } from '../src/lib/types';

const clock = new Clock('en-GB', 'Europe/Moscow');
const shown = (at: string | null, precision: string) => clock.event(at, precision);

function event(stage: string, at: string | null = null, more: Partial<JourneyEvent> = {}): JourneyEvent {
  const [milestone, sub] = stage.split('/') as [Milestone, string];
  return { id: stage + at, at, milestone, sub, zone: 'stated', precision: 'second', leg: null, ...more } as JourneyEvent;
}

function journey(stages: string[], origin: string | null = null, destination: string | null = null) {
  const events = stages.map((stage, day) => event(stage, `2026-11-0${day + 1}T10:00:00Z`));
  const { milestone, sub, at } = events.at(-1)!;
  return { milestone, sub, since: at, reached: [], events, origin, destination };
}

const drawn = (...of: Parameters<typeof rail>) => rail(...of).map(({ step, done }) => (done ? '+' : '-') + step);

describe('the rail', () => {
  it('has no border within one country', () => {
    expect(drawn(journey(['IN_TRANSIT/PICKED_UP'], 'RU', 'RU'), 'RU')).toEqual([
      '+ANNOUNCED', '+ACCEPTED', '-LAST_MILE', '-NEAR', '-DELIVERED',
    ]);
  });

  it('takes the reader’s country when nobody names the destination', () => {
    expect(drawn(journey(['IN_TRANSIT/PICKED_UP'], 'CN'), 'RU')).toHaveLength(8);
    expect(drawn(journey(['IN_TRANSIT/PICKED_UP'], 'CN'), null)).toHaveLength(5);
  });

  it('knows a release by customs for the import only after the arrival', () => {
    expect(drawn(journey(['IN_TRANSIT/PICKED_UP', 'IN_TRANSIT/CUSTOMS_RELEASED'], 'CN', 'RU'), 'RU')).toContain('-LEFT');
    const arrived = journey(['IN_TRANSIT/ARRIVED_DEST_COUNTRY', 'IN_TRANSIT/CUSTOMS_RELEASED'], 'CN', 'RU');
    expect(drawn(arrived, 'RU')).toContain('+RELEASED');
  });

  it('never goes back for a late scan of an earlier step', () => {
    const marks = rail(journey(['IN_TRANSIT/ARRIVED_DELIVERY_OFFICE', 'IN_TRANSIT/PICKED_UP'], 'RU', 'RU'), 'RU');
    expect(marks.find(({ step }) => step === 'LAST_MILE')?.done).toBe(true);
  });

  it('turns round with the parcel', () => {
    expect(drawn(journey(['IN_TRANSIT/PICKED_UP', 'DELIVERY_FAILURE/REFUSED', 'RETURN/IN_TRANSIT'], 'RU', 'RU'), 'RU')).toEqual([
      '+ACCEPTED', '+NEAR', '+RETURNING', '-RETURNED',
    ]);
  });

  it('proves nothing by an unknown event', () => {
    expect(drawn(journey(['UNKNOWN/UNMAPPED']), 'RU').every((step) => step.startsWith('-'))).toBe(true);
  });
});

describe('the story', () => {
  const legs = [{ carrier: 'china-post' }, { carrier: 'russian-post' }] as Leg[];

  it('is told newest first, by leg and by the reader’s days, in the journey’s own order', () => {
    const events = [
      event('INFO_RECEIVED/ANNOUNCED', '2026-11-07', { precision: 'day', leg: 0 }),
      event('IN_TRANSIT/PICKED_UP', '2026-11-09T18:00:00+08:00', { leg: 0 }),
      event('UNKNOWN/UNMAPPED', null, { leg: 0 }),
      event('IN_TRANSIT/ARRIVED_DEST_COUNTRY', '2026-11-20T22:05:00Z', { leg: 1 }),
      event('IN_TRANSIT/IMPORT_CUSTOMS', '2026-11-21T14:20:00+03:00', { leg: 1 }),
    ];
    const told = story({ events, legs }, shown).map(({ leg, days }) => [
      leg?.carrier,
      days.map(({ day, events }) => [day, events.map(({ event }) => event.sub)]),
    ]);
    expect(told).toEqual([
      ['russian-post', [['2026-11-21', ['IMPORT_CUSTOMS', 'ARRIVED_DEST_COUNTRY']]]],
      ['china-post', [['', ['UNMAPPED']], ['2026-11-09', ['PICKED_UP']], ['2026-11-07', ['ANNOUNCED']]]],
    ]);
  });

  it('is not cut up where two carriers take turns', () => {
    const events = [0, 1, 0, 1].map((leg, hour) => event('IN_TRANSIT/PROCESSED', `2026-11-20T1${hour}:00:00Z`, { leg }));
    const told = story({ events, legs }, shown);
    expect(told).toMatchObject([{ leg: null, days: [{ day: '2026-11-20' }] }]);
    expect(told[0]!.days[0]!.events).toHaveLength(4);
  });

  it('shows the carrier’s own words where ours say little', () => {
    expect(vague(event('UNKNOWN/UNMAPPED'))).toBe(true);
    expect(vague(event('EXCEPTION/OTHER'))).toBe(true);
    expect(vague(event('IN_TRANSIT/IMPORT_CUSTOMS'))).toBe(false);
  });

  it('names a place by what there is', () => {
    const place = { country: 'RU', city: null, postcode: null, office: null };
    const country = (code: string) => (code === 'RU' ? 'Россия' : code);
    expect(placeWords(place, country)).toBe('Россия');
    expect(placeWords({ ...place, city: 'Москва', office: 'Внуково', postcode: '102975' }, country)).toBe('Москва, Внуково');
    expect(placeWords({ ...place, city: 'Москва', office: 'Москва' }, country)).toBe('Москва');
    expect(placeWords({ ...place, city: 'Москва', postcode: '102975' }, country)).toBe('Москва, 102975');
    expect(placeWords(null, country)).toBe('');
  });
});
