import type { Journey, Staged } from './types';

/** The steps of a journey that the rail shows, in order; their names are `rail.<step>`. */
export type Step =
  | 'ANNOUNCED'
  | 'ACCEPTED'
  | 'LEFT'
  | 'ARRIVED'
  | 'RELEASED'
  | 'LAST_MILE'
  | 'NEAR'
  | 'DELIVERED'
  | 'RETURNING'
  | 'RETURNED';

export interface Mark {
  step: Step;
  done: boolean;
  /** when it was first reached; null if it is only implied by a later step */
  at: string | null;
}

const FORWARD: Step[] = ['ANNOUNCED', 'ACCEPTED', 'LEFT', 'ARRIVED', 'RELEASED', 'LAST_MILE', 'NEAR', 'DELIVERED'];
const BORDER: Step[] = ['LEFT', 'ARRIVED', 'RELEASED'];
const BACK: Step[] = ['RETURNING', 'RETURNED'];

export const OF_SUB: Record<string, Step> = {
  'IN_TRANSIT/TRANSPORT_DEPARTED': 'LEFT',
  'IN_TRANSIT/TRANSPORT_ARRIVED': 'LEFT',
  'IN_TRANSIT/LEFT_ORIGIN_COUNTRY': 'LEFT',
  'IN_TRANSIT/TRANSIT_COUNTRY': 'LEFT',
  'IN_TRANSIT/ARRIVED_DEST_COUNTRY': 'ARRIVED',
  'IN_TRANSIT/IMPORT_CUSTOMS': 'ARRIVED',
  'IN_TRANSIT/IMPORT_RELEASED': 'RELEASED',
  'IN_TRANSIT/HANDED_TO_LAST_MILE': 'LAST_MILE',
  'IN_TRANSIT/ARRIVED_DELIVERY_OFFICE': 'LAST_MILE',
  'IN_TRANSIT/PREPARING_DELIVERY': 'LAST_MILE',
  'IN_TRANSIT/DELIVERY_SCHEDULED': 'LAST_MILE',
  'AVAILABLE_FOR_PICKUP/AT_CUSTOMS': 'ARRIVED',
  'RETURN/RETURNED': 'RETURNED',
};

/** The step that a stage proves; null if it proves none. `arrived`: whether the parcel is known to be in its country. */
function stepOf({ milestone, sub }: Staged, arrived: boolean): Step | null {
  const exact = OF_SUB[`${milestone}/${sub}`];
  if (exact) return exact;
  switch (milestone) {
    case 'INFO_RECEIVED':
      return 'ANNOUNCED';
    case 'IN_TRANSIT':
      return sub === 'CUSTOMS_RELEASED' && arrived ? 'RELEASED' : 'ACCEPTED';
    case 'OUT_FOR_DELIVERY':
    case 'AVAILABLE_FOR_PICKUP':
    case 'DELIVERY_FAILURE':
      return 'NEAR';
    case 'DELIVERED':
      return 'DELIVERED';
    case 'RETURN':
      return 'RETURNING';
    default:
      return null;
  }
}

/**
 * The rail of a journey. Steps at the border appear only if it crosses one; `home` is the reader's country, taken for the
 * destination when nobody named it. A step counts as done when a later one is.
 */
export function rail(
  journey: Pick<Journey, 'milestone' | 'sub' | 'since' | 'reached' | 'events' | 'origin' | 'destination'>,
  home: string | null,
): Mark[] {
  const first = new Map<Step, string | null>();
  const see = (stage: Staged, at: string | null) => {
    const step = stepOf(stage, first.has('ARRIVED'));
    if (step && !first.has(step)) first.set(step, at);
  };
  for (const reached of journey.reached) see(reached, reached.at);
  for (const event of journey.events) see(event, event.at);
  see(journey, journey.since);

  const returning = BACK.some((step) => first.has(step));
  const destination = journey.destination ?? home;
  const abroad = journey.origin !== null && destination !== null && journey.origin !== destination;
  const crosses = abroad || BORDER.some((step) => first.has(step));
  const forward = FORWARD.filter((step) => crosses || !BORDER.includes(step));
  const steps = returning ? [...forward.filter((step) => first.has(step)), ...BACK] : forward;
  const lastDone = steps.findLastIndex((step) => first.has(step));
  return steps.map((step, index) => ({ step, done: index <= lastDone, at: first.get(step) ?? null }));
}
