import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBusiness, type Business } from '../../../test/support/business.ts';
import { booksOf, priceOf, products, setByHand, setWrongPrices } from '../../../test/support/prices.ts';
import { command } from '../../../test/support/command.ts';

let business: Business;

beforeAll(async () => {
  business = await openBusiness({ seed: { products: products(6) } });
  await setWrongPrices(business, 4);
  await setByHand(business, 0, 2_500);
});
afterAll(() => business.stop());

const remit = (...argv: string[]) =>
  command({ world: business.wired.world, pool: business.database.pool }, argv);

const SLICE = ['rollback', '--workflow', 'listings', '--write', 'shop.set_price'];

test('the plan of a rollback is shown and not run until somebody says so', async () => {
  const said = await remit(...SLICE, '--because', 'a wrong list', '--as', 'hanne');
  expect(said.code).toBe(0);
  expect(said.out).toContain('3 can be taken back and 1 changed since by somebody');
  expect(said.out).toMatch(/it was set to €18\.00, and now it is €25\.00/);
  expect(said.out).toContain('Set a price: Product WOOL-1, Price €20.10');
  expect(said.err).toContain('Nothing was done.');
  const { changes } = await booksOf(business, 1);
  expect(changes).toHaveLength(1);
});

test('a rollback without a reason, a person or a slice is not planned', async () => {
  expect((await remit(...SLICE, '--as', 'hanne')).err).toContain('needs a reason');
  expect((await remit(...SLICE, '--because', 'x')).err).toContain('Say who with --as');
  expect((await remit('rollback', '--because', 'x', '--as', 'hanne')).err).toContain(
    'everything is not offered',
  );
});

test('with --yes it runs, and tells how far it is until it is done', async () => {
  const { advanceRollback } = await import('../../flow/rollback/index.ts');
  const said = remit(...SLICE, '--because', 'a wrong list', '--as', 'hanne', '--yes');
  const running = async () => {
    const { rows } = await business.database.pool.query<{ id: string }>(
      "select id from rollbacks where state = 'running'",
    );
    return rows[0]?.id;
  };
  await expect.poll(running, { timeout: 20_000 }).toBeDefined();
  await advanceRollback(business.wired.world, (await running()) ?? '');
  expect(await said).toMatchObject({
    code: 0,
    out: expect.stringContaining('Done. 4 actions: 3 taken back'),
  });
  expect((await booksOf(business, 1)).price).toBe(priceOf(1));

  const list = await remit('rollback', 'list');
  expect(list.out).toMatch(/done +Set price in listings/);
  const id = /\S+(?= +done)/.exec(list.out)?.[0] ?? '';
  expect((await remit('rollback', 'show', id)).out).toContain('Taken back (3)');
  expect((await remit('rollback', 'resume', id, '--as', 'hanne')).err).toContain(
    'Nothing in it is left to try',
  );
  expect((await remit('rollback', 'start', id, '--as', 'pia')).err).toContain('may not roll back');
});
