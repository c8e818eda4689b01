import type { Pool } from 'pg';
import { KIND_PATH, type DecidedCase } from '../../evidence/mining/index.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { valuesOf, type Values } from '../updates/values.ts';

/** Rounds of a time that are looked at, the newest: a week of a busy workflow. */
const ROUNDS_MAX = 5_000;
/** Of those without a decision of a person, which no table keeps the values of, so many are read again. */
const REPLAYED_MAX = 400;

export const CAUSES = ['reworked', 'failed', 'conflict', 'escalated', 'edited'] as const;
export type Cause = (typeof CAUSES)[number];

/** A round of the time, with what went wrong in it, where anything did. */
export interface TimedRound extends DecidedCase {
  caseId: string;
  at: Date;
  kind: string;
  cause: Cause | null;
  /** What happened, so that alike falls together: `refund>send_tracking`, `action/refund`. */
  what: string;
  money: { minor: number; currency: string } | null;
  handlingMs: number | null;
  failedStep: string | null;
  escalated: string | null;
  changed: string[];
}

interface Stored {
  id: string;
  case_id: string;
  at: Date;
  agent: string;
  planned: string | null;
  decided: string | null;
  planned_kind: string | null;
  kind: string;
  agreed: boolean | null;
  changed: string;
  how: string | null;
  conflict: boolean;
  failed: boolean;
  reworked: boolean;
  escalated: string | null;
  failed_step: string | null;
  money_minor: string | null;
  done_minor: string | null;
  edited_minor: string | null;
  money_currency: string | null;
  handling_ms: string | null;
  text: string | null;
  fields: string | null;
  labels: string | null;
}

/** The rounds of a workflow that came to something in a time, with their declared values where these are known. */
export async function readRounds(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  { from, to }: { from: Date; to: Date },
): Promise<TimedRound[]> {
  const { rows } = await pool.query<Stored>({
    name: 'timed-rounds',
    text: `select d.*, coalesce(d.at, d.closed_at, d.planned_at) as at, l.text, l.fields, l.labels
      from decisions d
      left join lateral (
        select text, fields, labels from labels
        where id > d.case_id || '.' and id < d.case_id || '/'
        order by abs(extract(epoch from at - d.at)) limit 1
      ) l on true
      where d.workflow = $1 and d.planned_at >= $2 and d.planned_at < $3 and d.agent <> 'nobody'
      order by d.planned_at desc limit $4`,
    values: [workflow.name, from, to, ROUNDS_MAX],
  });
  const wanted = rows.filter(({ fields }) => fields === null).map((row) => row.case_id);
  const read = await valuesOf(world, workflow, [...new Set(wanted)].slice(0, REPLAYED_MAX));
  return rows.map((row) => roundOf(row, read.get(row.case_id))).toReversed();
}

function roundOf(row: Stored, read: Values | undefined): TimedRound {
  const labels = row.labels === null ? {} : (JSON.parse(row.labels) as { play?: string });
  const fields = row.fields === null ? (read?.fields ?? {}) : (JSON.parse(row.fields) as Values['fields']);
  const planned = row.planned ?? '';
  const decided = row.agreed === false ? (labels.play ?? row.decided) : (row.decided ?? row.planned);
  const changed = JSON.parse(row.changed) as string[];
  const cause = causeOf(row);
  return {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    kind: row.kind,
    agent: row.agent,
    planned,
    decided,
    fields: { ...fields, [KIND_PATH]: row.planned_kind ?? row.kind },
    text: row.text?.toLowerCase() ?? read?.text ?? '',
    cause,
    what: cause === null ? '' : whatOf(cause, row, planned, decided, changed),
    money: moneyOf(row, cause),
    handlingMs: row.handling_ms === null ? null : Number(row.handling_ms),
    failedStep: row.failed_step,
    escalated: row.escalated,
    changed,
  };
}

/** Of several things that went wrong the one that costs most names it, so that none is counted twice. */
function causeOf(row: Stored): Cause | null {
  if (row.reworked) return 'reworked';
  if (row.failed) return 'failed';
  if (row.conflict) return 'conflict';
  if (row.escalated !== null) return 'escalated';
  return row.agreed === false ? 'edited' : null;
}

function whatOf(
  cause: Cause,
  row: Stored,
  planned: string,
  decided: string | null,
  changed: string[],
): string {
  switch (cause) {
    case 'edited':
      return decided === planned ? `${planned}/${changed.join(',')}` : `${planned}>${decided ?? ''}`;
    case 'failed':
      return `${planned}/${row.failed_step ?? ''}`;
    case 'escalated':
      return `${planned}/${row.escalated ?? ''}`;
    case 'reworked':
    case 'conflict':
      return planned;
  }
}

/** What stood at stake: what an edit moved, what was paid for work that came back, else what the plan would move. */
function moneyOf(row: Stored, cause: Cause | null): TimedRound['money'] {
  if (cause === null || cause === 'escalated' || row.money_currency === null) return null;
  const minor =
    cause === 'edited' ? row.edited_minor : cause === 'reworked' ? row.done_minor : row.money_minor;
  return minor === null ? null : { minor: Math.abs(Number(minor)), currency: row.money_currency };
}
