import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { command } from '../../../test/support/command.ts';

const acme = serveAcme();

const remit = (...argv: string[]) => command({ world: acme.world, pool: acme.database.pool }, argv);

test('remit away names who stands in, lists it, and remit back ends it', async () => {
  expect((await remit('away')).out).toBe('Everybody is here.\n');
  const until = new Date(acme.world.now().getTime() + 86_400_000).toISOString();
  const away = await remit('away', '--until', until, '--deputy', 'finn', '--as', 'mara');
  expect([away.code, away.out]).toEqual([0, "Finn Berg decides in Mara Holm's place.\n"]);
  expect((await remit('away')).out).toBe(
    `Mara Holm is away until ${until}; Finn Berg decides in their place.\n`,
  );
  expect((await remit('back', '--as', 'mara')).out).toBe('Mara Holm is back.\n');
  expect((await remit('back', '--as', 'mara')).out).toBe('Mara Holm is here.\n');
  expect((await remit('away')).out).toBe('Everybody is here.\n');
});

test('remit away says what is missing or cannot be, and exits with 2', async () => {
  const refused = async (...argv: string[]) => {
    const { code, err } = await remit(...argv);
    expect(code).toBe(2);
    return err;
  };
  const until = new Date(acme.world.now().getTime() + 86_400_000).toISOString();
  expect(await refused('away', '--until', until, '--deputy', 'finn')).toContain('--as: mara, finn');
  expect(await refused('away', '--deputy', 'finn', '--as', 'mara')).toContain('until when');
  expect(await refused('away', '--until', 'soon', '--deputy', 'finn', '--as', 'mara')).toContain('"soon"');
  expect(await refused('away', '--until', until, '--as', 'mara')).toContain('--deputy');
  expect(await refused('away', '--until', until, '--deputy', 'mara', '--as', 'mara')).toContain(
    'Nobody stands in for themselves',
  );
  expect(await refused('away', '--until', '2001-01-01', '--deputy', 'finn', '--as', 'mara')).toContain(
    'a time to come',
  );
  expect(await refused('back')).toContain('--as');
});
