import { describe, expect, it } from 'vitest';
import { arrange, group, tone } from '../src/lib/attention';
import { Clock } from '../src/lib/clock';
import type { Attention, Shipment } from '../src/lib/types';

const clock = new Clock('ru-RU', 'Europe/Moscow');
const calendar = { today: '2026-11-24', dayOf: (at: string) => clock.dayOf(at) };

function attention(code: string, urgency: Attention['urgency'], on?: string): Attention {
  return {
    code,
    urgency,
    since: null,
    deadline: on ? { on, known: 'STATED' } : null,
    reasons: [{ code: 'said', args: {} }],
    todo: `todo.${code}.text`,
  };
}

function parcel(stage: string, more: Partial<Shipment> = {}): Shipment {
  const [milestone, sub] = stage.split('/') as [Shipment['milestone'], string];
  return {
    id: stage,
    milestone,
    sub,
    since: '2026-11-20T08:00:00Z',
    createdAt: '2026-11-18T08:00:00Z',
    promisedFrom: null,
    promisedTo: null,
    attentions: [],
    ...more,
  } as Shipment;
}

describe('groups', () => {
  it.each([
    ['OUT_FOR_DELIVERY/COURIER', 'soon'],
    ['IN_TRANSIT/ARRIVED_DELIVERY_OFFICE', 'soon'],
    ['DELIVERY_FAILURE/RESCHEDULED', 'soon'],
    ['IN_TRANSIT/IMPORT_CUSTOMS', 'way'],
    ['UNKNOWN/UNMAPPED', 'way'],
    ['IN_TRANSIT/A_STAGE_OF_A_NEWER_SERVER', 'way'],
    ['DELIVERED/SIGNED', 'done'],
  ])('%s: %s', (stage, expected) => {
    expect(group(parcel(stage), calendar)).toBe(expected);
  });

  it('hold what the server calls urgent, whatever its stage, and nothing that is only good to know', () => {
    const saying = (...attentions: Attention[]) => group(parcel('DELIVERED/MAILBOX', { attentions }), calendar);
    expect(saying(attention('CONFIRM_RECEIPT', 'C'))).toBe('done');
    expect(saying(attention('CONFIRM_RECEIPT', 'C'), attention('A_CODE_OF_A_NEWER_SERVER', 'B'))).toBe('waits');
    expect(saying(attention('NOT_RECEIVED', 'A'))).toBe('waits');
  });

  it('count what is promised within three days as soon, until the promise is over', () => {
    const promised = (from: string, to: string) =>
      group(parcel('IN_TRANSIT/PROCESSED', { promisedFrom: from, promisedTo: to }), calendar);
    expect(promised('2026-11-27', '2026-12-01')).toBe('soon');
    expect(promised('2026-11-28', '2026-12-01')).toBe('way');
    expect(promised('2026-11-20', '2026-11-23')).toBe('way');
  });

  it('are read by urgency, then by deadline, then by age', () => {
    const of = (id: string, one: Attention, since = '2026-11-20T08:00:00Z') =>
      parcel('IN_TRANSIT/GENERAL', { id, since, attentions: [one] });
    const { waits } = arrange(
      [
        of('soon', attention('PICKUP', 'B', '2026-11-25')),
        of('lost', attention('LOST', 'A')),
        of('older', attention('LOST', 'A'), '2026-11-01T08:00:00Z'),
        of('now', attention('PICKUP_URGENT', 'A', '2026-11-26')),
      ],
      calendar,
    );
    expect(waits.map(({ id }) => id)).toEqual(['now', 'older', 'lost', 'soon']);
  });

  it('leave out what was delivered long ago', () => {
    const lately = parcel('DELIVERED/SIGNED', { id: 'lately' });
    const before = parcel('DELIVERED/SIGNED', { id: 'before', since: '2026-11-01T08:00:00Z' });
    expect(arrange([before, lately], calendar).done.map(({ id }) => id)).toEqual(['lately']);
  });
});

it('what is to be done now is red, what soon is amber', () => {
  expect(tone(attention('DUTY', 'A'))).toBe('bad');
  expect(tone(attention('PICKUP', 'B'))).toBe('warn');
  expect(tone(attention('TODAY', 'C'))).toBe('calm');
});
