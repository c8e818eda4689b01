import type { Pool } from 'pg';
import { personStream } from '../authority/schema.ts';
import type { Log } from '../log/schema.ts';
import { absenceIn, type Absence } from '../people/absence.ts';

type Streams = Pick<Log, 'readMany'>;

/** Who is away, as this process knows it: a notice tells it to look again, and the end of an absence needs none. */
export class Away {
  private readonly pool: Pool;
  private readonly log: Streams;
  private readonly now: () => Date;
  private absences: Absence[] = [];

  constructor(pool: Pool, log: Streams, now: () => Date) {
    this.pool = pool;
    this.log = log;
    this.now = now;
  }

  async refresh(): Promise<void> {
    this.absences = await readAbsences(this.pool, this.log);
  }

  /** The id of each person who is away now → the id of who stands in. */
  deputies(): Record<string, string> {
    const now = this.now();
    const away = this.absences.filter(({ until }) => until > now);
    return Object.fromEntries(away.map(({ person, deputy }) => [person, deputy]));
  }
}

/** The newest word on everybody who ever said that they are away, also where that is over by now. */
export async function readAbsences(pool: Pool, log: Streams): Promise<Absence[]> {
  const { rows } = await pool.query<{ stream: string }>({
    name: 'people-streams',
    text: 'select stream from heads where stream >= $1 and stream < $2 order by stream',
    // Every name that begins like a person's stream: `0` is the character after `/`.
    values: [personStream(''), personStream('').replace('/', '0')],
  });
  const streams = await log.readMany(rows.map(({ stream }) => stream));
  return rows.flatMap(
    ({ stream }) => absenceIn(stream.slice(personStream('').length), streams.get(stream) ?? []) ?? [],
  );
}
