import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import json from 'world-atlas/land-110m.json';
import { draw, reach } from '../src/lib/map';
import type { Stop } from '../src/lib/types';

const atlas = json as unknown as Topology<{ land: GeometryCollection }>;
const land = feature(atlas, atlas.objects.land);

const stop = (name: string | null, latitude: number, longitude: number, more: Partial<Stop> = {}): Stop => ({
  name,
  country: 'RU',
  latitude,
  longitude,
  how: name === null ? 'COUNTRY' : 'CITY',
  events: [],
  gap: false,
  ...more,
});
const SHENZHEN = stop('Шэньчжэнь', 22.55, 114.07);
const DONGGUAN = stop('Дунгуань', 23.02, 113.75);
const MOSCOW = stop('Москва', 55.75, 37.62);
const RUSSIA = stop(null, 65.89, 95.53);
const drawn = (stops: Stop[], width = 286) => draw(land, stops, stops.map(({ name }) => name ?? 'Россия'), width, 220);

describe('the map of a journey', () => {
  it.each([[[SHENZHEN]], [[SHENZHEN, DONGGUAN]], [[SHENZHEN, DONGGUAN, MOSCOW]], [[stop('A', 60, 179), stop('B', 60, -179)]], [[MOSCOW, MOSCOW]]])(
    'has every stop inside its frame',
    (stops) => {
      const { dots, lines, land } = drawn(stops);
      for (const { x, y } of dots) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(286);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(220);
      }
      expect(lines).toHaveLength(stops.length - 1);
      expect(land).not.toMatch(/NaN/);
      for (const { path } of lines) expect(path).not.toMatch(/NaN/);
    },
  );

  it('draws the short way over the date line', () => {
    expect(reach([stop('A', 60, 179), stop('B', 60, -179)])).toBeLessThan(0.1);
    const { dots } = drawn([stop('Anadyr', 64.7, 177.5), stop('Nome', 64.5, -165.4)]);
    expect(dots[0]!.x).toBeLessThan(dots[1]!.x);
  });

  it('names the last stop first and lets no name run out of the frame or over another', () => {
    const { dots } = drawn([SHENZHEN, DONGGUAN, stop('Гуанчжоу', 23.12, 113.25), MOSCOW]);
    expect(dots[3]!.label).not.toBeNull();
    for (const { label, stop } of dots) {
      if (label === null) continue;
      const width = stop.name!.length * 8.2;
      expect(label.anchor === 'start' ? label.x + width : label.x).toBeLessThanOrEqual(286);
      expect(label.anchor === 'end' ? label.x - width : label.x).toBeGreaterThanOrEqual(0);
    }
  });

  it('dashes what is not known', () => {
    const { lines } = drawn([SHENZHEN, { ...DONGGUAN, gap: true }, MOSCOW, RUSSIA]);
    expect(lines.map(({ dashed }) => dashed)).toEqual([true, false, true]);
  });
});
