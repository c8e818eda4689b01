import type { Pool } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import { type BatchResult, type Ready, sendBatch } from './batch.ts';
import type { ActionRow, Gate } from './schema.ts';

type Budget = NonNullable<Gate['budget']>;
/** Sums in minor units of the scope's currency. */
interface Used {
  count_last_hour: number;
  count_today: number;
  sum_last_hour: number;
  sum_today: number;
}

/** ISO 4217 for "no currency": what an append without a budget sees. */
const NO_CURRENCY = 'XXX';
/** Statuses that count against a budget; `failed` and `undone` give it back. */
const COUNTED = new Set<ActionRow['status']>(['intended', 'done', 'unknown']);

export interface GatedResult extends BatchResult {
  refused: Map<number, unknown>;
  /** Rechecks that threw. */
  failed: Map<number, unknown>;
}

/**
 * Sends a batch of gated appends in one transaction. The budgets are locked, every recheck sees what is used
 * including what the appends before it in the batch take, and those that say no are left out.
 */
export async function sendGated(pool: Pool, batch: Ready[], now: Date): Promise<GatedResult> {
  const scopes = scopesOf(batch);
  const quick = scopes.length === 0 ? await sendUnlessThrown(pool, batch) : undefined;
  if (quick) return quick;
  return withTransaction(pool, async (client) => {
    const { rows } = await client.query<{
      used: Used[] | null;
      thrown: string[];
      versions: Record<string, number>;
    }>({
      name: 'log-gate',
      text: 'select * from open_gate($1::json, $2::timestamptz, $3::text[])',
      values: [
        JSON.stringify(scopes.map((scope) => ({ ...scope, time_zone: scope.timeZone }))),
        now.toISOString(),
        batch.map((ready) => ready.append.stream),
      ],
    });
    const seen = rows[0];
    const used = new Map(scopes.map((scope, index) => [nameOf(scope), seen?.used?.[index] ?? nothing()]));
    const result: GatedResult = { won: new Map(), taken: new Map(), refused: new Map(), failed: new Map() };
    const passed: number[] = [];
    for (const [index, ready] of batch.entries()) {
      // One that has lost its race already must not spend what the ones behind it could.
      if ((seen?.versions[ready.append.stream] ?? 0) !== ready.append.expected) continue;
      if (pass(ready, index, scopes, used, seen?.thrown ?? [], result)) passed.push(index);
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
 * Where no budget is counted, one statement does it: the rechecks are asked with no switch thrown, and the database
 * refuses the batch if one is. Undefined then: a recheck must see it.
 */
async function sendUnlessThrown(pool: Pool, batch: Ready[]): Promise<GatedResult | undefined> {
  const result: GatedResult = { won: new Map(), taken: new Map(), refused: new Map(), failed: new Map() };
  const passed = [...batch.keys()].filter((index) => {
    const ready = batch[index];
    return ready !== undefined && pass(ready, index, [], new Map(), [], result);
  });
  if (passed.length === 0) return undefined;
  const ready = passed.flatMap((index) => batch[index] ?? []);
  const sent = await sendBatch(pool, ready, { unlessThrown: true });
  if (sent.thrown) return undefined;
  addSent(result, sent, passed);
  return result;
}

/** Answers of those that passed, under their places in the whole batch. */
function addSent(result: GatedResult, sent: BatchResult, passed: number[]): void {
  for (const [at, positions] of sent.won) result.won.set(passed[at] ?? at, positions);
  for (const [at, taken] of sent.taken) result.taken.set(passed[at] ?? at, taken);
}

function pass(
  ready: Ready,
  index: number,
  scopes: Budget[],
  used: Map<string, Used>,
  switches: string[],
  result: GatedResult,
): boolean {
  const { gate, rows } = ready.append;
  if (!gate) return true;
  try {
    const reason = gate.recheck({ used: shown(gate.budget, used), switches, rollout: null });
    if (reason !== null) {
      result.refused.set(index, reason);
      return false;
    }
  } catch (error) {
    result.failed.set(index, error);
    return false;
  }
  for (const action of rows?.actions ?? []) for (const scope of scopes) count(action, scope, used);
  return true;
}

function count(action: ActionRow, scope: Budget, used: Map<string, Used>): void {
  const sofar = used.get(nameOf(scope));
  if (
    !sofar ||
    action.workflow !== scope.workflow ||
    action.write !== scope.write ||
    !COUNTED.has(action.status)
  )
    return;
  sofar.count_last_hour += 1;
  sofar.count_today += 1;
  if (action.money_currency !== scope.currency) return;
  sofar.sum_last_hour += action.money_minor ?? 0;
  sofar.sum_today += action.money_minor ?? 0;
}

function shown(budget: Budget | undefined, used: Map<string, Used>): Parameters<Gate['recheck']>[0]['used'] {
  const seen = (budget && used.get(nameOf(budget))) ?? nothing();
  const currency = budget?.currency ?? NO_CURRENCY;
  return {
    count_last_hour: seen.count_last_hour,
    count_today: seen.count_today,
    sum_last_hour: { minor: seen.sum_last_hour, currency },
    sum_today: { minor: seen.sum_today, currency },
  };
}

function scopesOf(batch: Ready[]): Budget[] {
  const budgets = batch.flatMap((ready) => ready.append.gate?.budget ?? []);
  return [...new Map(budgets.map((budget) => [nameOf(budget), budget])).values()];
}

function nameOf(budget: Budget): string {
  return JSON.stringify([budget.workflow, budget.write, budget.timeZone, budget.currency]);
}

function nothing(): Used {
  return { count_last_hour: 0, count_today: 0, sum_last_hour: 0, sum_today: 0 };
}
