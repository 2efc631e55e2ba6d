import type { Shown } from './clock';
import type { Journey, JourneyEvent, Leg, Place } from './types';

export interface Told {
  event: JourneyEvent;
  shown: Shown;
}

export interface Day {
  /** bare date; empty if the source gave no time */
  day: string;
  events: Told[];
}

/** A stretch of the journey that one carrier did. */
export interface Stretch {
  leg: Leg | null;
  days: Day[];
}

/**
 * The events newest first, by leg and day. Their order is the journey's own, whatever their clocks say. Legs that take turns, as when
 * two carriers report the same stretch, are told as one.
 */
export function story(
  journey: Pick<Journey, 'events' | 'legs'>,
  shown: (at: string | null, precision: string) => Shown,
): Stretch[] {
  const byLeg = tell(journey, shown);
  return byLeg.length <= journey.legs.length ? byLeg : tell({ events: journey.events, legs: [] }, shown);
}

function tell(
  journey: Pick<Journey, 'events' | 'legs'>,
  shown: (at: string | null, precision: string) => Shown,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const event of journey.events.toReversed()) {
    const leg = event.leg === null ? null : (journey.legs[event.leg] ?? null);
    let stretch = stretches.at(-1);
    if (!stretch || stretch.leg !== leg) stretches.push((stretch = { leg, days: [] }));
    const when = shown(event.at, event.precision);
    let day = stretch.days.at(-1);
    if (!day || day.day !== when.day) stretch.days.push((day = { day: when.day, events: [] }));
    day.events.push({ event, shown: when });
  }
  return stretches;
}

/** Labels that say little: there the carrier's own words stand beside them. */
export function vague({ milestone, sub }: JourneyEvent): boolean {
  return milestone === 'UNKNOWN' || milestone === 'NO_CHANGE' || sub === 'OTHER' || sub === 'GENERAL';
}

/** City and office, or whatever there is; the country where there is nothing finer. */
export function placeWords(place: Place | null, countryName: (code: string) => string): string {
  if (!place) return '';
  const { country, city, office, postcode } = place;
  const words = [city, office && office !== city ? office : null, !office && postcode ? postcode : null].filter(
    (word) => word !== null && word !== '',
  );
  if (words.length === 0 && country) return countryName(country);
  return words.join(', ');
}
