import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** What is asked of the database may be this old: two collectors cost as much as one. */
const FRESH_MS = 5_000;

const COUNTS = `
  select 'case' as what, workflow, status as label, count(*)::float8 as value from cases
    where status <> 'closed' group by workflow, status
  union all
  select 'review', workflow, status, count(*)::float8 from reviews
    where status in ('open', 'claimed', 'snoozed') group by workflow, status
  union all
  select 'oldest', workflow, '', extract(epoch from $1::timestamptz - min(asked_at))::float8 from reviews
    where status in ('open', 'claimed') group by workflow
  union all
  select 'late', workflow, '', greatest(0, extract(epoch from $1::timestamptz - min(due_at)))::float8 from heads
    where due_at is not null and (lease_until is null or lease_until < $1) group by workflow
  union all
  select 'switch', name, '', 1 from switches where not drill
  union all
  select 'up', name, '', case when newest.kind = 'system.down' then 0 else 1 end
    from unnest($2::text[]) name left join lateral (select kind from entries
      where stream = 'system/' || name order by version desc limit 1) newest on true
  union all
  select 'held', name, '', count(cases.id)::float8 from unnest($2::text[]) name
    left join cases on cases.stopped_by = 'down:' || name group by name
  union all
  select 'arrival', workflow, '', count(*)::float8 from arrivals where state = 'waiting' group by workflow
  union all
  select 'outgoing', hook, '', (select count(*)::float8 from outgoing_events e
    where e.hook = o.hook and e.state = 'waiting') from outgoing o
  union all
  select 'outgoing_ok', hook, '', case when state = 'on' and fails = 0 then 1 else 0 end from outgoing`;

interface Counted {
  what:
    'case' | 'review' | 'oldest' | 'late' | 'switch' | 'up' | 'held' | 'arrival' | 'outgoing' | 'outgoing_ok';
  workflow: string;
  label: string;
  value: number;
}

type Label = 'workflow' | 'status' | 'switch' | 'system' | 'hook';

/**
 * Adds what the database knows: waiting cases and reviews, how long they wait, thrown switches, the health of `systems`
 * (the names of those in force), and what waits on its way in and out.
 */
export function addGauges(registry: Registry, pool: Pool, now: () => Date, systems: () => string[]): void {
  const read = fresh(() => pool.query<Counted>(COUNTS, [now(), systems()]).then(({ rows }) => rows));
  const gauge = (name: string, help: string, what: Counted['what'], labels: readonly Label[]) =>
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        const rows = await read();
        this.reset();
        for (const row of rows) {
          if (row.what !== what) continue;
          const [first, second] = labels;
          this.set(
            { ...(first && { [first]: row.workflow }), ...(second && { [second]: row.label }) },
            row.value,
          );
        }
      },
    });
  gauge('remit_cases', 'Cases that are not closed, by where they stand.', 'case', ['workflow', 'status']);
  gauge('remit_reviews', 'Plans that wait for a person.', 'review', ['workflow', 'status']);
  gauge('remit_review_oldest_seconds', 'How long the oldest plan waits for a person.', 'oldest', [
    'workflow',
  ]);
  gauge('remit_due_late_seconds', 'How long the case that is due longest waits for a worker.', 'late', [
    'workflow',
  ]);
  gauge('remit_switch_thrown', 'Switches that are thrown, drills left out.', 'switch', ['switch']);
  gauge('remit_system_up', '1 where a system takes calls, 0 while it is down.', 'up', ['system']);
  gauge('remit_system_held_cases', 'Cases that wait for a system that is down.', 'held', ['system']);
  gauge('remit_arrivals', 'Arrivals that could not become events, and wait.', 'arrival', ['workflow']);
  gauge('remit_outgoing_events', 'Events that wait to be posted.', 'outgoing', ['hook']);
  gauge(
    'remit_outgoing_up',
    '1 where a hook takes its events, 0 where it fails or was stopped.',
    'outgoing_ok',
    ['hook'],
  );
}

/** The same answer for everybody who asks within a few seconds. */
function fresh<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    if (last && performance.now() - last.at < FRESH_MS) return last.answer;
    const answer = read();
    last = { at: performance.now(), answer };
    answer.catch(() => (last = undefined));
    return answer;
  };
}
