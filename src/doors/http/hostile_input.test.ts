import { expect, test } from 'vitest';
import { z } from 'zod';
import { MARA, serveAcme } from '../../../test/support/acme_server.ts';
import { contract } from './contract.ts';

const acme = serveAcme();
const AT_ONCE = 16;

/** What nobody means: signs that a database refuses, times without end, commands, and far too much. */
const NASTY = [
  '\u0000',
  `'; drop table decisions; --`,
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '1e309',
  '999999999999999999999',
  '__proto__',
  'ÿ'.repeat(300),
  '',
];

const operations = Object.entries(contract).map(([name, { method, path, query, body }]) => ({
  name,
  method,
  path,
  query: namesOf(query),
  body: namesOf(body),
}));

function namesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The answers that were faults of the server, each with the request that made it. */
async function faultsOf(requests: { method: string; path: string; body?: string }[]): Promise<string[]> {
  const faults: string[] = [];
  const ask = async ({ method, path, body }: (typeof requests)[number]) => {
    const headers = { ...MARA, 'content-type': 'application/json' };
    const response = await fetch(acme.url + path, { method, headers, ...(body && { body }) });
    if (response.status >= 500) faults.push(`${response.status} ${method} ${path} ${body ?? ''}`);
    await response.body?.cancel();
  };
  for (let at = 0; at < requests.length; at += AT_ONCE)
    await Promise.all(requests.slice(at, at + AT_ONCE).map(ask));
  return faults;
}

const filled = (path: string, value: string) =>
  path.replaceAll(/:\w+/g, () => (value === '' ? 'x' : encodeURIComponent(value)));
const usual = (path: string) =>
  filled(path, path.startsWith('/api/metrics') ? 'edit_rate' : 'refunds').replace('/stream', '/none');

test('no value of a question makes the server stumble', async () => {
  const questions = operations
    .filter(({ method, path }) => method === 'GET' && !path.includes('live') && !path.includes('stream'))
    .flatMap(({ method, path, query }) => [
      ...(path.includes(':') ? NASTY.map((value) => ({ method, path: filled(path, value) })) : []),
      ...query.flatMap((name) =>
        NASTY.map((value) => ({ method, path: `${usual(path)}?${name}=${encodeURIComponent(value)}` })),
      ),
    ]);
  expect(await faultsOf(questions)).toEqual([]);
});

test('no body of a request makes the server stumble', async () => {
  const bodies = operations
    .filter(({ method }) => method === 'POST')
    .flatMap(({ method, path, body }) => [
      ...['null', '[]', '{', '"x"', '{"__proto__":{"a":1}}'].map((text) => ({
        method,
        path: usual(path),
        body: text,
      })),
      ...body.flatMap((name) =>
        NASTY.slice(0, 3).map((value) => ({
          method,
          path: usual(path),
          body: JSON.stringify(Object.fromEntries(body.map((one) => [one, one === name ? value : 'x']))),
        })),
      ),
    ]);
  expect(await faultsOf(bodies)).toEqual([]);
});
