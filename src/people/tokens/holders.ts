import type { Pool } from 'pg';
import type { Log } from '../../log/schema.ts';
import { tokenStream, type Caller } from './schema.ts';
import { faultOf, tokenIn, type Token } from './state.ts';
import { isSecret, readTokenText } from './text.ts';

/** A withdrawal elsewhere is heard by a notice; where notices are cut off, it holds after this long. */
export const KEPT_MS = 5_000;
const KEPT_MAX = 1_000;
/** A notice that names a token's stream, or that could not name all. */
const MAY_CHANGE = /"token\/|^many$|^$/;

/** Why a text opens nothing. */
export type TokenFault = 'no_token' | 'unknown' | 'withdrawn' | 'expired';

/** Tells who holds a token, and keeps what it read for a moment: programs show their token with every call. */
export class Holders {
  private readonly log: Pick<Log, 'read'>;
  private readonly now: () => Date;
  private readonly used: (id: string) => void;
  private readonly kept = new Map<string, { token: Token | undefined; until: number }>();

  /** `used` is told of each token that opened something. */
  constructor(log: Pick<Log, 'read'>, now: () => Date, used: (id: string) => void = () => undefined) {
    this.log = log;
    this.now = now;
    this.used = used;
  }

  /** A notice of the channel `remit`. */
  notice(payload: string): void {
    if (MAY_CHANGE.test(payload)) this.kept.clear();
  }

  /** Who holds this token, or why it opens nothing. */
  async holderOf(text: string): Promise<Caller | TokenFault> {
    const parts = readTokenText(text);
    if (!parts) return 'no_token';
    const token = await this.read(parts.id);
    if (!token || !isSecret(parts.secret, token.hash)) return 'unknown';
    const fault = faultOf(token, this.now());
    if (fault) return fault;
    const { id, name, agent, person, workflows, rights } = token;
    this.used(id);
    return { how: 'token', id, name, agent, person, workflows, rights };
  }

  private async read(id: string): Promise<Token | undefined> {
    const at = this.now().getTime();
    const known = this.kept.get(id);
    // A clock that is set back must not keep a token alive, so both ends are looked at.
    if (known && known.until > at && known.until <= at + KEPT_MS) return known.token;
    const token = tokenIn(id, await this.log.read(tokenStream(id)));
    // Guesses must neither fill the memory nor push out what is known.
    if (token) {
      if (this.kept.size >= KEPT_MAX) this.kept.clear();
      this.kept.set(id, { token, until: at + KEPT_MS });
    }
    return token;
  }
}

/** The tokens that were ever made, newest first: at most so many, and only those older than `before`. */
export async function listTokens(
  pool: Pool,
  log: Pick<Log, 'readMany'>,
  { before, limit = null }: { before?: string | undefined; limit?: number | null } = {},
): Promise<Token[]> {
  const { rows } = await pool.query<{ stream: string }>({
    name: 'token-streams',
    text: 'select stream from heads where stream >= $1 and stream < $2 order by stream desc limit $3',
    // Every name that begins like a token's stream: `0` is the character after `/`.
    values: [
      tokenStream(''),
      before === undefined ? tokenStream('').replace('/', '0') : tokenStream(before),
      limit,
    ],
  });
  const streams = await log.readMany(rows.map(({ stream }) => stream));
  return rows.flatMap(({ stream }) => {
    const id = stream.slice(tokenStream('').length);
    return tokenIn(id, streams.get(stream) ?? []) ?? [];
  });
}
