import { afterAll, beforeAll, expect, test } from 'vitest';
import { Proposals } from '../../../test/support/proposing.ts';
import { propose } from '../index.ts';

const acme = new Proposals();
beforeAll(() => acme.open());
afterAll(() => acme.close());

let orders = 20;
const order = () => String((orders += 1));

test('what is allowed is written down twice: before it is sent, and when it is over', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 5));
  const appends = `select string_agg(kind, ' ' order by version) as kinds from entries
    where stream = $1 group by tx order by min(version)`;
  const { rows } = await acme.database.pool.query(appends, [`case/${answer.case}`]);
  expect(rows).toEqual([
    { kinds: 'opened proposed context.gathered planned ruled action.intended' },
    { kinds: 'action.done closed' },
  ]);
});

test('what could not be thought through at once is written down, and done by whoever works', async () => {
  const outOfOrder = () => {
    throw new Error('out of order');
  };
  const world = Object.create(acme.world, { systems: { get: outOfOrder } }) as typeof acme.world;
  const answer = await propose(world, acme.refund(order(), 5));
  expect(answer).toMatchObject({ status: 'done', joined: false });
});

test('the same call at two processes at the same moment is one', async () => {
  const second = await acme.process(4);
  for (let round = 0; round < 5; round++) {
    const asked = acme.refund(order(), 5);
    const paid = acme.shop.refunds.size;
    const answers = await Promise.all([acme.world, second.world].map((world) => propose(world, asked)));
    expect(answers.map(({ status }) => status)).toEqual(['done', 'done']);
    expect(new Set(answers.map(({ handle }) => handle)).size).toBe(1);
    expect(acme.shop.refunds.size).toBe(paid + 1);
  }
});
