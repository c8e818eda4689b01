// A real web shop behind HTTP: 500 requests performed through Remit's actions, by a model and through the gateway must
// leave its data as its own tools do.
import { advance, decide, handle, intake } from '../src/flow/index.ts';
import { digestOf, readStore, type Request, type Store } from './store/data.ts';
import { startStore } from './store/service.ts';
import { openBench, type Bench } from './real/open.ts';
import { throughAgents } from './store/agents.ts';
import { callTool } from './store/direct.ts';
import { KINDS } from './store/model.ts';

type Call = Request['actions'][number];

const folder = process.env['REMIT_DATA'];
const found = folder === undefined ? undefined : readStore(folder);
if (!found) {
  console.log('Skipped: set REMIT_DATA to the folder that holds store/ to run this bench.');
} else {
  checkTools(found.store, found.requests);
  await throughRemit(found.store, found.requests);
  await throughAgents(found.store, found.requests);
}

/** Holds the tools against what was recorded: each request on untouched data, every answer and every change. */
function checkTools(store: Store, requests: Request[]): void {
  let calls = 0;
  let cut = 0;
  const wrong: string[] = [];
  for (const request of requests) {
    const copy = structuredClone(store);
    for (const call of request.actions) {
      calls += 1;
      const { says } = callTool(copy, call);
      // A few long answers were cut off when they were recorded; the changes below hold those calls too.
      const isCut = call.result.endsWith('…');
      if (isCut) cut += 1;
      const meant = call.error ? call.result : isCut ? says : digestOf(JSON.parse(call.result));
      if (says !== meant || says.startsWith('Error') !== call.error)
        wrong.push(`${request.task_id} ${call.name}: ${says}`);
    }
    if (!isAsRecorded(copy, request)) wrong.push(`${request.task_id} leaves other data`);
  }
  for (const one of wrong.slice(0, 10)) console.log(`  not as recorded: ${one}`);
  console.log(
    `tools alone: ${requests.length} requests, ${calls} calls, ${wrong.length} answers or changes not as recorded (${cut} answers were recorded cut off)`,
  );
  if (wrong.length > 0) throw new Error('the tools are not the shop’s');
}

/** Two runs through Remit: every request on untouched data, and all of them one after the other on the same data. */
async function throughRemit(store: Store, requests: Request[]): Promise<void> {
  let behind = structuredClone(store);
  const service = await startStore(() => behind);
  const bench = await openBench('web-shop', 'requests', { env: { STORE_URL: service.url } });
  const began = performance.now();
  let asRecorded = 0;
  const fresh: Record<string, number> = {};
  for (const request of requests) {
    behind = structuredClone(store);
    for (const at of request.actions.keys()) await performCall(bench, request, at, 'fresh', fresh);
    if (isAsRecorded(behind, request)) asRecorded += 1;
  }
  console.log(
    `each request on untouched data: ${asRecorded} of ${requests.length} left the shop as recorded; ${sayCounts(fresh)}`,
  );

  const direct = structuredClone(store);
  behind = structuredClone(store);
  const row: Record<string, number> = {};
  let refused = 0;
  for (const request of requests) {
    for (const [at, call] of request.actions.entries()) {
      if (!callTool(direct, call).ok) refused += 1;
      await performCall(bench, request, at, 'row', row);
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const [one, other] = [digestOf(direct), digestOf(behind)];
  console.log(`all in a row: ${sayCounts(row)}; called directly, the shop refuses ${refused}`);
  console.log(`  digest of the data after direct calls ${one}`);
  console.log(`  digest of the data behind Remit       ${other}: ${one === other ? 'equal' : 'NOT EQUAL'}`);
  await tellCases(bench, service.keys, seconds);
  await bench.stop();
  await service.stop();
  if (one !== other || row['failed'] !== refused || asRecorded < requests.length) {
    throw new Error('the shop’s data is not as its tools leave it');
  }
}

function isAsRecorded(store: Store, request: Request): boolean {
  return (['users', 'orders'] as const).every((part) =>
    Object.entries(request.expected_db_changes[part] ?? {}).every(
      ([id, after]) => digestOf(store[part][id]) === digestOf(after),
    ),
  );
}

async function tellCases(bench: Bench, keys: Map<string, number>, seconds: number): Promise<void> {
  const twice = [...keys.values()].filter((count) => count > 1).length;
  const { rows } = await bench.pool.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from cases group by 1',
  );
  const cases = rows.map(({ status, n }) => `${n} ${status}`).join(', ');
  console.log(
    `cases: ${cases}, one for each call, in ${seconds.toFixed(1)} s; ${keys.size} keys, ${twice} sent twice`,
  );
}

/** A request arrives, a person says what is to be done, it is ruled, done, and the case is closed. */
async function performCall(
  bench: Bench,
  request: Request,
  at: number,
  run: string,
  ends: Record<string, number>,
): Promise<void> {
  const call = request.actions[at] as Call;
  const { world } = bench.wired;
  const [person] = bench.workspace.people;
  if (!person) throw new Error('nobody works here');
  const name = `${run}.${request.task_id}.${at + 1}`;
  const fields = { request: name, user_id: request.user_id, message: request.instruction };
  const event = { source: 'bench', source_id: name, received_at: world.now(), fields };
  const arrived = await intake(world, 'requests', event);
  const held = await advance(world, arrived.case);
  if (!held.review || !held.plan) throw new Error(`${name} was not held: ${held.status}`);
  const kind = KINDS[call.name.split('_')[0] ?? ''] ?? 'unclear';
  const edit = { kind, play: call.name, inputs: call.arguments };
  await decide(world, person, held.review.id, { plan: held.plan.digest, decision: 'edit', ...edit });
  const state = await advance(world, arrived.case);
  for (const { status } of state.actions) ends[status] = (ends[status] ?? 0) + 1;
  if (state.status === 'closed') return;
  await handle(world, person, state.id, {
    kind,
    play: null,
    outcome: 'failed',
    note: 'The shop refused it.',
  });
}

function sayCounts(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
