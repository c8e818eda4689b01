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
  private asked = 0;
  private heard = 0;

  constructor(pool: Pool, log: Streams, now: () => Date) {
    this.pool = pool;
    this.log = log;
    this.now = now;
  }

  async refresh(): Promise<void> {
    const turn = ++this.asked;
    const absences = await readAbsences(this.pool, this.log);
    // Answers may come in another order than they were asked for, and no older one takes the place of a newer.
    if (turn < this.heard) return;
    this.heard = turn;
    this.absences = absences;
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
