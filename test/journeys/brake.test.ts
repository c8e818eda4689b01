import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { drill, listSwitches, report } from '../../src/authority/brake/report.ts';
import { releaseSwitch, throwSwitch, type ToThrow } from '../../src/authority/brake/switches.ts';
import { decide } from '../../src/flow/index.ts';
import { streamOf } from '../../src/flow/world.ts';
import type { Person } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

let business: Business;
let owner: Person;
let next = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: 20 }, (_, at) => shippedOrder(`OK-${at}`, -2, now));
  const dear = { ...shippedOrder('DEAR', 4, now), shipping: 1_990 };
  business = await openBusiness({ seed: { orders: [...orders, dear] } });
  owner = business.person('owner');
});
afterAll(() => business.stop());
afterEach(async () => {
  for (const { name } of await listSwitches(business.database.pool, business.workspace)) await release(name);
});

const actor = (person: Person) => ({ type: 'person' as const, id: person.id, name: person.name });
const thrown = (name: string, more: Partial<ToThrow> = {}) =>
  throwSwitch(business.wired.world, actor(business.person('support')), {
    switch: name,
    because: 'wrong answers go out',
    how: 'console',
    ...more,
  });
const release = (name: string, person = owner) =>
  releaseSwitch(business.wired.world, business.database.pool, person, { switch: name, because: 'put right' });
const asks = () => business.message(fromIda(`OK-${next++}`));
const notesOf = async (id: string) =>
  (await business.wired.world.log.read(streamOf(id))).flatMap(({ kind, body }) =>
    kind === 'noted' ? [String(body['says'])] : [],
  );
async function rowOf(id: string) {
  const { rows } = await business.database.pool.query<Record<string, unknown>>(
    'select c.status, c.stopped_by, h.due_at from cases c join heads h on h.stream = $2 where c.id = $1',
    [id, streamOf(id)],
  );
  return rows[0];
}

test.for(['all', 'workflow:late-delivery', 'agent:rules', 'system:shop', 'write:shop.reply'])(
  'what the switch %s stops waits, and goes on when it is released',
  async (name) => {
    await thrown(name);
    const id = await asks();
    const stopped = await business.advance(id);
    expect(stopped).toMatchObject({ stoppedBy: name, actions: [] });
    expect(await rowOf(id)).toMatchObject({ status: 'stopped', stopped_by: name });
    const { woken, says } = await release(name);
    expect(woken).toBe(1);
    expect(says).toMatch(/released: 1 case goes on and is ruled again\.$/);
    expect(Number((await rowOf(id))?.['due_at'])).toBeLessThanOrEqual(Date.now());
    const done = await business.advance(id);
    expect(done).toMatchObject({ status: 'closed', stoppedBy: null });
    expect(await notesOf(id)).toEqual([
      `Stopped by the switch ${name}; it waits.`,
      `The switch ${name} was released, so it goes on.`,
    ]);
  },
);

test('who approves while it is stopped is told that it waits', async () => {
  const id = await business.message(fromIda('DEAR', { topic: 'parcel_is_late' }));
  const { review, plan } = await business.advance(id);
  await thrown('write:shop.refund');
  const given = { plan: plan?.digest ?? '', decision: 'approve' as const };
  const { says } = await decide(business.wired.world, business.person('support'), review?.id ?? '', given);
  expect(says).toMatch(/^Approved\. .* waits: .*Refund is stopped\.$/);
  await release('write:shop.refund');
  expect((await business.advance(id)).status).toBe('closed');
});

test('a switch of something else stops nothing here', async () => {
  await thrown('workflow:returns');
  await thrown('write:shop.refund');
  expect((await business.advance(await asks())).status).toBe('closed');
});

test('who throws what is thrown already is told who did, and nothing is written twice', async () => {
  const first = await thrown('system:shop');
  const again = await throwSwitch(business.wired.world, actor(owner), {
    switch: 'system:shop',
    because: 'me too',
    how: 'cli',
  });
  expect(again).toMatchObject({ isNew: false, by: first.by, at: first.at });
  const told = await report(business.database.pool, business.workspace, again, business.now());
  expect(told.says).toContain(`was stopped already: by ${first.by}`);
  const entries = await business.wired.world.log.read('desk/switches');
  expect(entries.filter(({ body }) => body['because'] === 'me too')).toEqual([]);
});

test('a name that is not in the workspace is refused with the nearest one', async () => {
  await expect(thrown('workflow:late-delivry')).rejects.toMatchObject({
    code: 'not_found',
    suggestion: 'Did you mean "workflow:late-delivery"?',
  });
});

test('no agent throws a switch, and who may not release is told who may', async () => {
  const agent = { type: 'agent' as const, id: 'rules', version: '1' };
  const given = { switch: 'all', because: '', how: 'api' as const };
  await expect(throwSwitch(business.wired.world, agent, given)).rejects.toMatchObject({ code: 'forbidden' });
  await thrown('all');
  await expect(release('all', business.person('support'))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await listSwitches(business.database.pool, business.workspace)).toHaveLength(1);
});

test('what is not stopped cannot be released', async () => {
  await expect(release('system:shop')).rejects.toMatchObject({
    code: 'conflict',
    suggestion: 'Nothing is stopped.',
  });
});

test('a drill stops nothing, counts what a throw would have stopped, and anybody may end it', async () => {
  await thrown('workflow:late-delivery', { drill: true });
  expect((await business.advance(await asks())).status).toBe('closed');
  expect(await listSwitches(business.database.pool, business.workspace)).toMatchObject([
    { name: 'drill:workflow:late-delivery', drill: true, waiting: 1 },
  ]);
  expect(await business.wired.world.switches()).toEqual([]);
  const over = await release('drill:workflow:late-delivery', business.person('support'));
  expect(over.says).toMatch(/^The drill of .* is over\.$/);
});

test('looking at a throw beforehand shows what is open and what was done lately', async () => {
  const seen = await drill(business.database.pool, business.workspace, 'write:shop.reply', business.now());
  expect(seen.last_day).toBeGreaterThan(0);
  expect(seen.in_flight).toEqual([]);
  expect(seen.says).toMatch(/^Nothing was stopped\. A throw of “.*” would hold \d+ open cases/);
});

test('people are told of a throw and of a release, in words', async () => {
  await thrown('workflow:late-delivery');
  await release('workflow:late-delivery');
  const { rows } = await business.database.pool.query<{ says: string; workflow: string }>(
    'select says, workflow from notices order by at desc, id desc limit 2',
  );
  const { label } = business.workspace.workflows['late-delivery'] ?? { label: '' };
  expect(rows.map(({ says }) => says).sort()).toEqual(
    [
      `${owner.name} released ${label}: put right.`,
      `${business.person('support').name} stopped ${label}: wrong answers go out.`,
    ].sort(),
  );
  expect(rows.map(({ workflow }) => workflow)).toEqual(['late-delivery', 'late-delivery']);
});

test('a release that comes while a case is coming to rest is seen by the case itself', async () => {
  await thrown('all');
  const id = await asks();
  const { world } = business.wired;
  const real = world.switches.bind(world);
  // The switches are looked at after the case has come to rest: by then the release is done.
  world.switches = async () => {
    const { rows } = await business.database.pool.query("select from cases where status = 'stopped'");
    if (rows.length > 0 && (await real()).length > 0) await release('all');
    return real();
  };
  try {
    expect((await business.advance(id)).status).toBe('closed');
  } finally {
    world.switches = real;
  }
});
