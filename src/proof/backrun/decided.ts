import type { Pool } from 'pg';

/** A person's decision in the order of the log, by its label. */
export interface DecidedId {
  /** `<case>.<version of the entry>` */
  id: string;
  case_id: string;
  at: Date;
  kind: string;
  /** It broke the policy of its day, and nobody said that it was right all the same. */
  set_aside: boolean;
}

/** The words and values that a person decided on, as the memory learns them. */
export interface LabelText {
  id: string;
  text: string;
  fields: string;
  labels: string;
}

/** From this transaction on anything may still come in between. */
export async function horizonNow(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ horizon: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
  );
  return rows[0]!.horizon;
}

/**
 * What people decided in a workflow, in the order in which every process follows the log. `at` is in both tables, so
 * that only the months of the decisions are opened.
 */
export async function readDecided(pool: Pool, workflow: string, horizon: string): Promise<DecidedId[]> {
  const { rows } = await pool.query<DecidedId>({
    name: 'backrun-decided',
    text: `select l.id, l.case_id, l.at, l.labels::json ->> 'kind' as kind, p.id is not null as set_aside
      from labels l
      join entries e on e.stream = 'case/' || l.case_id and e.version = substring(l.id from '[0-9]+$')::integer
        and e.at = l.at
      left join precedents p on p.id = l.id and p.verdict is distinct from 'keep'
      where l.workflow = $1 and e.tx < $2::xid8
      order by e.tx, e.position`,
    values: [workflow, horizon],
  });
  return rows;
}

/** Texts of decisions, in the order of the ids. */
export async function readTexts(pool: Pool, ids: readonly string[]): Promise<LabelText[]> {
  const { rows } = await pool.query<LabelText>({
    name: 'backrun-texts',
    text: 'select id, text, fields, labels from labels where id = any($1)',
    values: [ids],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
