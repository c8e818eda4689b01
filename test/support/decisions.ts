import type { Pool } from 'pg';
import type { DecisionRow } from '../../src/log/schema.ts';

const MINUTE_MS = 60_000;

/** A decision as a row holds it: of the agent, approved as planned and closed after five minutes, but for `change`. */
export function decisionRow(number: number, at: Date, change: Partial<DecisionRow> = {}): DecisionRow {
  const time = (minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS).toISOString();
  return {
    id: `c${number}.1`,
    case_id: `c${number}`,
    workflow: 'refunds',
    at: time(0),
    planned_at: time(-1),
    stage: 'act',
    cohort: 'agent',
    kind: 'late',
    agent: 'rules',
    agent_version: '1',
    planned: 'give_back',
    decided: 'give_back',
    how: 'approved',
    agreed: true,
    changed: '[]',
    conflict: false,
    failed: false,
    reworked: false,
    opened_at: time(-5),
    closed_at: time(0),
    money_minor: null,
    money_currency: null,
    ...change,
  };
}

/** Puts rows of `decisions` as an append would. */
export async function putDecisions(pool: Pool, rows: DecisionRow[]): Promise<void> {
  const appends = rows.map(() => 1);
  await pool.query('select put_decisions($1::json, $2, array[1])', [JSON.stringify(rows), appends]);
}
