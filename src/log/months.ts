import type { Pool } from 'pg';
import type { Written } from './chain.ts';

const AHEAD = 2;

/**
 * Sees to it that the partition of a month exists before the first entry goes into it: the present month and the
 * two after it at the start, any other (an import of old data) when it is first met.
 */
export class Months {
  private readonly made = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  async ensure(entries: Written[]): Promise<void> {
    const missing = new Set<string>();
    if (this.made.size === 0) for (const month of ahead(this.now())) missing.add(month);
    for (const entry of entries) {
      const month = entry.at.slice(0, -'-01T00:00:00.000Z'.length);
      if (!this.made.has(month)) missing.add(month);
    }
    if (missing.size === 0) return;
    const starts = [...missing].map((month) => `${month}-01T00:00:00Z`);
    await this.pool.query('select make_months($1::timestamptz[])', [starts]);
    for (const month of missing) this.made.add(month);
  }
}

function ahead(now: Date): string[] {
  return Array.from({ length: AHEAD + 1 }, (_, months) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 7),
  );
}
