import type { Pool } from 'pg';

const KNOWN_MAX = 20_000;

export interface KnownHead {
  version: number;
  hash: string;
}

/** A head as the database has it now, with the mark of who appended last. */
export interface ReadHead extends KnownHead {
  writer: string;
}

/**
 * The last version and hash of the streams that this process touched lately, so that most appends know the hash
 * before theirs without asking. A stale one does no harm: the append at a stale head is refused.
 */
export class KnownHeads {
  private readonly known = new Map<string, KnownHead>();

  get(stream: string): KnownHead | undefined {
    return this.known.get(stream);
  }

  set(stream: string, head: KnownHead): void {
    this.known.delete(stream);
    this.known.set(stream, head);
    if (this.known.size <= KNOWN_MAX) return;
    for (const oldest of this.known.keys()) {
      this.known.delete(oldest);
      return;
    }
  }
}

export async function readHeads(pool: Pool, streams: string[]): Promise<Map<string, ReadHead>> {
  const { rows } = await pool.query<ReadHead & { stream: string }>({
    name: 'log-heads',
    text: `select stream, version, encode(hash, 'hex') as hash, writer from heads where stream = any ($1)`,
    values: [streams],
  });
  return new Map(rows.map(({ stream, ...head }) => [stream, head]));
}
