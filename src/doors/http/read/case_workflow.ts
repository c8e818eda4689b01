import type { Pool } from 'pg';
import { AppError } from '../../../runtime/errors.ts';

/** The workflow of a case, or `not_found`. */
export async function caseWorkflow(pool: Pool, id: string): Promise<string> {
  const { rows } = await pool.query<{ workflow: string }>('select workflow from cases where id = $1', [id]);
  const [row] = rows;
  if (row) return row.workflow;
  throw new AppError('not_found', `There is no case ${id.slice(0, 80)}.`, {
    suggestion: 'Look it up in the log.',
    path: 'id',
  });
}
