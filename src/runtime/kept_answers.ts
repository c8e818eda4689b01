import type { Pool } from 'pg';

/** How long what was answered is kept. */
export const KEPT_MS = 24 * 3_600_000;
/** Whoever asked and died while it was under way leaves the key to the next try after this long. */
const UNDER_WAY_MS = 60_000;
const SWEEP_EVERY_MS = 60_000;

/** A key of somebody, and a hash of what they asked under it. */
export interface KeyUse {
  scope: string;
  key: string;
  digest: string;
}

/** What stands under a key: `status` is null while it is under way, `body` where it held a secret. */
export interface KeptAnswer {
  digest: string;
  status: number | null;
  body: string | null;
}

/** Answers by their idempotency keys, in a table beside the log. */
export class KeptAnswers {
  private readonly pool: Pool;
  private sweptAt = 0;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Takes a key and returns null, or what stands under it; undefined where it went at this very moment. */
  async take({ scope, key, digest }: KeyUse, now: Date): Promise<KeptAnswer | null | undefined> {
    await this.sweep(now);
    const ago = (ms: number) => new Date(now.getTime() - ms);
    const taken = await this.pool.query(
      `insert into answers_kept (scope, key, digest, at) values ($1, $2, $3, $4)
       on conflict (scope, key) do update set digest = excluded.digest, at = excluded.at, status = null, body = null
         where answers_kept.at < $6 or (answers_kept.status is null and answers_kept.at < $5)`,
      [scope, key, digest, now, ago(UNDER_WAY_MS), ago(KEPT_MS)],
    );
    if (taken.rowCount === 1) return null;
    const { rows } = await this.pool.query<KeptAnswer>(
      'select digest, status, body from answers_kept where scope = $1 and key = $2',
      [scope, key],
    );
    return rows[0];
  }

  async keep({ scope, key }: KeyUse, status: number, body: string | null): Promise<void> {
    await this.pool.query('update answers_kept set status = $3, body = $4 where scope = $1 and key = $2', [
      scope,
      key,
      status,
      body,
    ]);
  }

  /** Nothing was done: the key is free again. */
  async free({ scope, key }: KeyUse): Promise<void> {
    await this.pool.query('delete from answers_kept where scope = $1 and key = $2', [scope, key]);
  }

  /** Forgets what is older than a day: the answers hold personal data. */
  private async sweep(now: Date): Promise<void> {
    if (now.getTime() - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now.getTime();
    await this.pool.query('delete from answers_kept where at < $1', [new Date(now.getTime() - KEPT_MS)]);
  }
}
