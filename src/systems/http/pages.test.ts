import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpSystem } from './index.ts';
import { httpFile, json, openTestShop, type TestShop } from './story.ts';

const signal = new AbortController().signal;
let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.stop());

const THINGS = Array.from({ length: 5 }, (_, index) => ({ id: index + 1, note: 'x' }));

async function readAll(
  pages: string,
  gives = '{shop: string, data: [{id: integer}]}',
  more = '',
): Promise<unknown> {
  const text = `
address: ${shop.address}
reads:
  things: {get: "/things?limit=2", gives: ${gives}, pages: ${pages}${more}}
`;
  const system = new HttpSystem(httpFile(text));
  try {
    return await system.read('things', {}, { signal });
  } finally {
    system.close();
  }
}

/** Two things a page: `start` is the place of the first. */
function page(start: number): { shop: string; data: unknown[] } {
  return { shop: 'Wool', data: THINGS.slice(start, start + 2) };
}
const parameter = (url: string, name: string): string | null =>
  new URL(url, 'http://x').searchParams.get(name);
const ALL = { ok: true, value: { shop: 'Wool', data: THINGS.map(({ id }) => ({ id })) } };

test('pages are followed by the Link header, and the answer is one list', async () => {
  shop.answer = (response, { url }) => {
    const start = Number(parameter(url, 'start') ?? 0);
    const next = `<${shop.address}/things?start=${start + 2}>; rel="next", <${shop.address}/things>; rel="first"`;
    json(response, 200, page(start), start < 4 ? { link: next } : { link: '</things>; rel="prev"' });
  };
  expect(await readAll('{link: header, list: data}')).toMatchObject(ALL);
  expect(shop.seen.map(({ url }) => url)).toEqual([
    '/api/things?limit=2',
    '/api/things?start=2',
    '/api/things?start=4',
  ]);
});

test('pages are followed by an address in the answer, by a cursor, by the last thing, and by number', async () => {
  shop.answer = (response, { url }) => {
    const start = Number(
      parameter(url, 'start') ?? parameter(url, 'after') ?? (Number(parameter(url, 'page') ?? 1) - 1) * 2,
    );
    const isMore = start < 4;
    const next = isMore ? `/api/things?start=${start + 2}` : null;
    json(response, 200, { ...page(start), next, meta: { cursor: isMore ? start + 2 : '' }, more: isMore });
  };
  expect(await readAll('{link: next, list: data}')).toMatchObject(ALL);
  expect(await readAll('{cursor: meta.cursor, as: start, list: data}')).toMatchObject(ALL);
  expect(await readAll('{last: id, more: more, as: after, list: data}')).toMatchObject(ALL);
  shop.seen.length = 0;
  expect(await readAll('{number: page, size: 2, list: data}')).toMatchObject(ALL);
  expect(shop.seen.map(({ url }) => parameter(url, 'page'))).toEqual(['1', '2', '3']);
  expect(shop.seen[0]?.url).toContain('limit=2');
});

test('a list within an answer can be all that is meant', async () => {
  shop.answer = (response, { url }) => json(response, 200, page((Number(parameter(url, 'page')) - 1) * 2));
  expect(await readAll('{number: page}', '[{id: integer}]', ', take: data')).toMatchObject({
    ok: true,
    value: ALL.value.data,
  });
});

test('an answer with more pages than allowed is refused and not cut short', async () => {
  shop.answer = (response) => json(response, 200, page(0));
  expect(await readAll('{number: page, list: data, most: 3}')).toMatchObject({
    ok: false,
    why: 'bad_answer',
    says: expect.stringContaining('more than 3 pages'),
  });
  expect(shop.seen).toHaveLength(3);
});

test('pages that lead somewhere else, or round in a circle, are not followed', async () => {
  shop.answer = (response) => json(response, 200, { ...page(0), next: 'http://elsewhere.example/things' });
  expect(await readAll('{link: next, list: data}')).toMatchObject({
    says: expect.stringContaining('somewhere else'),
  });
  shop.answer = (response) => json(response, 200, { ...page(0), next: '/api/things?limit=2' });
  expect(await readAll('{link: next, list: data}')).toMatchObject({
    says: expect.stringContaining('circle'),
  });
});

test('a page that does not come takes the whole answer with it', async () => {
  shop.answer = (response, { url }) =>
    url.includes('page=2') ? json(response, 404, {}) : json(response, 200, page(0));
  expect(await readAll('{number: page, list: data}')).toMatchObject({ ok: false, why: 'bad_answer' });
  shop.answer = (response, { url }) =>
    url.includes('page=2') ? json(response, 429, {}, { 'retry-after': '2' }) : json(response, 200, page(0));
  expect(await readAll('{number: page, list: data}')).toMatchObject({ retry: true, retryAfterMs: 2000 });
});
