import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { AcmeServer } from '../../../test/support/acme_server.ts';
import { changeBoundary } from '../../authority/changes/index.ts';
import { publish } from '../../runtime/publish.ts';
import { run, type Wire } from './index.ts';

const PATH = 'workflows/refunds/boundary.yaml';
const TEXT = FILES[PATH] ?? '';
const acme = new AcmeServer();
let folder = '';

beforeAll(async () => {
  await acme.open();
  folder = await mkdtemp(join(tmpdir(), 'remit-boundary-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await publish(acme.world.log, acme.world.workspace(), () => new Date());
  for (const order of ['5', '12', '14', '80']) await acme.arrive(order);
});
afterAll(async () => {
  await acme.close();
  await rm(folder, { recursive: true });
  await rm(`${folder}-changed.yaml`, { force: true });
});

async function remit(...line: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const wire: Wire = {
    version: '0.1.0',
    env: { SHOP_URL: acme.shop.address },
    stdout,
    stderr,
    workspaceFolder: () => folder,
    settingRows: () => [],
    openWorld: async () => ({
      world: acme.world,
      pool: acme.database.pool,
      rebuild: async () => 0,
      close: async () => undefined,
    }),
    startAll: async () => ({ url: '', stopped: Promise.resolve() }),
    startWorker: async () => ({ stopped: Promise.resolve() }),
  };
  const code = await run(line, wire);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

test('backtest says in English what a changed file would let through, case by case', async () => {
  const file = `${folder}-changed.yaml`;
  await writeFile(file, TEXT.replace('money: 10.00 EUR', 'money: 15.00 EUR'));
  const { code, out } = await remit('backtest', 'refunds', file);
  expect(code).toBe(0);
  expect(out).toContain('+ Remit');
  expect(out).toContain(
    'Refund: 2 cases would run alone instead of waiting for a yes (by above-limit). €26.00 in all.',
  );
  expect(out).toContain('4 cases replayed.');
  expect((await remit('backtest', 'refunds', file, '--strict')).code).toBe(1);
  await writeFile(file, TEXT.replace('effect: allow', 'effect: alow'));
  const broken = await remit('backtest', 'refunds', file);
  expect([broken.code, broken.out.includes('there is no effect alow')]).toEqual([1, true]);
  expect((await remit('backtest', 'refunds', 'nowhere.yaml')).code).toBe(2);
});

test('pull writes what the console changed, and push puts in force what the file says', async () => {
  const workspace = acme.world.workspace();
  const workflow = workspace.workflows['refunds']!;
  const text = TEXT.replace('money: 10.00 EUR', 'money: 8.00 EUR');
  const change = { text, base: workflow.boundary.version, because: 'Less.', ticked: [] };
  await changeBoundary(acme.world, acme.database.pool, workspace.people[0]!, workflow, change);
  const pushed = await remit('push');
  expect([pushed.code, pushed.out]).toEqual([
    1,
    'refunds: the file stands behind what is in force: pull it, or push --force\n',
  ]);
  const pulled = await remit('pull', '--as', 'mara');
  expect([pulled.code, pulled.out]).toEqual([0, `refunds: written to ${PATH}\n`]);
  expect(await readFile(join(folder, PATH), 'utf8')).toBe(text);
  await writeFile(join(folder, PATH), TEXT.replace('money: 10.00 EUR', 'money: 9.00 EUR'));
  expect((await remit('pull')).out).toContain('newer than what is in force: push it');
  expect((await remit('push')).out).toBe('refunds: in force\n');
  expect((await remit('push')).out).toBe('refunds: in step\n');
});
