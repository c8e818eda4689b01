import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { AcmeServer } from '../../../test/support/acme_server.ts';
import { settled } from '../../../test/support/settled.ts';
import { AppError } from '../../runtime/errors.ts';
import { listSettings } from '../../runtime/settings.ts';
import { run, type Wire } from './index.ts';

const acme = new AcmeServer();
const folder = mkdtempSync(join(tmpdir(), 'remit-workspace-'));

beforeAll(async () => {
  await acme.open();
  for (const [path, text] of Object.entries(FILES)) writeFile(path, text);
});
afterAll(async () => {
  await acme.close();
  rmSync(folder, { recursive: true });
});

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs one command line as a person at a terminal, or in a pipe, would see it. */
async function remit(
  line: string,
  options: { tty?: boolean; env?: NodeJS.ProcessEnv; wire?: Partial<Wire> } = {},
) {
  const stdout = Object.assign(new PassThrough(), { isTTY: options.tty ?? false });
  const stderr = Object.assign(new PassThrough(), { isTTY: options.tty ?? false });
  const env = { SHOP_URL: acme.shop.address, ...options.env };
  const wire: Wire = {
    version: '0.1.0',
    env,
    stdout,
    stderr,
    workspaceFolder: () => folder,
    settingRows: () => listSettings(env),
    openWorld: async () => ({
      world: acme.world,
      pool: acme.database.pool,
      rebuild: async () => 3,
      links: {
        secret: async () => 'a secret that only tests know, of 32 characters or more',
        address: 'http://127.0.0.1:7468',
      },
      close: async () => undefined,
    }),
    startAll: async () => ({ url: 'http://localhost:7468', stopped: Promise.resolve() }),
    startWorker: async () => ({ stopped: Promise.resolve() }),
    ...options.wire,
  };
  const code = await run(line === '' ? [] : line.split(' '), wire);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

test('help teaches the first steps, names every command and ends well', async () => {
  const { code, out } = await remit('--help');
  expect(code).toBe(0);
  for (const word of [
    'start',
    'worker',
    'settings',
    'verify',
    'rebuild',
    'seal',
    'check',
    'statement',
    'case',
  ]) {
    expect(out).toMatch(new RegExp(`^  ${word}\\b`, 'm'));
  }
  expect(out).toContain('Exit codes');
  expect((await remit('')).out).toBe(out);
});

test('a mistyped command is refused with the nearest one', async () => {
  const { code, out, err } = await remit('verfy');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain("Unknown command 'verfy'");
  expect(err).toContain('Did you mean verify?');
});

test('check says that a workspace loads, and what is in it', async () => {
  const { code, out } = await remit(`check ${folder}`);
  expect(code).toBe(0);
  expect(out).toContain('Acme loads.');
  expect(out).toContain('refunds: Refunds (act, 1 play, 2 rules)');
});

test('check lists every fault with its file and line, and answers no', async () => {
  writeFile(
    'workflows/refunds/rules.yaml',
    (FILES['workflows/refunds/rules.yaml'] ?? '').replace('give_back', 'give_bak'),
  );
  const { code, out, err } = await remit(`check ${folder}`);
  const statement = await remit('statement refunds');
  writeFile('workflows/refunds/rules.yaml', FILES['workflows/refunds/rules.yaml'] ?? '');
  expect(code).toBe(1);
  expect(out).toMatch(/workflows\/refunds\/rules\.yaml:3/);
  expect(out).toContain('give_back');
  expect(err).toContain('One fault: this workspace is not taken.');
  expect(statement.code).toBe(2);
  expect(statement.err).toContain('does not load');
});

test('exposure says what runs without a person at the most, and is strict where it is asked to be', async () => {
  const { code, out } = await remit('exposure refunds');
  expect(code).toBe(0);
  expect(out).toContain('€10.00');
  expect(out).toContain('Refund: any amount of money may move in a day.');
  expect((await remit('exposure refunds --strict')).code).toBe(1);
  expect((await remit('exposure refund')).err).toContain('did you mean "refunds"?');
  expect((await remit('exposure refunds', { tty: true, env: { NO_COLOR: undefined } })).out).toContain(
    '\u001b[31m',
  );
});

test('statement says in English what may run by itself', async () => {
  const { code, out } = await remit('statement refunds');
  expect(code).toBe(0);
  expect(out).toContain('€10.00');
  expect((await remit('statement refnds')).err).toContain('did you mean "refunds"?');
});

test('a case is told entry by entry, and its hashes are checked', async () => {
  const id = await acme.arrive('30');
  const { code, out } = await remit(`case ${id}`);
  expect(code).toBe(0);
  expect(out).toContain('Order 30 is late');
  expect(out).toContain('The role manager was asked');
  expect(out).toContain('Every hash fits');
  const missing = await remit('case nothing');
  expect(missing.code).toBe(2);
  expect(missing.err).not.toContain(' at ');
});

test('verify ends with 0 when everything fits and with 1 when an entry or the history under a seal was changed', async () => {
  const id = await acme.arrive('30');
  await settled(acme.database.pool);
  const sealed = await remit('seal');
  expect(sealed.err).toContain('Keep it where the database is not.');
  const seal = join(folder, 'seal.json');
  writeFileSync(seal, sealed.out);
  expect(await remit(`verify --seal ${seal}`)).toMatchObject({ code: 0, err: '' });
  const change = (from: string, to: string) =>
    acme.database.pool.query(
      `update entries set body = replace(body, '${from}', '${to}') where stream = $1`,
      [`case/${id}`],
    );
  await change('give_back', 'give_more');
  const { code, out } = await remit('verify');
  expect([code, (await remit(`case ${id}`)).code, (await remit(`verify ${id}`)).code]).toEqual([1, 1, 1]);
  expect(out).toContain(`case/${id}`);
  await change('give_more', 'give_back');
  expect((await remit(`verify ${id}`)).code).toBe(0);
});

test('settings hide passwords', async () => {
  const env = { DATABASE_URL: 'postgres://remit:geheim@db.example/remit' };
  const { out } = await remit('settings', { env });
  expect(out).toContain('DATABASE_URL');
  expect(out).not.toContain('geheim');
  expect(JSON.parse((await remit('settings --json', { env })).out)).toBeInstanceOf(Array);
});

test('a mistake is a sentence with what to do; a stack trace comes only when asked for', async () => {
  const busy = new AppError('conflict', 'Port 7468 is taken.', { suggestion: 'Set REMIT_PORT.' });
  const wire = { startAll: () => Promise.reject(busy) };
  const { code, err } = await remit('start', { wire });
  expect([code, err]).toEqual([2, 'Error: Port 7468 is taken.\nSet REMIT_PORT.\n']);
  const broken = { startAll: () => Promise.reject(new TypeError('x is not a function')) };
  const short = await remit('start', { wire: broken });
  expect(short.code).toBe(3);
  expect(short.err).toContain('--debug shows where');
  expect((await remit('start --debug', { wire: broken })).err).toContain('cli.test.ts');
});

test('colours come at a terminal only, and not where they are refused', async () => {
  const painted = (await remit('start', { tty: true })).out;
  expect(painted).toContain('\u001b[36mhttp://localhost:7468\u001b[39m');
  expect((await remit('start')).out).toBe('Remit is ready: http://localhost:7468\n');
  expect((await remit('start', { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
});
