import type { Pool } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import { type BatchResult, type Ready, type RuledUnder, sendBatch } from './batch.ts';
import type { BoundaryRow, Gate, RolloutRow } from './schema.ts';
import { asJson, count, type Counted, nameOf, nothing, type Scope, scopesOf, shown } from './scopes.ts';

/** Of two versions in one batch neither can be the expected one: each is held against what is in force. */
const NO_VERSION = -1;
const NO_TEXT = '';

export interface GatedResult extends BatchResult {
  refused: Map<number, unknown>;
  /** Rechecks that threw. */
  failed: Map<number, unknown>;
}

/** What an open gate shows. `rollouts` and `boundaries` are absent where all are those that were ruled under. */
interface Seen {
  scopes: Map<string, { scope: Scope; used: Counted }>;
  thrown: string[];
  rollouts?: Record<string, RolloutRow>;
  boundaries?: Record<string, BoundaryRow>;
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
      in_force: Record<string, BoundaryRow>;
      versions: Record<string, number>;
    }>({
      name: 'log-gate',
      text: 'select * from open_gate($1::json, $2::timestamptz, $3::text[], $4::text[])',
      values: [
        asJson(scopes),
        now.toISOString(),
        batch.map((ready) => ready.append.stream),
        Object.keys(expectedOf(batch)),
      ],
    });
    const [row] = rows;
    const seen: Seen = {
      scopes: new Map(
        scopes.map((scope, index) => [nameOf(scope), { scope, used: row?.used?.[index] ?? nothing() }]),
      ),
      thrown: row?.thrown ?? [],
      rollouts: row?.rolled_out ?? {},
      boundaries: row?.in_force ?? {},
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
 * roll-outs and boundaries that they were ruled under, and the database refuses the batch if either is not so. Undefined then: a
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
  const sent = await sendBatch(pool, ready, { unlessThrown: expectedOf(ready) });
  if (sent.thrown) return undefined;
  addSent(result, sent, passed);
  return result;
}

/** What the intents of each workflow were ruled under. */
function expectedOf(batch: Ready[]): Record<string, RuledUnder> {
  const expected: Record<string, RuledUnder> = {};
  for (const { append } of batch) {
    const { rollout, boundary } = append.gate ?? {};
    if (rollout) {
      const under = (expected[rollout.workflow] ??= {});
      under.version = same(under.version, rollout.version, NO_VERSION);
    }
    if (boundary) {
      const under = (expected[boundary.workflow] ??= {});
      under.boundary = same(under.boundary, boundary.boundary, NO_TEXT);
      under.file = same(under.file, boundary.file, NO_TEXT);
    }
  }
  return expected;
}

function same<T>(before: T | undefined, now: T, neither: T): T {
  return before === undefined || before === now ? now : neither;
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
    const reason = gate.recheck({ used, switches: seen.thrown, ...inForce(gate, seen) });
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

function inForce({ rollout, boundary }: Gate, { rollouts, boundaries }: Seen) {
  return {
    ...(rollout && rollouts ? { rollout: rollouts[rollout.workflow] ?? null } : {}),
    ...(boundary && boundaries ? { boundary: boundaries[boundary.workflow] ?? null } : {}),
  };
}

function allScopes(batch: Ready[]): Scope[] {
  const scopes = batch.flatMap(({ append }) => (append.gate?.budget ? scopesOf(append.gate.budget) : []));
  return [...new Map(scopes.map((scope) => [nameOf(scope), scope])).values()];
}
