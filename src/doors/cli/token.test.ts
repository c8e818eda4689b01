import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { command } from '../../../test/support/command.ts';

const acme = serveAcme();
const remit = (...argv: string[]) => command({ world: acme.world, pool: acme.database.pool }, argv);

test('remit token makes a token that works, lists it without its secret, and withdraws it', async () => {
  expect((await remit('token')).out).toContain('No token was made yet');
  const made = await remit('token', 'make', '--agent', 'bot', '--workflow', 'refunds', '--as', 'mara');
  expect([made.code, made.err]).toEqual([
    0,
    expect.stringContaining('“bot” may propose as bot 1 in refunds until'),
  ]);
  const text = made.out.trim();
  const status = () =>
    fetch(`${acme.url}/api/workflows/refunds/offer`, { headers: { authorization: `Bearer ${text}` } }).then(
      (answer) => answer.status,
    );
  expect(await status()).toBe(200);
  const list = await remit('token', 'list');
  const [, id = '', secret = ''] = text.split('_');
  expect(list.out).toContain(id);
  expect((await remit('token', 'list', '--json')).out + list.out).not.toContain(secret);
  expect((await remit('token', 'withdraw', id, '--because', 'done', '--as', 'mara')).out).toContain(
    'opens nothing any more',
  );
  await expect.poll(status).toBe(401);
  expect((await remit('token')).out).toContain('withdrawn by mara');
});

test('remit token says what is wrong, and exits with 2', async () => {
  const says = async (...argv: string[]) => {
    const { code, err } = await remit('token', ...argv);
    expect(code).toBe(2);
    return err;
  };
  expect(await says('make', '--agent', 'bot')).toContain('--as');
  expect(await says('make', '--agent', 'bot', '--may', 'propse', '--as', 'mara')).toContain('propose');
  expect(await says('make', '--agent', 'bot', '--days', 'soon', '--as', 'mara')).toContain('number of days');
  expect(await says('make', '--as', 'mara')).toContain('name the agent');
  expect(await says('withdraw', 'nothing', '--as', 'mara')).toContain('There is no token nothing');
});
