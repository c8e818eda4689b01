import { mkdtempSync, rmSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../runtime/doctor/index.ts';
import { newKey } from '../../runtime/secrets/index.ts';
import { run, type Wire } from './index.ts';

const never = () => {
  throw new Error('this command needs no world');
};
let home: string;
let secretsKey: string | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'remit-cli-'));
  secretsKey = newKey();
});
afterEach(() => rmSync(home, { recursive: true }));

async function remit(argv: string[], given: { input?: string; doctor?: () => AsyncIterable<Finding> } = {}) {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end(given.input ?? '');
  const wire: Wire = {
    version: '0.0.0',
    env: {},
    stdout,
    stderr,
    stdin,
    workspaceFolder: never,
    settingRows: never,
    openWorld: never,
    startAll: never,
    startWorker: never,
    secrets: () => ({ home, secrets: undefined, secretsKey }),
    ...(given.doctor ? { doctor: given.doctor } : {}),
  };
  const code = await run(argv, wire);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

test('a secret is taken from standard input, listed by its name, and never shown', async () => {
  const set = await remit(['secret', 'set', 'SHOP_TOKEN'], { input: 's3cret\n' });
  expect(set).toMatchObject({ code: 0, out: expect.stringContaining('SHOP_TOKEN is kept') });
  const list = await remit(['secret', 'list']);
  expect(list.out).toMatch(/^SHOP_TOKEN {2}set 20/);
  expect(JSON.stringify([set, list])).not.toContain('s3cret');
  expect((await remit(['secret', 'remove', 'SHOP_TOKEN'])).out).toContain('is removed');
  expect(await remit(['secret', 'remove', 'SHOP_TOKEN'])).toMatchObject({ code: 1 });
});

test('without a key nothing is kept, and what to do is said', async () => {
  secretsKey = undefined;
  const set = await remit(['secret', 'set', 'SHOP_TOKEN'], { input: 's3cret' });
  expect(set.code).toBe(2);
  expect(set.err).toContain('remit secret key');
  expect((await remit(['secret', 'key'])).out.trim()).toHaveLength(44);
});

test('the doctor says each finding with what to do, and its exit code says whether anything fails', async () => {
  async function* well(): AsyncIterable<Finding> {
    yield { area: 'disk', level: 'ok', says: '10 GB are free.' };
  }
  async function* ill(): AsyncIterable<Finding> {
    yield* well();
    yield { area: 'system shop', level: 'fail', says: 'It turns us away.', todo: 'Look at its token.' };
  }
  expect(await remit(['doctor'], { doctor: well })).toMatchObject({
    code: 0,
    out: expect.stringContaining('All 1 are well'),
  });
  const found = await remit(['doctor'], { doctor: ill });
  expect(found).toMatchObject({ code: 1, out: expect.stringContaining('Look at its token.') });
  expect(found.out).toContain('1 well, 0 to look at, 1 failing.');
  const json = await remit(['doctor', '--json'], { doctor: ill });
  expect(
    json.out
      .trim()
      .split('\n')
      .map((text) => (JSON.parse(text) as Finding).level),
  ).toEqual(['ok', 'fail']);
});
