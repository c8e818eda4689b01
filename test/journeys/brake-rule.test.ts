import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listSwitches } from '../../src/authority/brake/report.ts';
import { releaseSwitch } from '../../src/authority/brake/switches.ts';
import { advance, intake, type CaseState } from '../../src/flow/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, type Shop } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

const WORKFLOW = 'workflows/refunds/workflow.yaml';
const BOUNDARY = `boundary: refunds
limits:
  auto_max: {money: 10.00 EUR, ceiling: 50.00 EUR}
  flood:    {count: 3}
rules:
  - {id: once, on: shop.refund, effect: approve, when: budget.customer.count_today + 1 > 1, because: one refund a day is enough}
  - {id: flood, on: shop.refund, effect: deny, when: budget.workflow.count_last_hour + 1 > limits.flood, brake: workflow, because: nobody refunds that often}
  - {id: small, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}
otherwise: approve
approve:
  - {role: manager}
`;

let database: FreshDatabase;
let shop: Shop;
let workspace: Workspace;
let wired: Wired;
let customers = 0;

beforeAll(async () => {
  shop = await openShop();
  const workflow = `${FILES[WORKFLOW] ?? ''}customer: "{{event.email}}"\nanomalies: off\n`;
  workspace = acme(shop.address, { [WORKFLOW]: workflow, 'workflows/refunds/boundary.yaml': BOUNDARY });
});
afterAll(() => shop.close());
beforeEach(async () => {
  database = await freshDatabase();
  wired = await wire({ pool: database.pool, url: database.url, workspace: () => workspace, workers: 0 });
  return async () => {
    await wired.close();
    await database.drop();
  };
});

/** A late order of five euros; by default of a customer whom nobody knows. */
async function refund(email = `customer${(customers += 1)}@example.org`): Promise<CaseState> {
  const fields = { order: '5', email, message: `Late again ${(customers += 1)}` };
  const event = { source: 'web', source_id: `m${(customers += 1)}`, received_at: new Date(), fields };
  // Another subject each time, so that they are cases of their own.
  const opened = await intake(wired.world, 'refunds', {
    ...event,
    fields: { ...fields, order: String(customers % 9 || 9) },
  });
  return advance(wired.world, opened.case);
}
const thrown = () => listSwitches(database.pool, workspace);

test('a budget for each customer is counted over their cases, whoever writes it how', async () => {
  expect((await refund('ida@example.org')).status).toBe('closed');
  const second = await refund(' Ida@Example.org ');
  expect(second.status).toBe('held');
  expect(second.review?.says).toBe(
    'This would be action number 2 for this customer today, above 1: one refund a day is enough',
  );
  expect((await refund('max@example.org')).status).toBe('closed');
});

test('a rule that is met stops the whole workflow, tells people why, and is met again after a release', async () => {
  for (let at = 0; at < 3; at++) expect((await refund()).status).toBe('closed');
  expect(await thrown()).toEqual([]);
  const fourth = await refund();
  expect(fourth.ruling?.effect).toBe('deny');
  const [stopped] = await thrown();
  expect(stopped).toMatchObject({ name: 'workflow:refunds', by: 'A rule' });
  expect(stopped?.because).toMatch(
    /^flood: This would be action number 4 in this workflow in the last hour, above the limit “flood” of 3/,
  );
  const { rows } = await database.pool.query<{ says: string }>('select says from notices');
  expect(rows[0]?.says).toMatch(/^A rule stopped Refunds: flood: /);
  // Thrown once, however many cases meet it.
  await refund();
  expect(await thrown()).toHaveLength(1);
  const owner = workspace.people[0] as Person;
  await releaseSwitch(wired.world, database.pool, owner, { switch: 'workflow:refunds', because: 'looked' });
  await refund();
  expect(await thrown()).toHaveLength(1);
});

test('a rule that is met only in the transaction of the intent stops it there, and the brake is thrown at once', async () => {
  const used = wired.world.used.bind(wired.world);
  // Nothing was used as far as this worker could see; others have acted since.
  wired.world.used = async (scope) => {
    const seen = await used(scope);
    const none = { ...seen, count_last_hour: 0, count_today: 0 };
    return { ...seen, ...none, customer: none, workflow: none };
  };
  for (let at = 0; at < 3; at++) await refund();
  const fourth = await refund();
  expect(fourth.actions).toEqual([]);
  expect(fourth.ruling).toMatchObject({ effect: 'deny', again: true });
  expect(await thrown()).toMatchObject([{ name: 'workflow:refunds' }]);
  const after = await refund();
  expect(after).toMatchObject({ stoppedBy: 'workflow:refunds', actions: [] });
});
