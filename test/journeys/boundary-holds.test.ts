import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { append, made, personActor } from '../../src/authority/changes/change.ts';
import { digestOfFile } from '../../src/authority/changes/file_stand.ts';
import { workflowStream } from '../../src/authority/schema.ts';
import { advance, decide, intake, load, propose, undo, type World } from '../../src/flow/index.ts';
import { publish } from '../../src/runtime/publish.ts';
import { boundaryPath, pathOf } from '../../src/workspace/overlay.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, openWorld, type Shop } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { BOT, withGateway } from '../support/proposing.ts';

const NAME = 'refunds';
const BOUNDARY = boundaryPath(NAME);
const WORKFLOW = pathOf(NAME, 'workflow.yaml');
const OLD = FILES[BOUNDARY]!.replace(
  'rules:\n',
  'rules:\n  - {id: back, on: shop.void_refund, effect: allow}\n',
);
const FORBIDDEN = OLD.replace('rules:\n', 'rules:\n  - {id: stop, on: shop.refund, effect: deny}\n');
const WIDER = OLD.replace('auto_max: {money: 10.00', 'auto_max: {money: 12.00');
const SOME_TIME_MS = 500;

let database: FreshDatabase;
let shop: Shop;
let files: Record<string, string>;
/** A process that has the first boundary for good, and one that has what is in force. */
let stale: World;
let level: World;
let current: Workspace;
let waited = 0;
let orders = 0;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  database = await freshDatabase();
  shop.refunds.clear();
  files = { ...withGateway(), [BOUNDARY]: OLD };
  const first = acme(shop.address, files);
  current = first;
  const now = () => new Date(Date.now() + waited);
  stale = { ...openWorld(database.pool, first), now };
  level = { ...openWorld(database.pool, first), now, workspace: () => current };
  await publish(level.log, first, now);
  return () => database.drop();
});

/** Another text of the boundary, or of the workflow's file, comes into force; only `level` has loaded it. */
async function putInForce(text: string, file = BOUNDARY): Promise<void> {
  const before = current.workflows[NAME]!;
  files = { ...files, [file]: text };
  const after = acme(shop.address, files);
  const changed =
    file === BOUNDARY
      ? { base: before.boundary.version, boundary: after.workflows[NAME]!.boundary.version }
      : { file: 'workflow.yaml', base: '', digest: digestOfFile('workflow.yaml', text) };
  const kind = file === BOUNDARY ? 'boundary.changed' : 'file.changed';
  const entry = made(level, personActor(mara()), kind, { ...changed, text, because: 'We try it.' });
  await append(level, before, await level.log.read(workflowStream(NAME)), [entry]);
  current = after;
}

const mara = () => current.people.find(({ id }) => id === 'mara')!;
const paid = () => shop.refunds.size;
const version = () => current.workflows[NAME]!.boundary.version;

async function asked(euros: number): Promise<string> {
  const fields = { order: String(euros), email: `ida${++orders}@example.org`, message: 'Where is it?' };
  const event = { source: 'web', source_id: `m${orders}`, received_at: stale.now(), fields };
  return (await intake(stale, NAME, event)).case;
}

async function say(id: string): Promise<void> {
  const { review, plan } = await load(level, id);
  await decide(stale, mara(), review!.id, { plan: plan!.digest, decision: 'approve' });
}

/** It waits for a moment, and then a process with what is in force takes it up. */
async function later(id: string) {
  waited += SOME_TIME_MS;
  return advance(level, id);
}

async function intended(id: string) {
  return (await level.log.read(`case/${id}`)).filter(({ kind }) => kind === 'action.intended');
}

test('what is allowed under the old text only is not done, and is ruled under the new one where that is loaded', async () => {
  const id = await asked(5);
  await putInForce(FORBIDDEN);
  const waits = await advance(stale, id);
  expect(waits.notes.at(-1)?.says).toBe(
    'Other rules of Refunds came into force, so it is held against those.',
  );
  expect(waits).toMatchObject({ actions: [], status: 'open' });
  expect(paid()).toBe(0);
  expect((await advance(stale, id)).version).toBe(waits.version);
  expect(await later(id)).toMatchObject({ actions: [], ruling: { effect: 'deny', boundary: version() } });
  expect(paid()).toBe(0);
});

test('what both texts allow is done once a process has the new one, under a ruling that names it', async () => {
  const id = await asked(5);
  await putInForce(WIDER);
  await advance(stale, id);
  expect(await later(id)).toMatchObject({ status: 'closed', ruling: { boundary: version() } });
  expect(paid()).toBe(1);
  expect(await intended(id)).toMatchObject([{ body: { boundary: version() } }]);
});

test('a yes that was given under the old text counts as far as the new one goes', async () => {
  const [one, other] = [await asked(15), await asked(16)];
  await advance(stale, one);
  await say(one);
  await putInForce(WIDER);
  await advance(stale, one);
  expect(await intended(one)).toEqual([]);
  expect(await later(one)).toMatchObject({ status: 'closed' });
  expect(await intended(one)).toMatchObject([{ body: { boundary: version() } }]);
  await advance(level, other);
  const { review, plan } = await load(level, other);
  await decide(level, mara(), review!.id, { plan: plan!.digest, decision: 'approve' });
  await putInForce(FORBIDDEN);
  await advance(stale, other);
  expect(await later(other)).toMatchObject({ actions: [], review: { status: 'open' } });
  expect(paid()).toBe(1);
});

test('taking back waits for the boundary in force as well', async () => {
  const id = await asked(5);
  await advance(stale, id);
  const { actions } = await load(stale, id);
  await putInForce(WIDER);
  await undo(stale, mara(), id, actions[0]!.key);
  await advance(stale, id);
  expect(await intended(id)).toHaveLength(1);
  await later(id);
  expect(await intended(id)).toMatchObject([{}, { body: { undoes: actions[0]!.key, boundary: version() } }]);
});

test('a call of an agent from outside is held until a process has the boundary in force', async () => {
  const args = { order_id: '7', amount: { minor: 700, currency: 'EUR' } };
  const what = { actions: [{ write: 'shop.refund', args }] };
  await putInForce(WIDER);
  const answer = await propose(stale, { workflow: NAME, agent: BOT, what });
  expect(answer.status).toBe('waiting');
  expect(paid()).toBe(0);
  await later(answer.case);
  expect(await propose(level, { workflow: NAME, agent: BOT, what })).toMatchObject({
    status: 'done',
    joined: true,
  });
  expect(paid()).toBe(1);
});

test('another workflow.yaml holds intents like another boundary', async () => {
  const id = await asked(5);
  await putInForce(`${files[WORKFLOW]!}anomalies: off\n`, WORKFLOW);
  await advance(stale, id);
  expect(await intended(id)).toEqual([]);
  expect(await later(id)).toMatchObject({ status: 'closed' });
  expect(paid()).toBe(1);
});
