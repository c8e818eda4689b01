import type { Pool } from 'pg';

/** One exchange with a system: what the guard around it reports. */
export interface Call {
  system: string;
  verb: string;
  name: string;
  at: Date;
  tookMs: number;
  ok: boolean;
  says?: string;
}

/** A fault is said in this many characters at most. */
const SAYS_CHARS_MAX = 300;
/** So many faults of a flush are kept: more of the same second tell nothing new. */
const FAULTS_AT_ONCE_MAX = 50;
/** So many of a system are kept at all. */
const FAULTS_KEPT = 200;
const CALLS_KEPT = '7 days';
const MINUTE_MS = 60_000;

/** What calls add up to, by system, minute, verb and name. */
export class Tally {
  private sums = new Map<string, Sum>();
  private faults: Call[] = [];

  add(call: Call): void {
    const minute = Math.floor(call.at.getTime() / MINUTE_MS) * MINUTE_MS;
    const key = JSON.stringify([call.system, minute, call.verb, call.name]);
    const { system, verb, name } = call;
    const sum = this.sums.get(key) ?? {
      system,
      verb,
      name,
      minute,
      calls: 0,
      faults: 0,
      took: 0,
      slowest: 0,
      ok: null,
    };
    sum.calls += 1;
    sum.took += Math.max(0, Math.round(call.tookMs));
    sum.slowest = Math.max(sum.slowest, Math.round(call.tookMs));
    if (call.ok) sum.ok = call.at;
    else {
      sum.faults += 1;
      if (this.faults.length < FAULTS_AT_ONCE_MAX) this.faults.push(call);
    }
    this.sums.set(key, sum);
  }

  /** Everything that was added since the last taking. */
  take(): { sums: Sum[]; faults: Call[] } {
    const taken = { sums: [...this.sums.values()], faults: this.faults };
    this.sums = new Map();
    this.faults = [];
    return taken;
  }
}

interface Sum {
  system: string;
  verb: string;
  name: string;
  minute: number;
  calls: number;
  faults: number;
  took: number;
  slowest: number;
  ok: Date | null;
}

/** Adds what was counted to the tables. Several processes add to the same minute. */
export async function flush(pool: Pool, { sums, faults }: { sums: Sum[]; faults: Call[] }): Promise<void> {
  if (sums.length > 0) {
    const rows = sums.map((sum) => ({ ...sum, minute: new Date(sum.minute) }));
    await pool.query(
      `insert into system_calls as c (system, minute, verb, name, calls, faults, took_ms, slowest_ms, last_ok_at)
       select system, minute, verb, name, calls, faults, took, slowest, ok from json_to_recordset($1::json) as
         r (system text, minute timestamptz, verb text, name text, calls int, faults int, took bigint, slowest int,
            ok timestamptz)
       order by 1, 2, 3, 4
       on conflict (system, minute, verb, name) do update set
         calls = c.calls + excluded.calls, faults = c.faults + excluded.faults,
         took_ms = c.took_ms + excluded.took_ms, slowest_ms = greatest(c.slowest_ms, excluded.slowest_ms),
         last_ok_at = greatest(c.last_ok_at, excluded.last_ok_at)`,
      [JSON.stringify(rows)],
    );
  }
  if (faults.length > 0) {
    const rows = faults.map((one) => ({ ...one, says: one.says?.slice(0, SAYS_CHARS_MAX) ?? '' }));
    await pool.query(
      `insert into system_faults (system, at, verb, name, says, took_ms)
       select system, at, verb, name, says, round("tookMs")::int from json_to_recordset($1::json) as
         r (system text, at timestamptz, verb text, name text, says text, "tookMs" float)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Drops what is older than is kept. */
export async function sweep(pool: Pool): Promise<void> {
  await pool.query(`delete from system_calls where minute < now() - $1::interval`, [CALLS_KEPT]);
  await pool.query(
    `delete from system_faults where id in (
       select id from (select id, row_number() over (partition by system order by at desc) as place
         from system_faults) f where place > $1)`,
    [FAULTS_KEPT],
  );
}
