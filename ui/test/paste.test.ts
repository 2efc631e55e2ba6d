import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { MOST_CHARACTERS, pasted } from '../src/lib/pasted';
import { speak } from '../src/lib/words.svelte';
import Paste from '../src/parts/Paste.svelte';

const asked: { path: string; body: { text?: string; numbers?: unknown } }[] = [];
let page: Record<string, unknown>;

const number = (text: string, grade = 'verified') => ({
  input: text,
  number: text,
  candidates: [{ carrier: 'china-post', grade, confidence: 0.9, reasons: [{ code: 'x', text: 'the check digit fits' }] }],
  suggestions: grade === 'mistyped' ? ['RB123456785CN'] : [],
});

beforeAll(() => speak('en'));
beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal('fetch', async (path: string, { body = '{}' }: { body?: string }) => {
    const sent = JSON.parse(body);
    asked.push({ path, body: sent });
    const found = [...new Set<string>(sent.text?.match(/R[A-Z]\d{9}CN/g) ?? [])];
    return Response.json(
      path.endsWith('/recognise')
        ? { items: found.map((each) => number(each, each.includes('789') ? 'mistyped' : 'verified')) }
        : path.endsWith('/carriers')
          ? { items: [] }
          : { added: [], known: [], notUnderstood: [{ input: '<img src=x>', key: 'add.noNumber' }] },
    );
  });
  document.body.innerHTML = '';
  page = mount(Paste, { target: document.body });
  flushSync();
});
afterEach(() => {
  void unmount(page);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const box = () => document.querySelector<HTMLTextAreaElement>('#paste')!;
const recognised = () => asked.filter(({ path }) => path.endsWith('/recognise'));

async function type(text: string) {
  box().value = text;
  box().dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

async function settle(milliseconds: number) {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
}

function paste(text: string) {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  box().dispatchEvent(event);
  flushSync();
}

it('asks once after a pause in typing, and offers what was found', async () => {
  await type('RB12345');
  await settle(100);
  await type('RB123456785CN');
  await settle(260);
  expect(recognised().map(({ body }) => body.text)).toEqual(['RB123456785CN']);
  expect(document.body.textContent).toContain('Follow 1');
  expect(document.body.textContent).toContain('the check digit fits');
});

it('does not take a mistyped number by itself, and takes the suggested one on a click', async () => {
  await type('RB123456789CN');
  await settle(260);
  expect(document.body.textContent).toContain('Nothing chosen');
  document.querySelector<HTMLButtonElement>('.meant button')!.click();
  await settle(10);
  expect(box().value).toBe('RB123456785CN');
  expect(document.body.textContent).toContain('Follow 1');
});

it('adds what is taken, and says what was not understood and why, as text', async () => {
  await type('RB123456785CN and RC000000000CN');
  await settle(260);
  document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')[1]!.click();
  flushSync();
  document.querySelector<HTMLButtonElement>('header button')!.click();
  await settle(10);
  expect(asked.at(-1)).toEqual({ path: '/api/v1/shipments', body: { numbers: [{ number: 'RB123456785CN' }] } });
  expect(document.querySelector('img')).toBeNull();
  expect(document.body.textContent).toContain('<img src=x>');
  expect(document.body.textContent).toContain('There is no tracking number in it.');
});

it('keeps ten megabytes out of the box, sends the first million characters and says so', async () => {
  paste('x'.repeat(10_000_000));
  expect(box()).toBeNull();
  expect(document.body.textContent).toContain('only the first');
  await settle(260);
  expect(recognised()[0]!.body.text).toHaveLength(MOST_CHARACTERS);
});

it('does not cut a character in two', () => {
  const { text, cut } = pasted('x'.repeat(MOST_CHARACTERS - 1) + '📦');
  expect(cut).toBe(true);
  expect(text.endsWith('x')).toBe(true);
});
