import type { Pool } from 'pg';
import type { Cursor } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { restoreTally, saveTally, type Tally } from './tally.ts';

/** What was kept of earlier counting: tallies that all stand at the same place of the log. */
export interface Kept {
  cursor: Cursor;
  tallies: Tally[];
}

/** The newest snapshot: what stands at an older place of the log is left out, and counted anew. */
export async function readKept(pool: Pool): Promise<Kept | null> {
  const { rows } = await pool.query<{ tx: string; position: string; saved: string }>(
    `select tx, position::text, saved from standings
     where (tx::xid8, position) = (select tx::xid8, position from standings order by tx::xid8 desc, position desc limit 1)`,
  );
  const [first] = rows;
  if (!first) return null;
  const tallies = rows.flatMap(({ saved }) => restored(saved) ?? []);
  return { cursor: { tx: first.tx, position: Number(first.position) }, tallies };
}

/** What was kept of one workflow, with when it was counted: for pages, also in a process that does not count. */
export async function readCounted(pool: Pool, workflow: string): Promise<{ tally: Tally; at: Date }[]> {
  const { rows } = await pool.query<{ saved: string; counted_at: Date }>({
    name: 'standings-kept',
    text: 'select saved, counted_at from standings where workflow = $1 order by agent, agent_version',
    values: [workflow],
  });
  return rows.flatMap(({ saved, counted_at: at }) => {
    const tally = restored(saved);
    return tally ? [{ tally, at }] : [];
  });
}

/** Of another version it is counted anew: a snapshot is a cache and never a second truth. */
function restored(saved: string): Tally | undefined {
  try {
    return restoreTally(saved);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Keeps what was counted up to a place of the log; what another process has kept of a later place stays. */
export async function keep(pool: Pool, tallies: readonly Tally[], cursor: Cursor, now: Date): Promise<void> {
  if (tallies.length === 0) return;
  await pool.query(
    `insert into standings (workflow, agent, agent_version, basis, tx, position, saved, counted_at)
     select workflow, agent, agent_version, basis, $5, $6, saved, $7
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $8::text[])
       as k(workflow, agent, agent_version, basis, saved)
     on conflict (workflow, agent, agent_version) do update set
       basis = excluded.basis, tx = excluded.tx, position = excluded.position, saved = excluded.saved,
       counted_at = excluded.counted_at
     where (standings.tx::xid8, standings.position) <= (excluded.tx::xid8, excluded.position)`,
    [
      tallies.map(({ workflow }) => workflow),
      tallies.map(({ agent }) => agent),
      tallies.map(({ version }) => version),
      tallies.map(({ basis }) => basis),
      cursor.tx,
      cursor.position,
      now.toISOString(),
      tallies.map(saveTally),
    ],
  );
}
