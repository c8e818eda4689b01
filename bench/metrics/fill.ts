import type { Pool } from 'pg';

/** Entries of a case from its event to its close, as the sample makes them. */
export const ENTRIES_PER_CASE = 8;
export const WORKFLOWS = ['refunds', 'returns', 'invoices', 'access', 'leads'];
export const KINDS = 8;
export const PLAYS = 5;
export const DAYS = 730;
const BATCH = 250_000;

/**
 * Makes so many entries of cases spread over two years, and the rows for reading that they would have left behind, by
 * SQL alone. Returns how many entries were really made.
 */
export async function fill(pool: Pool, entries: number, say: (line: string) => void): Promise<number> {
  const cases = Math.ceil(entries / ENTRIES_PER_CASE);
  // Indices are made once, behind the rows, as a restore of the database would.
  await pool.query('drop index entries_followed; drop index decisions_by_plan');
  for (let from = 1; from <= cases; from += BATCH) {
    const to = Math.min(cases, from + BATCH - 1);
    await run(pool, DECISIONS, [from, to, WORKFLOWS]);
    await run(pool, CASES, [from, to]);
    await run(pool, ENTRIES, [from, to, ENTRIES_PER_CASE]);
    say(`${to * ENTRIES_PER_CASE} entries`);
  }
  await run(pool, 'create index entries_followed on entries (tx, position)', []);
  await run(pool, 'create index decisions_by_plan on decisions (workflow, planned_at)', []);
  for (const table of ['entries', 'decisions', 'cases']) await run(pool, `vacuum analyze ${table}`, []);
  return cases * ENTRIES_PER_CASE;
}

async function run(pool: Pool, text: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
    );
    await client.query(text, values);
  } finally {
    client.release();
  }
}

/** A number between 0 and 1 for a case, another one for each salt, the same in every run. */
const chance = (salt: number) => `(abs(hashint4(n * 31 + ${salt})) % 10007) / 10007.0`;

const DECISIONS = `insert into decisions (id, case_id, workflow, at, planned_at, since_at, stage, cohort, kind, planned_kind,
    agent, agent_version, confidence, planned, decided, how, agreed, changed, effect, conflict, failed, failed_step,
    reworked, escalated, opened_at, asked_at, first_response_at, closed_at, decided_by, handling_ms, edited_share,
    edited_minor, money_minor, money_currency, moved, systems, spent_minor, audited_at)
  select 'b' || n || '.1', 'b' || n, ($3::text[])[1 + n % 5], planned_at + wait, planned_at, planned_at - interval '20 seconds',
    case when recorded then 'record' else 'act' end,
    case when recorded then 'recorded' when ${chance(1)} < 0.2 then 'control' else 'agent' end,
    'kind_' || (${chance(2)} * ${KINDS})::int, 'kind_' || (${chance(2)} * ${KINDS})::int, 'memory', (1 + n % 3)::text, 0.9,
    'play_' || (${chance(3)} * ${PLAYS})::int, 'play_' || (${chance(3)} * ${PLAYS})::int,
    how, how in ('approved', 'alone'), '[]', 'approve', ${chance(4)} < 0.01, ${chance(5)} < 0.02,
    case when ${chance(5)} < 0.02 then 'action' end, ${chance(6)} < 0.06,
    case when ${chance(7)} < 0.04 then 'too_late' end, planned_at - interval '20 seconds',
    case when how <> 'alone' then planned_at end, planned_at + wait, planned_at + wait + interval '3 seconds',
    case when how <> 'alone' then 'mara' end, case when how <> 'alone' then (20000 + ${chance(8)} * 400000)::bigint end,
    case when how = 'edited' then 0.5 end, case when how = 'edited' then 300 end, 1200, 'EUR',
    '[{"write":"shop.refund","currency":"EUR","count":1,"minor":' || (300 + (${chance(9)} * 4000)::int) || '}]',
    '["shop"]', 2, case when how = 'alone' and ${chance(10)} < 0.05 then planned_at + interval '1 day' end
  from (
    select n, planned_at, n % 7 = 0 and planned_at < '2025-03-01' as recorded,
      case when ${chance(11)} < 0.5 then 'alone' when ${chance(11)} < 0.85 then 'approved' when ${chance(11)} < 0.95 then 'edited'
        else 'rejected' end as how,
      case when ${chance(11)} < 0.5 then interval '2 seconds' else ${chance(12)} * interval '9 hours' end as wait
    from (
      select n, timestamptz '2024-11-20 00:00Z' + (${chance(13)} * ${DAYS}) * interval '1 day'
        + (${chance(14)} * 86400000)::int * interval '1 millisecond' as planned_at
      from generate_series($1::int, $2::int) n
    ) timed
  ) drawn`;

const CASES = `insert into cases (id, workflow, subject, title, kind, status, step, outcome, reworked, opened_at, changed_at, closed_at, version)
  select case_id, workflow, case_id, 'Where is my order?', kind, case when hashtext(case_id) % 200 = 0 then 'held' else 'closed' end,
    'closed', 'solved', reworked, opened_at, closed_at, closed_at, 8
  from decisions where id = any (select 'b' || n || '.1' from generate_series($1::int, $2::int) n)`;

const ENTRIES = `insert into entries (stream, version, kind, kind_version, at, actor, body, prev_hash, hash)
  select 'case/b' || n, version, 'noted', 1, now(), '{"type":"remit"}', '{"says":"made for a bench"}', '\\x00', '\\x00'
  from generate_series($1::int, $2::int) n, generate_series(1, $3::int) version`;
