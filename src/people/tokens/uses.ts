import type { Pool } from 'pg';

/** A token that is shown with every call is noted this seldom. */
export const NOTED_EVERY_MS = 60_000;
const KNOWN_MAX = 1_000;

/** Notes when tokens were shown last. It never fails nor delays a call: what cannot be written is lost. */
export class TokenUses {
  private readonly pool: Pool;
  private readonly now: () => Date;
  private readonly noted = new Map<string, number>();

  constructor(pool: Pool, now: () => Date) {
    this.pool = pool;
    this.now = now;
  }

  /** The token opened something just now. */
  note(id: string): void {
    const at = this.now().getTime();
    const last = this.noted.get(id);
    if (last !== undefined && Math.abs(at - last) < NOTED_EVERY_MS) return;
    if (this.noted.size >= KNOWN_MAX) this.noted.clear();
    this.noted.set(id, at);
    this.pool
      .query({
        name: 'token-used',
        text: `insert into token_uses (token, used_at) values ($1, $2)
               on conflict (token) do update set used_at = greatest(token_uses.used_at, excluded.used_at)`,
        values: [id, new Date(at)],
      })
      .catch(() => this.noted.delete(id));
  }
}

/** When these tokens were shown last, to the minute; those that never were are absent. */
export async function lastUses(pool: Pool, ids: string[]): Promise<Map<string, Date>> {
  const { rows } = await pool.query<{ token: string; used_at: Date }>({
    name: 'token-uses',
    text: 'select token, used_at from token_uses where token = any($1)',
    values: [ids],
  });
  return new Map(rows.map(({ token, used_at: at }) => [token, at]));
}
