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
  select 'switch', name, '', 1 from switches where not drill`;

interface Counted {
  what: 'case' | 'review' | 'oldest' | 'late' | 'switch';
  workflow: string;
  label: string;
  value: number;
}

/** Adds what the database knows: waiting cases and reviews, how long they wait, and thrown switches. */
export function addGauges(registry: Registry, pool: Pool, now: () => Date): void {
  const read = fresh(() => pool.query<Counted>(COUNTS, [now()]).then(({ rows }) => rows));
  const gauge = (
    name: string,
    help: string,
    what: Counted['what'],
    labels: readonly ('workflow' | 'status' | 'switch')[],
  ) =>
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
