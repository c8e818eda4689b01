import type { Pool } from 'pg';
import { isLeftOut, type Looked } from '../../evidence/backrun/schema.ts';
import type { Answered } from '../../learning/distill/index.ts';
import type { AgentRef, Workflow } from '../../workspace/schema.ts';
import { CARD_CASES_MAX } from './behaviour.ts';

/** What this version of an agent would have done, by its newest back-run that came to its end, oldest case first. */
export async function rehearsedBy(
  pool: Pool,
  workflow: Workflow,
  { name, version }: Pick<AgentRef, 'name' | 'version'>,
): Promise<Answered[]> {
  const { rows } = await pool.query<{ result: string; text: string; fields: string }>(
    `select c.result, l.text, l.fields from backrun_cases c join labels l on l.id = c.id
    where c.run = (
      select id from backruns
      where workflow = $1 and agent = $2 and agent_version = $3 and rules is null and state = 'done'
      order by started_at desc, id limit 1
    ) order by c.number desc limit $4`,
    [workflow.name, name, version, CARD_CASES_MAX],
  );
  return rows.toReversed().flatMap(({ result, text, fields }): Answered[] => {
    const looked = JSON.parse(result) as Looked;
    if (isLeftOut(looked) || !looked.planned) return [];
    return [{ fields: JSON.parse(fields) as Answered['fields'], text, answer: looked.planned.play }];
  });
}
