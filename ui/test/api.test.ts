import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem, connection, del, explain, get, post, whenSignedOut, words } from '../src/lib/api.svelte';
import { setReader } from '../src/lib/reader.svelte';
import { speak } from '../src/lib/words.svelte';

const fetched = vi.fn<typeof fetch>();

function answers(status: number, body?: unknown, headers: Record<string, string> = {}) {
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  fetched.mockResolvedValueOnce(new Response(text, { status, headers }));
}

const caught = (request: Promise<unknown>): Promise<unknown> => request.then(() => null, (error: unknown) => error);

beforeAll(async () => {
  await speak('en');
  setReader('en', 'Europe/Moscow');
});
beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

describe('requests', () => {
  it('that change something carry the header which another site cannot send', async () => {
    answers(204);
    await del('/tokens/1');
    expect(fetched.mock.calls[0]![1]!.headers).toMatchObject({ 'X-Sledopyt': '1' });
    answers(200, {});
    await get('/me');
    expect(fetched.mock.calls[1]![1]!.headers).not.toHaveProperty('X-Sledopyt');
  });

  it('without content give nothing', async () => {
    answers(204);
    expect(await post('/sign-out')).toBeUndefined();
  });

  it('that are aborted by the screen are no problem', async () => {
    const controller = new AbortController();
    controller.abort();
    fetched.mockRejectedValueOnce(new DOMException('aborted', 'AbortError'));
    expect(await caught(get('/me', { signal: controller.signal }))).not.toBeInstanceOf(Problem);
  });
});

describe('problems', () => {
  it('are told by the server’s key and arguments, with times in the reader’s zone', async () => {
    answers(429, { key: 'refresh.tooSoon', args: { at: '2026-11-24T11:20:00Z' } });
    const told = explain(await caught(post('/shipments/1/refresh')));
    expect(told).toMatch(/^It was checked a moment ago\. .*14:20\.$/);
  });

  it.each([
    [500, 'Something broke on the server'],
    [502, 'Something broke on the server'],
    [413, 'too large'],
    [429, 'Too many requests'],
    [404, 'does not exist'],
    [403, 'not allowed'],
    [422, 'does not accept this input'],
    [418, 'That did not work'],
  ])('without a key are told by their status: %i', async (status, words) => {
    answers(status, '<html>proxy</html>');
    expect(explain(await caught(get('/me')))).toContain(words);
  });

  it('with a key of a newer server are told by their status', async () => {
    answers(422, { key: 'number.fromTheFuture', detail: 'x' });
    expect(explain(await caught(get('/me')))).toContain('does not accept this input');
  });

  it('of an unreadable answer are the server’s', async () => {
    answers(200, 'not json');
    expect(explain(await caught(get('/me')))).toContain('Something broke on the server');
  });

  it('of the network say so, and the page knows that it is offline until an answer comes', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(explain(await caught(get('/me')))).toContain('cannot be reached');
    expect(connection.offline).toBe(true);
    answers(200, {});
    await get('/me');
    expect(connection.offline).toBe(false);
  });

  it('of a lost sign-in end the session, a wrong password does not', async () => {
    const signedOut = vi.fn();
    whenSignedOut(signedOut);
    answers(401, { key: 'signin.wrong' });
    expect(explain(await caught(post('/sign-in', {})))).toContain('do not fit together');
    expect(signedOut).not.toHaveBeenCalled();
    answers(401);
    expect(explain(await caught(get('/shipments')))).toContain('signed out');
    expect(signedOut).toHaveBeenCalledOnce();
  });
});

it('a failed test mail tells why', async () => {
  answers(502, { key: 'channel.mail.failed', args: { why: '550 mailbox unavailable' } });
  expect(explain(await caught(post('/channels/mail/test')))).toMatch(/could not be sent.* 550 mailbox unavailable$/);
});

it('an answer kept by the service worker tells its age', async () => {
  answers(200, {}, { 'X-As-Of': '2026-11-24T09:00:00Z' });
  await get('/me');
  expect(connection).toMatchObject({ offline: true, asOf: '2026-11-24T09:00:00Z' });
});

it('arguments of a change get the name of the stage, and a place that is missing is none', () => {
  expect(words({ milestone: 'DELIVERED', sub: 'SIGNED', place: null, days: 3 })).toMatchObject({
    stage: 'Delivered, signed',
    place: 'none',
    days: 3,
  });
});
