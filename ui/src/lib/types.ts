// The answers of the REST API, as docs/api.md describes them.

export type Language = 'en' | 'ru';
export type Names = Partial<Record<Language, string>>;

export type Milestone =
  | 'NOT_FOUND'
  | 'INFO_RECEIVED'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'AVAILABLE_FOR_PICKUP'
  | 'DELIVERY_FAILURE'
  | 'DELIVERED'
  | 'RETURN'
  | 'EXCEPTION'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'UNKNOWN'
  | 'NO_CHANGE';

export interface Staged {
  milestone: Milestone;
  sub: string;
}

export interface Account {
  id: string;
  email: string;
  name: string;
  language: Language;
  zone: string;
  country: string | null;
  operator: boolean;
}

export interface Start {
  state: 'setup' | 'sign-in' | 'signed-in';
  demo: boolean;
  version: string;
  account?: Account | null;
}

export type Outcome =
  | 'WAITING'
  | 'LATER'
  | 'FOUND'
  | 'NOT_FOUND'
  | 'REJECTED'
  | 'SIGN_IN'
  | 'QUOTA'
  | 'BLOCKED'
  | 'OUTAGE'
  | 'UNREADABLE'
  | 'NO_KEY'
  | 'NO_EXTRAS';

/** One source asked for one number. */
export interface Ask {
  source: string;
  name: string;
  number: string;
  outcome: Outcome;
  since: string | null;
  asOf: string | null;
  nextAt: string | null;
  detail: string | null;
  /** a person found that it tells of another parcel */
  detached?: boolean;
}

/** Something of a parcel that a source wants to know and only its owner does. */
export interface Need {
  name: string;
  label: Names;
  pattern: string;
  example: string;
  required: boolean;
}

/** `told`: this account told it; `missing`: a source waits for it. */
export interface Extra {
  need: Need;
  told: boolean;
  missing: boolean;
}

/** `asked`: whether we ask the carrier ourselves, could with a key, or cannot. Without `withNumber` it is the home page. */
export interface OfficialPage {
  carrier: string;
  name: string;
  address: string | null;
  withNumber: boolean;
  asked: 'yes' | 'key' | 'no';
}

/** Something to do or to know about a shipment, as the server's rules found it. A: act now, B: act soon, C: good to know. */
export interface Attention {
  code: string;
  urgency: 'A' | 'B' | 'C';
  since: string | null;
  deadline: { on: string; known: 'STATED' | 'TABLE' | 'RULE' } | null;
  reasons: { code: string; args: Record<string, string> }[];
  /** key of the sentence that says what to do now */
  todo: string;
}

/** What the reader said of a shipment. */
export interface Expected {
  country: string | null;
  city: string | null;
  sendBy: string | null;
  receipt: 'HAVE_IT' | 'NOT_RECEIVED' | null;
  dismissed: string[];
}

export interface Shipment extends Staged {
  id: string;
  title: string;
  note: string;
  carrier: string | null;
  number: string;
  numbers: string[];
  createdAt: string;
  archivedAt: string | null;
  muted: boolean;
  since: string | null;
  lastEventAt: string | null;
  lastText: string | null;
  place: string | null;
  country: string | null;
  promisedFrom: string | null;
  promisedTo: string | null;
  pickupUntil: string | null;
  ended: boolean;
  sources: Ask[];
  checkedAt: string | null;
  nextCheckAt: string | null;
  attentions: Attention[];
  expected?: Expected | null;
  extras?: Extra[];
  journey?: Journey;
}

export interface Place {
  country: string | null;
  city: string | null;
  postcode: string | null;
  office: string | null;
}

/** `at`: with offset if the zone is stated or assumed, without if unknown, a bare date for whole days, null without a time. */
export interface JourneyEvent extends Staged {
  id: string;
  at: string | null;
  zone: 'stated' | 'assumed' | 'unknown';
  precision: 'second' | 'minute' | 'day';
  text: string;
  code: string | null;
  how: string;
  place: Place | null;
  carrier: string | null;
  number: string | null;
  sources: string[];
  leg: number | null;
  key: boolean;
  /** why its time cannot be true */
  doubt?: 'FUTURE' | 'BEFORE_ANNOUNCED' | 'UNREADABLE' | null;
}

/** Where the parcel was. `name` is null where only the country is known; `gap`: something happened on the way there, nobody knows where. */
export interface Stop {
  name: string | null;
  country: string;
  latitude: number;
  longitude: number;
  how: 'OFFICE' | 'AIRPORT' | 'CITY' | 'POSTCODE' | 'COUNTRY';
  events: string[];
  gap: boolean;
}

/** `via`: PERSON or SOURCE; `link`: the carrier's own page about the number. */
export interface JourneyNumber {
  number: string;
  via: string;
  carrier: string | null;
  carrierName?: string | null;
  link?: string | null;
  pages?: OfficialPage[];
}

export interface Leg {
  carrier: string | null;
  name: string | null;
  number: string;
  from: string | null;
  to: string | null;
  phase: string;
}

export interface Journey extends Staged {
  number: string;
  numbers: JourneyNumber[];
  since: string | null;
  reached: (Staged & { at: string | null })[];
  arrival: { promise: { from: string; to: string; source: string | null } | null } | null;
  origin: string | null;
  destination: string | null;
  serviceLevel: string | null;
  weightGrams: number | null;
  pickupUntil: string | null;
  legs: Leg[];
  events: JourneyEvent[];
  /** of parcels that had the number before */
  earlier?: JourneyEvent[];
  route?: Stop[];
  sources: Ask[];
}

export interface Paged<T> {
  items: T[];
  next: string | null;
}

export interface Reason {
  code: string;
  text: string;
}

export interface Candidate {
  carrier: string;
  grade: 'verified' | 'possible' | 'mistyped';
  confidence: number;
  service?: string | null;
  origin?: string | null;
  tracked?: 'delivery' | 'part' | 'none' | 'unknown';
  reasons: Reason[];
}

/** `number` is null where the input is none; `refused` says why it must not be kept (a bank card, say). */
export interface Recognised {
  input: string;
  number: string | null;
  candidates: Candidate[];
  suggestions?: string[];
  refused?: Reason | null;
}

/** `page`: with `{number}` where the number goes, if `pageTakesNumber`; else the home page. */
export interface Carrier {
  code: string;
  name: Names;
  page?: string | null;
  pageTakesNumber?: boolean;
  asked?: OfficialPage['asked'];
  needs?: Need[];
}

export interface NotUnderstood {
  input: string;
  key: string;
  args?: Record<string, unknown>;
}

export interface Added {
  added: Shipment[];
  known: Shipment[];
  notUnderstood: NotUnderstood[];
}

export interface News {
  id: string;
  shipmentId: string | null;
  title: string;
  number: string;
  kind: string;
  args: Record<string, unknown>;
  why: { key: string; args?: Record<string, unknown> } | null;
  madeAt: string;
  readAt: string | null;
  told: { channel: string; state: 'sent' | 'waiting' | 'given-up'; at: string | null; problem: string | null }[];
}

export interface Field {
  name: string;
  secret: boolean;
  required: boolean;
  label: Names;
}

/** `off`: used only if an operator chooses it; `every`, `spacing`: ISO 8601. */
export interface Door {
  code: string;
  batch: number;
  budget: number | null;
  off: boolean;
  needsKey: boolean;
  every: string;
  spacing: string;
  fields: Field[];
}

export type SourceState = 'fine' | 'idle' | 'off' | 'no-key' | 'sign-in' | 'quota' | 'blocked' | 'outage' | 'unreadable';

export interface Calls {
  since: string | null;
  calls: number;
  failures: Record<string, number>;
}

export interface Source {
  code: string;
  name: Names;
  site: string | null;
  carriers: string[];
  doors: Door[];
  door: string | null;
  ready: boolean;
  needsKey: boolean;
  key: 'screen' | 'environment' | 'nothing' | 'missing';
  keySet: boolean;
  state: SourceState;
  since: string | null;
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  detail: string | null;
  nextCallAt: string | null;
  budgetUsed: number | null;
  budget: number | null;
  queue: number;
  day: Calls;
  week: Calls;
  needs: Need[];
  sheet: { document: string; date: string };
  unknown: number;
  unknownCodes?: { code: string; example: string; seen: number; lastAt: string }[];
  hook?: string | null;
}

export interface Channels {
  items: { kind: string; target: string; enabled: boolean; problem: string | null }[];
  mailReady: boolean;
}

export interface Token {
  id: string;
  name: string;
  createdAt: string;
  usedAt: string | null;
  token?: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  operator: boolean;
}

/** `path`: of the link, given once. */
export interface Invitation {
  id: string;
  name: string;
  operator: boolean;
  expiresAt: string;
  path?: string;
}
