import type { Pool } from 'pg';
import { KIND_PATH, type DecidedCase } from '../../evidence/mining/index.ts';

/** The newest decisions that a look goes through. */
export const DECIDED_MAX = 10_000;

/** A decided round with a plan, as conditions are held against it, and what else is told of it. */
export interface DecidedRound extends DecidedCase {
  caseId: string;
  agentVersion: string;
  /** The kind that a person found it to be. */
  kind: string;
  at: Date;
  /** They changed something, be it only an input. */
  isChanged: boolean;
  /** What of it: `play`, `kind`, `inputs.amount`. */
  changed: string[];
  conflict: boolean;
  reworked: boolean;
  money: { minor: number; currency: string } | null;
  handlingMs: number | null;
  /** Decided without a plan before them: what is told as planned is what the table in force would have planned. */
  isPast: boolean;
  /** Of such a case: the inputs that it would have filled in. */
  inputs?: Record<string, unknown>;
}

interface Stored {
  id: string;
  case_id: string;
  at: Date;
  agent: string;
  agent_version: string;
  planned: string;
  planned_kind: string | null;
  kind: string;
  agreed: boolean;
  changed: string;
  conflict: boolean;
  reworked: boolean;
  money_minor: string | null;
  money_currency: string | null;
  handling_ms: string | null;
  text: string;
  fields: string;
  labels: string;
}

/**
 * The newest rounds of a workflow in which people could compare an agent's plan with what they decided, each with the
 * declared values and words that they decided on, oldest first. Decisions that broke the policy of their day count for
 * nothing here either. `$1 .` to `$1 /` are the labels of one case: their ids are `<case>.<version>`.
 */
export async function readDecided(pool: Pool, workflow: string, since?: Date): Promise<DecidedRound[]> {
  const { rows } = await pool.query<Stored>({
    name: 'decided-rounds',
    text: `select d.id, d.case_id, d.at, d.agent, d.agent_version, d.planned, d.planned_kind, d.kind, d.agreed, d.changed,
        d.conflict, d.reworked, d.money_minor, d.money_currency, d.handling_ms, l.text, l.fields, l.labels
      from decisions d
      join lateral (
        select id, text, fields, labels from labels
        where id > d.case_id || '.' and id < d.case_id || '/'
        order by abs(extract(epoch from at - d.at)) limit 1
      ) l on true
      left join precedents p on p.id = l.id
      where d.workflow = $1 and d.planned is not null and d.agreed is not null and d.at is not null
        and (p.id is null or p.verdict = 'keep') and ($3::timestamptz is null or d.at >= $3)
      order by d.at desc, d.id desc limit $2`,
    values: [workflow, DECIDED_MAX, since?.toISOString() ?? null],
  });
  return rows.toReversed().map(roundOf);
}

function roundOf(row: Stored): DecidedRound {
  const labels = JSON.parse(row.labels) as { kind?: string; play?: string };
  const fields = JSON.parse(row.fields) as DecidedRound['fields'];
  const { money_minor: minor, money_currency: currency } = row;
  return {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    agent: row.agent,
    agentVersion: row.agent_version,
    planned: row.planned,
    decided: row.agreed ? row.planned : (labels.play ?? null),
    kind: labels.kind ?? row.kind,
    fields: { ...fields, [KIND_PATH]: row.planned_kind ?? row.kind },
    text: row.text.toLowerCase(),
    isChanged: !row.agreed,
    changed: JSON.parse(row.changed) as string[],
    conflict: row.conflict,
    reworked: row.reworked,
    money: minor === null || currency === null ? null : { minor: Number(minor), currency },
    handlingMs: row.handling_ms === null ? null : Number(row.handling_ms),
    isPast: false,
  };
}
