import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { command } from '../../../test/support/command.ts';

const acme = serveAcme();

const remit = (...argv: string[]) =>
  command(
    {
      world: acme.world,
      pool: acme.database.pool,
      links: { secret: async () => acme.options.secret, address: acme.url },
    },
    argv,
  );

test('remit stop stops everything for whoever sits there, and remit release takes somebody with the right to', async () => {
  expect((await remit('switches')).out).toMatch(/^Nothing is stopped\./);
  const stopped = await remit('stop', '--because', 'wrong amounts');
  expect(stopped.out).toMatch(/^Everything is stopped: /);
  expect((await remit('switches')).out).toMatch(
    /^all {2}Everything, by Somebody at the command line at \S+: wrong amounts \(0 cases waiting\)\n/,
  );
  expect((await remit('release', 'all')).err).toContain('--as: mara, finn');
  const forbidden = await remit('release', 'all', '--as', 'finn');
  expect([forbidden.code, forbidden.err]).toEqual([2, expect.stringContaining('Finn Berg may not release')]);
  expect((await remit('release', 'all', '--as', 'mara')).out).toBe('Everything is released.\n');
});

test('remit stop says what it would do, begins a drill, and knows the nearest name', async () => {
  const looked = await remit('stop', 'workflow:refunds', '--look');
  expect(looked.out).toMatch(/^Nothing was stopped\. A throw of “Refunds” would hold/);
  const begun = await remit('stop', 'workflow:refunds', '--drill', '--as', 'finn');
  expect(begun.out).toMatch(/^A drill of “Refunds” has begun/);
  const shown = JSON.parse((await remit('switches', '--json')).out) as { thrown: unknown[] };
  expect(shown.thrown).toMatchObject([{ name: 'drill:workflow:refunds', by: 'Finn Berg', drill: true }]);
  expect((await remit('release', 'drill:workflow:refunds', '--as', 'finn')).out).toContain('is over');
  expect((await remit('stop', 'workflow:refnds')).err).toContain('"workflow:refunds"');
});

test('a signed link is made, works, is listed and is revoked', async () => {
  const made = await remit('switches', '--link', 'system:shop', '--days', '3', '--as', 'mara');
  const url = made.out.trim();
  expect(url).toMatch(/\/brake\/\S+$/);
  expect((await fetch(url)).status).toBe(200);
  const [, id = ''] = /--revoke (\w+)/.exec(made.err) ?? [];
  expect((await remit('switches', '--links')).out).toMatch(
    new RegExp(`^${id} {2}system:shop, made by Mara Holm, until `),
  );
  await remit('switches', '--revoke', id, '--as', 'finn');
  expect((await fetch(url)).status).toBe(410);
  expect((await remit('switches', '--links')).out).toContain('revoked');
  expect((await remit('switches', '--link', 'all', '--as', 'mara')).err).toContain(
    'can stop everything, until ',
  );
  expect((await remit('switches', '--link', 'all', '--days', '1000', '--as', 'mara')).code).toBe(2);
});
