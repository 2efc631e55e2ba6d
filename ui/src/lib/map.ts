import { type GeoPermissibleObjects, type GeoProjection, geoAzimuthalEqualArea, geoCentroid, geoDistance, geoNaturalEarth1, geoPath } from 'd3-geo';
import type { Stop } from './types';

type Point = [number, number];

/** Pixels a radian: closer, the coast lines have no more to show. */
const CLOSEST = 2600;

/** Half a way round the earth does not fit on a disc; wider routes are drawn on the whole world. */
const WIDE = 1.2;

/** Of the widest letters that names are made of, in pixels: ш and щ are wider than any Latin one. */
const LETTER = 8.4;
const LINE = 14;

export interface Line {
  path: string;
  dashed: boolean;
}

export interface Dot {
  stop: Stop;
  x: number;
  y: number;
  label: { x: number; y: number; anchor: 'start' | 'end' } | null;
}

export interface Drawing {
  land: string;
  lines: Line[];
  dots: Dot[];
}

const at = ({ longitude, latitude }: Stop): Point => [longitude, latitude];

/** How far the stops are from the middle of them, in radians. */
export function reach(stops: Stop[]): number {
  const middle = geoCentroid({ type: 'MultiPoint', coordinates: stops.map(at) });
  return Math.max(0, ...stops.map((stop) => geoDistance(middle, at(stop))));
}

function projection(stops: Stop[], width: number, height: number): GeoProjection {
  const points: GeoPermissibleObjects = { type: 'MultiPoint', coordinates: stops.map(at) };
  const [lon, lat] = geoCentroid(points);
  const wide = reach(stops) > WIDE;
  const turned = wide ? geoNaturalEarth1().rotate([-lon, 0]) : geoAzimuthalEqualArea().rotate([-lon, -lat]);
  const margin = Math.min(64, width / 7);
  const frame: [Point, Point] = [[margin, 36], [width - margin, height - 36]];
  const route: GeoPermissibleObjects = stops.length > 1 ? { type: 'LineString', coordinates: stops.map(at) } : points;
  turned.fitExtent(frame, route);
  if (!(turned.scale() < CLOSEST)) {
    turned.scale(CLOSEST).translate([0, 0]);
    const [[left, top], [right, bottom]] = geoPath(turned).bounds(route);
    turned.translate([width / 2 - (left + right) / 2, height / 2 - (top + bottom) / 2]);
  }
  return turned.clipExtent([[0, 0], [width, height]]);
}

/** The map in pixels: land, the way along great circles, a dot for each stop, and as many names as there is room for. */
export function draw(land: GeoPermissibleObjects, stops: Stop[], names: string[], width: number, height: number): Drawing {
  const projected = projection(stops, width, height);
  const path = geoPath(projected).digits(1);
  const lines = stops.slice(1).map((stop, i) => {
    const before = stops[i]!;
    return {
      path: path({ type: 'LineString', coordinates: [at(before), at(stop)] }) ?? '',
      dashed: stop.gap || stop.how === 'COUNTRY' || before.how === 'COUNTRY',
    };
  });
  const dots: Dot[] = stops.map((stop) => {
    const [x, y] = projected(at(stop)) ?? [0, 0];
    return { stop, x, y, label: null };
  });
  label(dots, names, width);
  return { land: path(land) ?? '', lines, dots: dots };
}

/** Names where they cover no other and no dot: the last stop's and the first's before those between. */
function label(dots: Dot[], names: string[], width: number) {
  const taken = dots.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  const last = dots.length - 1;
  const order = [...new Set([last, 0, ...dots.keys()])];
  const named = new Set<string>();
  for (const i of order) {
    const dot = dots[i]!;
    const name = names[i]!;
    if (named.has(name)) continue;
    const length = name.length * LETTER;
    for (const [anchor, left] of [['start', dot.x + 9], ['end', dot.x - 9 - length]] as const) {
      const box = { left, right: left + length, top: dot.y - LINE / 2, bottom: dot.y + LINE / 2 };
      const free = taken.every(
        (other, j) => j === i || box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
      );
      if (!free || box.left < 2 || box.right > width - 2) continue;
      taken.push(box);
      named.add(name);
      dot.label = { x: anchor === 'start' ? dot.x + 9 : dot.x - 9, y: dot.y + 4, anchor };
      break;
    }
  }
}
