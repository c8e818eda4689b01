import type { Pool } from 'pg';
import { KIND_PATH, type DecidedCase } from '../../evidence/mining/index.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { valuesOf, type Values } from './values.ts';

/** The newest decisions that a look goes through. */
export const DECIDED_MAX = 10_000;
/** Of those in which nobody chose a play, whose values no table keeps, so many are read again. */
const REREAD_MAX = 1_000;

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
  subject: string;
  /** Null where nobody chose a play: the plan was rejected, or a person took it over. */
  text: string | null;
  fields: string | null;
  labels: string | null;
}

/**
 * The newest rounds of a workflow in which people could compare an agent's plan with what they decided, each with the
 * declared values and words that they decided on, oldest first; a plan that was rejected or taken over counts as well. Decisions that broke the policy of their day count for
 * nothing here either. `$1 .` to `$1 /` are the labels of one case: their ids are `<case>.<version>`.
 */
export async function readDecided(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
): Promise<DecidedRound[]> {
  const { rows } = await pool.query<Stored>({
    name: 'decided-rounds',
    text: `select d.id, d.case_id, d.at, d.agent, d.agent_version, d.planned, d.planned_kind, d.kind, d.agreed, d.changed,
        d.conflict, d.reworked, d.money_minor, d.money_currency, d.handling_ms, c.subject, l.text, l.fields, l.labels
      from decisions d
      join cases c on c.id = d.case_id
      left join lateral (
        select id, text, fields, labels from labels
        where id > d.case_id || '.' and id < d.case_id || '/'
        order by abs(extract(epoch from at - d.at)) limit 1
      ) l on true
      left join precedents p on p.id = l.id
      where d.workflow = $1 and d.planned is not null and d.agreed is not null and d.at is not null
        and (p.id is null or p.verdict = 'keep')
      order by d.at desc, d.id desc limit $2`,
    values: [workflow.name, DECIDED_MAX],
  });
  const untold = rows.filter(({ fields }) => fields === null).map((row) => row.case_id);
  const read = await valuesOf(world, workflow, [...new Set(untold)].slice(0, REREAD_MAX));
  return rows.toReversed().flatMap((row) => roundOf(row, read.get(row.case_id)));
}

function roundOf(row: Stored, read: Values | undefined): DecidedRound[] {
  const known = row.fields === null ? read : kept(row.fields, row.text ?? '');
  if (!known) return [];
  const labels = JSON.parse(row.labels ?? '{}') as { kind?: string; play?: string };
  const { money_minor: minor, money_currency: currency } = row;
  const round: DecidedRound = {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    agent: row.agent,
    agentVersion: row.agent_version,
    planned: row.planned,
    decided: row.agreed ? row.planned : (labels.play ?? null),
    kind: labels.kind ?? row.kind,
    fields: { ...known.fields, [KIND_PATH]: row.planned_kind ?? row.kind },
    text: known.text,
    subject: row.subject,
    isChanged: !row.agreed,
    changed: JSON.parse(row.changed) as string[],
    conflict: row.conflict,
    reworked: row.reworked,
    money: minor === null || currency === null ? null : { minor: Number(minor), currency },
    handlingMs: row.handling_ms === null ? null : Number(row.handling_ms),
    isPast: false,
  };
  return [round];
}

function kept(fields: string, text: string): Values {
  return { fields: JSON.parse(fields) as Values['fields'], text: text.toLowerCase() };
}
