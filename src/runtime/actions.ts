import type { Pool } from 'pg';

/** The newest action that made a thing which its system calls so (a refund's id). */
export async function actionByRef(
  pool: Pool,
  ref: string,
): Promise<{ key: string; case: string } | undefined> {
  const { rows } = await pool.query<{ key: string; case: string }>({
    name: 'action_by_ref',
    text: `select key, case_id as case from actions where ref = $1 and undoes is null
      order by intended_at desc, key desc limit 1`,
    values: [ref],
  });
  return rows[0];
}
