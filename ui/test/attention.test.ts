import { describe, expect, it } from 'vitest';
import { arrange, group, tone, waiting } from '../src/lib/attention';
import { Clock } from '../src/lib/clock';
import type { Shipment } from '../src/lib/types';

const clock = new Clock('ru-RU', 'Europe/Moscow');
const calendar = { today: '2026-11-24', dayOf: (at: string) => clock.dayOf(at) };

function parcel(stage: string, more: Partial<Shipment> = {}): Shipment {
  const [milestone, sub] = stage.split('/') as [Shipment['milestone'], string];
  return {
    id: stage,
    milestone,
    sub,
    since: '2026-11-20T08:00:00Z',
    createdAt: '2026-11-18T08:00:00Z',
    pickupUntil: null,
    promisedFrom: null,
    promisedTo: null,
    ...more,
  } as Shipment;
}

describe('groups', () => {
  it.each([
    ['AVAILABLE_FOR_PICKUP/LOCKER', 'waits'],
    ['IN_TRANSIT/CUSTOMS_DUTY_DUE', 'waits'],
    ['IN_TRANSIT/CUSTOMS_INFO_REQUIRED', 'waits'],
    ['DELIVERY_FAILURE/NOT_HOME', 'waits'],
    ['EXCEPTION/LOST', 'waits'],
    ['RETURN/IN_TRANSIT', 'waits'],
    ['DELIVERED/PARTIAL', 'waits'],
    ['EXPIRED/STALE', 'waits'],
    ['OUT_FOR_DELIVERY/COURIER', 'soon'],
    ['IN_TRANSIT/ARRIVED_DELIVERY_OFFICE', 'soon'],
    ['DELIVERY_FAILURE/RESCHEDULED', 'soon'],
    ['IN_TRANSIT/IMPORT_CUSTOMS', 'way'],
    ['EXCEPTION/DELAYED_WEATHER', 'way'],
    ['UNKNOWN/UNMAPPED', 'way'],
    ['IN_TRANSIT/A_STAGE_OF_A_NEWER_SERVER', 'way'],
    ['DELIVERED/SIGNED', 'done'],
  ])('%s: %s', (stage, expected) => {
    expect(group(parcel(stage), calendar)).toBe(expected);
  });

  it('count what is promised within three days as soon, until the promise is over', () => {
    const promised = (from: string, to: string) =>
      group(parcel('IN_TRANSIT/PROCESSED', { promisedFrom: from, promisedTo: to }), calendar);
    expect(promised('2026-11-27', '2026-12-01')).toBe('soon');
    expect(promised('2026-11-28', '2026-12-01')).toBe('way');
    expect(promised('2026-11-20', '2026-11-23')).toBe('way');
  });

  it('call for the seller when a label has no parcel for two weeks, or nobody knows a number for ten days', () => {
    const label = (since: string) => waiting(parcel('INFO_RECEIVED/ANNOUNCED', { since }), calendar);
    expect(label('2026-11-11T09:00:00Z')).toBeNull();
    expect(label('2026-11-10T09:00:00Z')).toBe('NOT_HANDED_OVER');
    const untraced = (createdAt: string) => waiting(parcel('NOT_FOUND/NO_DATA', { createdAt }), calendar);
    expect(untraced('2026-11-15T09:00:00Z')).toBeNull();
    expect(untraced('2026-11-14T09:00:00Z')).toBe('NO_TRACE');
  });

  it('are read by deadline, then by what would be lost', () => {
    const early = parcel('AVAILABLE_FOR_PICKUP/LOCKER', { id: 'early', pickupUntil: '2026-11-25T10:00:00Z' });
    const later = parcel('AVAILABLE_FOR_PICKUP/POST_OFFICE', { id: 'later', pickupUntil: '2026-12-02T10:00:00Z' });
    const lost = parcel('EXCEPTION/LOST', { id: 'lost' });
    const papers = parcel('IN_TRANSIT/CUSTOMS_INFO_REQUIRED', { id: 'papers', since: '2026-11-01T08:00:00Z' });
    const { waits } = arrange([papers, lost, later, early], calendar);
    expect(waits.map(({ id }) => id)).toEqual(['early', 'later', 'lost', 'papers']);
  });

  it('leave out what was delivered long ago', () => {
    const lately = parcel('DELIVERED/SIGNED', { id: 'lately' });
    const before = parcel('DELIVERED/SIGNED', { id: 'before', since: '2026-11-01T08:00:00Z' });
    expect(arrange([before, lately], calendar).done.map(({ id }) => id)).toEqual(['lately']);
  });
});

it('a pick-up turns red two days before its end, by the day of the reader', () => {
  const until = (pickupUntil: string) =>
    tone('PICKUP', parcel('AVAILABLE_FOR_PICKUP/READY', { pickupUntil }), calendar);
  expect(until('2026-11-26T20:00:00Z')).toBe('bad');
  expect(until('2026-11-26T22:00:00Z')).toBe('warn');
});
