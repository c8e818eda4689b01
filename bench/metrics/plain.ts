import type { Pool } from 'pg';
import { COUNTED, NAMED } from '../../src/proof/metrics/columns.ts';
import type { Selection } from '../../src/proof/metrics/selection.ts';

/** The same counts from the raw rows of a selection, without rollups: what each look would cost without them. */
export async function plain(pool: Pool, { workflows, names, from, to }: Selection): Promise<number> {
  const values = [workflows, from.toISOString(), to.toISOString(), names.kind ?? null];
  const begin = performance.now();
  for (const ever of [false, true])
    await pool.query(
      `select cohort, sum(decided) from (
         select cohort, ${COUNTED.summed} from (select ${NAMED}, ${COUNTED.each} from decisions
         where workflow = any ($1) and ($4::text is null or kind = $4)
           and (${ever} or planned_at >= $2) and (${ever} or planned_at < $3)
         ) one group by 1
       ) counted group by 1`,
      values,
    );
  return performance.now() - begin;
}
