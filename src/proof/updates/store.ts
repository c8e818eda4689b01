import type { Pool } from 'pg';
import { AppError } from '../../runtime/errors.ts';
import { Definition, type Draft } from './schema.ts';

/** What a draft's id stands for. */
export interface StoredDraft extends Definition {
  id: string;
  workflow: string;
  found: Draft['found'];
}

/** Keeps drafts by their ids, so that a page can be opened again. */
export async function keepDrafts(
  pool: Pool,
  drafts: readonly (Definition & Pick<Draft, 'id' | 'workflow' | 'found'>)[],
  at: Date,
): Promise<void> {
  for (const { id, workflow, found, turn, literals, input, widen } of drafts) {
    await pool.query(
      `insert into rule_drafts (id, workflow, found, made_at, definition) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set definition = excluded.definition`,
      [
        id,
        workflow,
        found,
        at,
        JSON.stringify({ turn, literals, ...(input && { input }), ...(widen && { widen }) }),
      ],
    );
  }
}

/** Throws `not_found` where nobody found or made such a draft. */
export async function draftOf(pool: Pool, id: string): Promise<StoredDraft> {
  const { rows } = await pool.query<{ workflow: string; found: Draft['found']; definition: string }>(
    'select workflow, found, definition from rule_drafts where id = $1',
    [id],
  );
  const [row] = rows;
  if (!row)
    throw new AppError('not_found', `There is no rule update "${id.slice(0, 40)}".`, {
      suggestion: 'Look at the list: drafts are made again from the newest decisions.',
      path: 'id',
    });
  return { id, workflow: row.workflow, found: row.found, ...Definition.parse(JSON.parse(row.definition)) };
}
