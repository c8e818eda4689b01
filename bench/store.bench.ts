// A real web shop behind HTTP: 500 requests performed through Remit's actions must leave its data as its own tools do.
import { advance, decide, handle, intake, type CaseState } from '../src/flow/index.ts';
import { digestOf, readStore, type Request, type Store } from './store/data.ts';
import { startStore } from './store/service.ts';
import { ToolError, TOOLS } from './store/tools.ts';
import { openBench, type Bench } from './real/open.ts';

type Call = Request['actions'][number];

const KINDS: Record<string, string> = {
  cancel: 'cancel',
  modify: 'change',
  return: 'return',
  exchange: 'exchange',
};

const folder = process.env['REMIT_DATA'];
const found = folder === undefined ? undefined : readStore(folder);
if (!found) {
  console.log('Skipped: set REMIT_DATA to the folder that holds store/ to run this bench.');
} else {
  checkTools(found.store, found.requests);
  await throughRemit(found.store, found.requests);
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
      const says = callDirectly(copy, call);
      // A few long answers were cut off when they were recorded; the changes below hold those calls too.
      const isCut = call.result.endsWith('…');
      if (isCut) cut += 1;
      const meant = call.error ? call.result : isCut ? says : digestOf(JSON.parse(call.result));
      if (says !== meant || says.startsWith('Error') !== call.error)
        wrong.push(`${request.task_id} ${call.name}: ${says}`);
    }
    for (const part of ['users', 'orders'] as const) {
      for (const [id, after] of Object.entries(request.expected_db_changes[part] ?? {})) {
        if (digestOf(copy[part][id]) !== digestOf(after)) wrong.push(`${request.task_id} ${part} ${id}`);
      }
    }
  }
  for (const one of wrong.slice(0, 10)) console.log(`  not as recorded: ${one}`);
  console.log(
    `tools alone: ${requests.length} requests, ${calls} calls, ${wrong.length} answers or changes not as recorded (${cut} answers were recorded cut off)`,
  );
  if (wrong.length > 0) throw new Error('the tools are not the shop’s');
}

function callDirectly(store: Store, call: Call): string {
  try {
    return digestOf(TOOLS[call.name]?.(store, call.arguments));
  } catch (error) {
    if (error instanceof ToolError) return `Error: ${error.message}`;
    throw error;
  }
}

/** The same calls in the same order on two copies: one directly, one as plans that people made, through Remit. */
async function throughRemit(store: Store, requests: Request[]): Promise<void> {
  const direct = structuredClone(store);
  const behind = structuredClone(store);
  const calls = requests.flatMap((request) => request.actions.map((call, at) => ({ request, call, at })));
  const refused = calls.filter(({ call }) => callDirectly(direct, call).startsWith('Error')).length;
  const service = await startStore(behind);
  const bench = await openBench('web-shop', 'requests', { env: { STORE_URL: service.url } });
  const began = performance.now();
  const ends: Record<string, number> = {};
  for (const { request, call, at } of calls) {
    const state = await performCall(bench, request, call, at);
    for (const { status } of state.actions) ends[status] = (ends[status] ?? 0) + 1;
  }
  const seconds = (performance.now() - began) / 1000;
  const twice = [...service.keys.values()].filter((count) => count > 1).length;
  const { rows } = await bench.pool.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from cases group by 1',
  );
  console.log(`through Remit: ${calls.length} calls, each its own case, in ${seconds.toFixed(1)} s`);
  console.log(
    `  actions: ${sayCounts(ends)}; the shop refused ${refused} when asked directly; ${twice} keys sent twice`,
  );
  console.log(`  cases: ${rows.map(({ status, n }) => `${n} ${status}`).join(', ')}`);
  const [one, other] = [digestOf(direct), digestOf(behind)];
  console.log(
    `  shop called directly ${one.slice(0, 16)}, behind Remit ${other.slice(0, 16)}: ${one === other ? 'equal' : 'NOT EQUAL'}`,
  );
  console.log(`  untouched data ${digestOf(store).slice(0, 16)}`);
  await bench.stop();
  await service.stop();
  if (one !== other || (ends['failed'] ?? 0) !== refused)
    throw new Error('the shop’s data is not as its tools leave it');
}

/** A request arrives, a person says what is to be done, it is ruled, done, and the case is closed. */
async function performCall(bench: Bench, request: Request, call: Call, at: number): Promise<CaseState> {
  const { world } = bench.wired;
  const [person] = bench.workspace.people;
  if (!person) throw new Error('nobody works here');
  const name = `${request.task_id}.${at + 1}`;
  const fields = { request: name, user_id: request.user_id, message: request.instruction };
  const event = { source: 'bench', source_id: name, received_at: world.now(), fields };
  const arrived = await intake(world, 'requests', event);
  const held = await advance(world, arrived.case);
  if (!held.review || !held.plan) throw new Error(`${name} was not held: ${held.status}`);
  const kind = KINDS[call.name.split('_')[0] ?? ''] ?? 'unclear';
  const edit = { kind, play: call.name, inputs: call.arguments };
  await decide(world, person, held.review.id, { plan: held.plan.digest, decision: 'edit', ...edit });
  const state = await advance(world, arrived.case);
  if (state.status === 'closed') return state;
  await handle(world, person, state.id, {
    kind,
    play: null,
    outcome: 'failed',
    note: 'The shop refused it.',
  });
  return state;
}

function sayCounts(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
