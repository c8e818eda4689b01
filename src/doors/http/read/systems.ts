import type { Pool } from 'pg';
import { heldFor, SYSTEM_ENTRIES, systemStream } from '../../../runtime/health/index.ts';

/** What is kept of how calls to systems went. */
export interface SystemCounts {
  lastOkAt: Date | null;
  lastFaultAt: Date | null;
  lastFault: string | null;
  /** Open cases that wait for it. */
  held: number;
  /** Calls of the last hour, by `read order`, `write refund`; the empty name sums all but probes. */
  hour: Map<string, Calls>;
}

export interface Calls {
  calls: number;
  faults: number;
  tookMs: number;
  slowestMs: number | null;
}

const NO_CALLS: Calls = { calls: 0, faults: 0, tookMs: 0, slowestMs: null };
const OUTAGES_MAX = 20;
const FAULTS_MAX = 30;
const WAITING_MAX = 20;

/** How calls went, for every system that was ever called. */
export async function readCounts(pool: Pool, names: string[], now: Date): Promise<Map<string, SystemCounts>> {
  const [hours, lasts, held] = await Promise.all([
    pool.query<
      { system: string; verb: string; name: string } & Record<'calls' | 'faults' | 'took' | 'slowest', number>
    >(
      `select system, verb, name, sum(calls)::int as calls, sum(faults)::int as faults, sum(took_ms)::float as took,
         max(slowest_ms) as slowest from system_calls
       where system = any ($1) and minute >= $2 and verb <> 'probe' group by 1, 2, 3`,
      [names, new Date(now.getTime() - 3_600_000)],
    ),
    pool.query<{ system: string; ok_at: Date | null; fault_at: Date | null; says: string | null }>(
      `select n.system, (select max(last_ok_at) from system_calls c where c.system = n.system) as ok_at,
         f.at as fault_at, f.says from unnest($1::text[]) n (system)
       left join lateral (select at, says from system_faults where system = n.system order by at desc limit 1) f
         on true`,
      [names],
    ),
    pool.query<{ stopped_by: string; held: number }>(
      'select stopped_by, count(*)::int as held from cases where stopped_by = any ($1) group by 1',
      [names.map(heldFor)],
    ),
  ]);
  const counts = new Map<string, SystemCounts>();
  for (const { system, ok_at: lastOkAt, fault_at: lastFaultAt, says: lastFault } of lasts.rows) {
    const waiting = held.rows.find((row) => row.stopped_by === heldFor(system))?.held ?? 0;
    counts.set(system, {
      lastOkAt,
      lastFaultAt,
      lastFault,
      held: waiting,
      hour: new Map([['', { ...NO_CALLS }]]),
    });
  }
  for (const { system, verb, name, calls, faults, took, slowest } of hours.rows) {
    const hour = counts.get(system)?.hour;
    hour?.set(`${verb} ${name}`, { calls, faults, tookMs: took, slowestMs: slowest });
    const all = hour?.get('') ?? NO_CALLS;
    hour?.set('', {
      calls: all.calls + calls,
      faults: all.faults + faults,
      tookMs: all.tookMs + took,
      slowestMs: Math.max(all.slowestMs ?? 0, slowest),
    });
  }
  return counts;
}

export interface Outage {
  since: Date;
  until: Date | null;
  says: string;
  held: number | null;
}

/** When a system was down, newest first. */
export async function readOutages(pool: Pool, system: string): Promise<Outage[]> {
  const { rows } = await pool.query<{ kind: string; at: Date; body: string }>(
    'select kind, at, body from entries where stream = $1 order by version desc limit $2',
    [systemStream(system), 2 * OUTAGES_MAX],
  );
  const outages: Outage[] = [];
  let end: { at: Date; held: number } | null = null;
  for (const { kind, at, body } of rows) {
    const text: unknown = JSON.parse(body);
    if (kind === 'system.up') end = { at, held: SYSTEM_ENTRIES['system.up'].body.parse(text).held };
    else {
      const { since, says } = SYSTEM_ENTRIES['system.down'].body.parse(text);
      outages.push({ since: new Date(since), until: end?.at ?? null, says, held: end?.held ?? null });
      end = null;
    }
  }
  return outages.slice(0, OUTAGES_MAX);
}

/** The newest faults of a system. */
export async function readFaults(pool: Pool, system: string) {
  const { rows } = await pool.query<{ at: Date; verb: string; name: string; says: string; took_ms: number }>(
    'select at, verb, name, says, took_ms from system_faults where system = $1 order by at desc, id desc limit $2',
    [system, FAULTS_MAX],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Cases that wait for a system, the longest first. */
export async function readHeld(pool: Pool, system: string) {
  const { rows } = await pool.query<{ id: string; title: string; changed_at: Date }>(
    'select id, title, changed_at from cases where stopped_by = $1 order by changed_at limit $2',
    [heldFor(system), WAITING_MAX],
  );
  return rows.map(({ id, title, changed_at }) => ({ id, title, since: changed_at.toISOString() }));
}
