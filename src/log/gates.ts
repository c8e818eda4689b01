import type { Pool } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import { type BatchResult, type Ready, sendBatch } from './batch.ts';
import type { RolloutRow } from './schema.ts';
import { asJson, count, type Counted, nameOf, nothing, type Scope, scopesOf, shown } from './scopes.ts';

/** Of two versions in one batch neither can be the expected one: each is held against what is in force. */
const NO_VERSION = -1;

export interface GatedResult extends BatchResult {
  refused: Map<number, unknown>;
  /** Rechecks that threw. */
  failed: Map<number, unknown>;
}

/** What an open gate shows. `rollouts` is absent where every roll-out is the one that was ruled under. */
interface Seen {
  scopes: Map<string, { scope: Scope; used: Counted }>;
  thrown: string[];
  rollouts?: Record<string, RolloutRow>;
}

/**
 * Sends a batch of gated appends in one transaction. The budgets are locked, every recheck sees what is used
 * including what the appends before it in the batch take, and those that say no are left out.
 */
export async function sendGated(pool: Pool, batch: Ready[], now: Date): Promise<GatedResult> {
  const scopes = allScopes(batch);
  const quick = scopes.length === 0 ? await sendUnlessThrown(pool, batch) : undefined;
  if (quick) return quick;
  return withTransaction(pool, async (client) => {
    const { rows } = await client.query<{
      used: Counted[] | null;
      thrown: string[];
      rolled_out: Record<string, RolloutRow>;
      versions: Record<string, number>;
    }>({
      name: 'log-gate',
      text: 'select * from open_gate($1::json, $2::timestamptz, $3::text[], $4::text[])',
      values: [
        asJson(scopes),
        now.toISOString(),
        batch.map((ready) => ready.append.stream),
        Object.keys(expectedRollouts(batch)),
      ],
    });
    const [row] = rows;
    const seen: Seen = {
      scopes: new Map(
        scopes.map((scope, index) => [nameOf(scope), { scope, used: row?.used?.[index] ?? nothing() }]),
      ),
      thrown: row?.thrown ?? [],
      rollouts: row?.rolled_out ?? {},
    };
    const result: GatedResult = { won: new Map(), taken: new Map(), refused: new Map(), failed: new Map() };
    const passed: number[] = [];
    for (const [index, ready] of batch.entries()) {
      // One that has lost its race already must not spend what the ones behind it could.
      if ((row?.versions[ready.append.stream] ?? 0) !== ready.append.expected) continue;
      if (pass(ready, index, seen, result)) passed.push(index);
    }
    if (passed.length === 0) return result;
    const sent = await sendBatch(
      client,
      passed.flatMap((index) => batch[index] ?? []),
    );
    addSent(result, sent, passed);
    return result;
  });
}

/**
 * Where no budget is counted, one statement does it: the rechecks are asked with no switch thrown and under the
 * roll-outs that they were ruled under, and the database refuses the batch if either is not so. Undefined then: a
 * recheck must see it.
 */
async function sendUnlessThrown(pool: Pool, batch: Ready[]): Promise<GatedResult | undefined> {
  const result: GatedResult = { won: new Map(), taken: new Map(), refused: new Map(), failed: new Map() };
  const nothingThrown: Seen = { scopes: new Map(), thrown: [] };
  const passed = [...batch.keys()].filter((index) => {
    const ready = batch[index];
    return ready !== undefined && pass(ready, index, nothingThrown, result);
  });
  if (passed.length === 0) return undefined;
  const ready = passed.flatMap((index) => batch[index] ?? []);
  const sent = await sendBatch(pool, ready, { unlessThrown: expectedRollouts(ready) });
  if (sent.thrown) return undefined;
  addSent(result, sent, passed);
  return result;
}

/** The version of each workflow's roll-out that its intents were ruled under. */
function expectedRollouts(batch: Ready[]): Record<string, number> {
  const expected: Record<string, number> = {};
  for (const { append } of batch) {
    const ruled = append.gate?.rollout;
    if (!ruled) continue;
    const other = expected[ruled.workflow] ?? ruled.version;
    expected[ruled.workflow] = other === ruled.version ? ruled.version : NO_VERSION;
  }
  return expected;
}

/** Answers of those that passed, under their places in the whole batch. */
function addSent(result: GatedResult, sent: BatchResult, passed: number[]): void {
  for (const [at, positions] of sent.won) result.won.set(passed[at] ?? at, positions);
  for (const [at, taken] of sent.taken) result.taken.set(passed[at] ?? at, taken);
}

function pass({ append }: Ready, index: number, seen: Seen, result: GatedResult): boolean {
  const { gate, rows } = append;
  if (!gate) return true;
  try {
    const used = shown(gate.budget, (scope) => seen.scopes.get(nameOf(scope))?.used);
    const inForce =
      gate.rollout && seen.rollouts ? { rollout: seen.rollouts[gate.rollout.workflow] ?? null } : {};
    const reason = gate.recheck({ used, switches: seen.thrown, ...inForce });
    if (reason !== null) {
      result.refused.set(index, reason);
      return false;
    }
  } catch (error) {
    result.failed.set(index, error);
    return false;
  }
  for (const action of rows?.actions ?? [])
    for (const { scope, used } of seen.scopes.values()) count(action, scope, used);
  return true;
}

function allScopes(batch: Ready[]): Scope[] {
  const scopes = batch.flatMap(({ append }) => (append.gate?.budget ? scopesOf(append.gate.budget) : []));
  return [...new Map(scopes.map((scope) => [nameOf(scope), scope])).values()];
}
