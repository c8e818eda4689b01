import type { Pool } from 'pg';
import type { z } from 'zod';
import type { OutgoingHook } from '../../../workspace/outgoing.ts';
import type { OutgoingAnswer } from '../answers/hooks.ts';

/** The oldest events that are shown of a hook. */
const SHOWN_MAX = 20;

interface Row {
  hook: string;
  state: 'on' | 'stopped';
  says: string | null;
  fails: number;
  failing_since: Date | null;
  next_at: Date;
  sent: number;
  sent_at: Date | null;
  waiting: number;
  given_up: number;
}
interface EventRow {
  id: string;
  type: string;
  stream: string;
  tries: number;
  says: string | null;
  next_at: Date;
  state: 'waiting' | 'given_up';
}

/** The hooks of the workspace with how they fare. */
export async function readOutgoing(
  pool: Pool,
  hooks: readonly OutgoingHook[],
): Promise<z.output<typeof OutgoingAnswer>[]> {
  const { rows } = await pool.query<Row>(
    `select hook, state, says, fails, failing_since, next_at, sent, sent_at,
       (select count(*)::int from outgoing_events e where e.hook = o.hook and e.state = 'waiting') as waiting,
       (select count(*)::int from outgoing_events e where e.hook = o.hook and e.state = 'given_up') as given_up
     from outgoing o where hook = any ($1)`,
    [hooks.map(({ name }) => name)],
  );
  const states = new Map(rows.map((row) => [row.hook, row]));
  return Promise.all(
    hooks.map(async ({ name, origin, events, workflows, agents }) => {
      const row = states.get(name);
      return {
        name,
        origin,
        events,
        workflows,
        agents,
        ...stateOf(row),
        events_waiting: row ? await oldest(pool, name) : [],
      };
    }),
  );
}

function stateOf(row: Row | undefined) {
  if (!row) {
    const none = { says: null, failing_since: null, next_at: null, sent_at: null };
    return { ...none, state: 'new' as const, sent: 0, waiting: 0, given_up: 0 };
  }
  const isFailing = row.fails > 0;
  return {
    state:
      row.state === 'stopped' ? ('stopped' as const) : isFailing ? ('failing' as const) : ('on' as const),
    // What it said when it failed last is of no use once it takes everything again.
    says: row.state === 'stopped' || isFailing ? row.says : null,
    failing_since: row.failing_since?.toISOString() ?? null,
    next_at: row.state === 'on' && isFailing ? row.next_at.toISOString() : null,
    sent: row.sent,
    sent_at: row.sent_at?.toISOString() ?? null,
    waiting: row.waiting,
    given_up: row.given_up,
  };
}

async function oldest(pool: Pool, hook: string) {
  const { rows } = await pool.query<EventRow>(
    `select id, type, stream, tries, says, next_at, state from outgoing_events
     where hook = $1 order by state, seq limit $2`,
    [hook, SHOWN_MAX],
  );
  return rows.map(({ stream, next_at, ...row }) => ({
    ...row,
    subject: stream.replace(/^case\//, ''),
    next_at: next_at.toISOString(),
  }));
}
