import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Effect } from '../../../boundary/schema.ts';
import type { ReviewRow } from '../../../log/schema.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import type { Contract, QueueAnswer, QueueItem } from '../contract.ts';
import { isoOrNull, kindLabel, labelFrom } from '../../../flow/say/words.ts';
import { readCursor, writeCursor } from './cursor.ts';

type Query = z.output<Contract['queue']['query']>;
type Item = z.output<typeof QueueItem>;

/** A review as Postgres gives it back, with what its case adds. */
type QueueRow = Pick<ReviewRow, 'case_id' | 'workflow' | 'title' | 'subject'> & {
  id: string | null;
  status: 'open' | 'claimed' | 'snoozed' | null;
  role: string | null;
  play: string | null;
  effect: Effect | null;
  money_minor: number | null;
  money_currency: string | null;
  confidence: number | null;
  claimed_by: string | null;
  snippet: string | null;
  why: string | null;
  kind: string | null;
  asked_at: Date;
  expires_at: Date | null;
  snoozed_until: Date | null;
  step: number | null;
  steps: number | null;
  sealed: boolean | null;
};

// A claim lapses and a snooze ends by the clock alone, so both are read against `now` and no row has to change.
const LIVE = `
  case when r.status = 'claimed' and r.claimed_until <= $1 then 'open'
       when r.status = 'snoozed' and r.snoozed_until <= $1 then 'open'
       else r.status end`;
const WAITING = `r.status in ('open', 'claimed', 'snoozed')`;

const SHOWN: Record<Query['show'], string> = {
  open: `${WAITING} and ${LIVE} in ('open', 'claimed')`,
  mine: `r.status = 'claimed' and r.claimed_until > $1 and r.claimed_by = $2`,
  snoozed: `r.status = 'snoozed' and r.snoozed_until > $1`,
  unknown: `c.status = 'unknown'`,
};

/**
 * The queue: what lapses soonest first, then what has waited longest. `unknown` lists the cases with an action
 * whose fate nobody knows; those need not have a review.
 */
export async function readQueue(
  pool: Pool,
  query: Query,
  who: { person: string | null; now: Date; workspace: Workspace },
): Promise<z.output<typeof QueueAnswer>> {
  const after = readCursor(query.cursor, 3);
  const [{ rows }, counts] = await Promise.all([
    pool.query<QueueRow>({
      name: `queue_${query.show}`,
      text: sqlOf(query.show),
      values: [
        who.now,
        who.person,
        query.workflow ?? null,
        ...(after ?? [null, null, null]),
        query.limit + 1,
      ],
    }),
    countQueue(pool, query.workflow, who),
  ]);
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => showItem(row, who.workspace)),
    counts,
    next: last ? writeCursor([isoOrNull(last.expires_at), last.asked_at.toISOString(), last.case_id]) : null,
  };
}

function sqlOf(show: Query['show']): string {
  const source =
    show === 'unknown'
      ? `cases c left join lateral (select * from reviews r where r.case_id = c.id order by asked_at desc limit 1) r on true`
      : `reviews r join cases c on c.id = r.case_id`;
  const asked = show === 'unknown' ? 'c.changed_at' : 'r.asked_at';
  const expires = show === 'unknown' ? 'null::timestamptz' : 'r.expires_at';
  return `
    select r.id, c.id as case_id, c.workflow, c.title, c.subject, c.kind, ${LIVE} as status, r.role, r.play,
      r.effect, r.money_minor, r.money_currency, r.confidence, r.claimed_by, r.snippet, r.why,
      ${asked} as asked_at, ${expires} as expires_at, r.snoozed_until,
      r.step, r.steps, r.sealed
    from ${source}
    where ${SHOWN[show]} and ($2::text is null or true) and ($3::text is null or c.workflow = $3)
      and ($6::text is null or (coalesce(${expires}, 'infinity'), ${asked}, c.id)
        > (coalesce($4::timestamptz, 'infinity'), $5::timestamptz, $6))
    order by coalesce(${expires}, 'infinity'), ${asked}, c.id
    limit $7`;
}

async function countQueue(
  pool: Pool,
  workflow: string | undefined,
  who: { person: string | null; now: Date },
): Promise<z.output<typeof QueueAnswer>['counts']> {
  const { rows } = await pool.query<{ open: number; mine: number; snoozed: number; unknown: number }>({
    name: 'queue_counts',
    text: `
      select count(*) filter (where ${LIVE} in ('open', 'claimed')) as open,
        count(*) filter (where ${SHOWN.mine}) as mine,
        count(*) filter (where ${SHOWN.snoozed}) as snoozed,
        (select count(*) from cases c where ${SHOWN.unknown} and ($3::text is null or c.workflow = $3)) as unknown
      from reviews r where ${WAITING} and ($3::text is null or r.workflow = $3)`,
    values: [who.now, who.person, workflow ?? null],
  });
  return rows[0] ?? { open: 0, mine: 0, snoozed: 0, unknown: 0 };
}

function showItem(row: QueueRow, workspace: Workspace): Item {
  const workflow = workspace.workflows[row.workflow];
  const isMoney = row.money_minor !== null && row.money_currency !== null;
  return {
    review: row.id ?? '',
    case: row.case_id,
    workflow: row.workflow,
    workflow_label: workflow?.label ?? labelFrom(row.workflow),
    kind: row.kind,
    kind_label: kindLabel(row.kind, workflow),
    play_label: row.play ?? 'Nothing proposed',
    title: row.title,
    subject: row.subject,
    snippet: row.snippet ?? '',
    effect: row.effect ?? 'human',
    why: row.why ?? '',
    role: row.role,
    money: isMoney ? { minor: Number(row.money_minor), currency: String(row.money_currency) } : null,
    confidence: row.confidence ?? 0,
    status: row.status === 'claimed' || row.status === 'snoozed' ? row.status : 'open',
    claimed_by: row.status === 'claimed' ? row.claimed_by : null,
    asked_at: row.asked_at.toISOString(),
    expires_at: isoOrNull(row.expires_at),
    snoozed_until: row.status === 'snoozed' ? isoOrNull(row.snoozed_until) : null,
    step: row.step,
    steps: row.steps,
    sealed: row.sealed ?? false,
  };
}
