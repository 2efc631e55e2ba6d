import { dateTime } from './reader.svelte';
import type { Args, Key } from './words.svelte';
import { stage, t, told } from './words.svelte';

/** An answer that is not what was asked for; `key` and `args` name a sentence of the catalogue. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly args: Record<string, unknown> = {},
    readonly detail: string | null = null,
  ) {
    super(key);
  }
}

/** Whether the last request reached the server; if not, how old the kept answer is that was shown instead. */
class Connection {
  offline = $state(false);
  asOf = $state<string | null>(null);

  reached(asOf: string | null): void {
    this.offline = asOf !== null;
    this.asOf = asOf;
  }

  lost(): void {
    this.offline = true;
  }
}

export const connection = new Connection();

const TIMEOUT = 30_000;
let onSignedOut = () => {};

/** What to do when the server says that nobody is signed in. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

interface Options {
  signal?: AbortSignal;
  /** finish even if the page goes away meanwhile */
  keepalive?: boolean;
}

export const get = <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options);
export const post = <T>(path: string, body: unknown = {}, options?: Options) => call<T>('POST', path, body, options);
export const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body);
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, body);
export const del = <T>(path: string, options?: Options) => call<T>('DELETE', path, undefined, options);

/** Asks `/api/v1` and gives its JSON. Throws a {@link Problem} for everything else, and passes on an abort by the caller. */
async function call<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Sledopyt'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const limit = AbortSignal.timeout(TIMEOUT);
  let answer: Response;
  try {
    answer = await fetch('/api/v1' + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      keepalive: options.keepalive,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (limit.aborted) throw new Problem(0, 'error.slow');
    connection.lost();
    throw new Problem(0, 'error.offline');
  }
  connection.reached(answer.headers.get('X-As-Of'));
  if (!answer.ok) throw await problem(answer, path);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Problem(answer.status, 'error.server');
  }
}

async function problem(answer: Response, path: string): Promise<Problem> {
  if (answer.status === 401 && path !== '/sign-in' && path !== '/me/password') onSignedOut();
  try {
    const body = await answer.json();
    return new Problem(answer.status, body.key ?? keyFor(answer.status), body.args ?? {}, body.detail ?? null);
  } catch {
    return new Problem(answer.status, keyFor(answer.status));
  }
}

function keyFor(status: number): Key {
  if (status === 401) return 'error.signedOut';
  if (status === 403) return 'error.forbidden';
  if (status === 404 || status === 410) return 'error.notFound';
  if (status === 413) return 'error.tooLarge';
  if (status === 429) return 'error.tooMany';
  if (status >= 500) return 'error.server';
  return status === 400 || status === 422 ? 'error.invalid' : 'error.other';
}

/** What went wrong, in a sentence for people. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return t('error.other');
  const sentence = told(error.key, words(error.args)) ?? t(keyFor(error.status));
  // `why`: the reason further down, as a key of the catalogue or in the words of the other side
  const { why } = error.args;
  return typeof why === 'string' ? `${sentence} ${told(why) ?? why}` : sentence;
}

/** Arguments as the server gives them, made readable: times in the reader's zone, the stage by its name. */
export function words(args: Record<string, unknown> | undefined): Args {
  const readable: Args = { place: 'none', what: '' };
  for (const [name, value] of Object.entries(args ?? {})) {
    if (typeof value === 'number') readable[name] = value;
    else if (value !== null && value !== undefined && value !== '') {
      const text = String(value);
      readable[name] = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? dateTime(text) : text;
    }
  }
  if (typeof args?.milestone === 'string' && typeof args.sub === 'string') {
    readable.stage = stage(args as { milestone: never; sub: string });
  }
  if (typeof args?.attention === 'string') {
    readable.what = waits(args.attention, args.known === 'STATED' ? 'Until' : 'About', readable.until);
  }
  return readable;
}

/** What waits, with its last day if the sentence takes one. */
function waits(code: string, kind: string, until: string | number | undefined): string {
  const dated = until === undefined ? null : told(`todo.${code}.title${kind}`, { date: until });
  return dated ?? told(`todo.${code}.title`) ?? code;
}
