import type { Pool } from 'pg';
import type { Answered, Look, Twice } from '../../evidence/attention/schema.ts';

/** How people look is told from decisions of at most so long ago, and from the newest ones. */
export const LOOKED_BACK_MS = 730 * 86_400_000;
const LOOKS_MAX = 20_000;
const CHECKS_MAX = 5_000;
const TWICE_MAX = 5_000;

interface LookRow {
  case: string;
  at: Date;
  by: string;
  decision: string | null;
  ms: number | null;
  opened: string[] | null;
}

/**
 * Decisions of people, oldest first, straight from the log: nothing is kept beside it. Work done by hand counts where it
 * was on a screen; what was brought in from elsewhere was not. `person` null: all of them.
 */
export async function readLooks(pool: Pool, since: Date, person: string | null): Promise<Look[]> {
  const { rows } = await pool.query<LookRow>({
    name: 'attention_looks',
    text: `
      select substr(stream, 6) as case, at, actor::json ->> 'id' as by, body::json ->> 'decision' as decision,
        (body::json -> 'seen' ->> 'ms')::double precision as ms, body::json -> 'seen' -> 'opened' as opened
      from entries
      where kind in ('review.decided', 'handled') and at > $1
        and (kind = 'review.decided' or body::json -> 'seen' is not null)
        and ($2::text is null or actor::json ->> 'id' = $2)
      order by at desc, position desc limit ${LOOKS_MAX}`,
    values: [since, person],
  });
  return rows.toReversed().map(({ decision, ...row }) => ({ ...row, decision: decision ?? 'handled' }));
}

/** Checks that were answered, oldest first. */
export async function readChecks(pool: Pool, since: Date, person: string | null): Promise<Answered[]> {
  const { rows } = await pool.query<Answered>({
    name: 'attention_checks',
    text: `
      select case_id as case, answered_at as at, by, mistake, says, caught from checks
      where answered_at > $1 and by is not null and ($2::text is null or by = $2)
      order by answered_at desc, id limit ${CHECKS_MAX}`,
    values: [since, person],
  });
  return rows.toReversed();
}

/** Cases that two people judged, oldest first; of `person` those in which they were the first or the second. */
export async function readTwice(pool: Pool, since: Date, person: string | null): Promise<Twice[]> {
  const { rows } = await pool.query<{
    case: string;
    at: Date;
    second: string;
    second_play: string | null;
    agreed: boolean;
    first: string | null;
    first_play: string | null;
  }>({
    name: 'attention_twice',
    text: `
      select substr(e.stream, 6) as case, e.at, e.actor::json ->> 'id' as second,
        e.body::json ->> 'play' as second_play, (e.body::json ->> 'agreed')::boolean as agreed,
        d.decided_by as first, d.decided as first_play
      from entries e
      join lateral (
        select decided_by, decided from decisions
        where id > substr(e.stream, 6) || '.' and id < substr(e.stream, 6) || '/' and seconded is not null
        order by planned_at desc limit 1
      ) d on true
      where e.kind = 'seconded' and e.at > $1
        and ($2::text is null or $2 in (e.actor::json ->> 'id', d.decided_by))
      order by e.at desc, e.position desc limit ${TWICE_MAX}`,
    values: [since, person],
  });
  return rows.toReversed().map((row) => ({
    case: row.case,
    at: row.at,
    first: { by: row.first ?? '', play: row.first_play ?? '' },
    second: { by: row.second, play: row.second_play ?? '' },
    agreed: row.agreed,
  }));
}
