import type { Entry } from '../../log/schema.ts';
import { TOKEN_ENTRIES, type TokenAgent, type TokenRight } from './schema.ts';

/** A token as its stream says it. */
export interface Token {
  id: string;
  name: string;
  agent: TokenAgent | null;
  person: string | null;
  workflows: string[] | null;
  rights: TokenRight[];
  hash: string;
  /** The id of the person who made it. */
  by: string;
  madeAt: Date;
  expiresAt: Date | null;
  withdrawn: { at: Date; by: string; because: string } | null;
}

/** The token that a stream tells of; undefined where there is none. */
export function tokenIn(id: string, entries: Entry[]): Token | undefined {
  let token: Token | undefined;
  for (const { kind, body, actor, at } of entries) {
    const by = actor.type === 'remit' ? 'remit' : actor.id;
    if (kind === 'token.made') {
      const { expires_at: expires, ...made } = TOKEN_ENTRIES['token.made'].body.parse(body);
      const expiresAt = expires === null ? null : new Date(expires);
      token = { id, ...made, by, madeAt: at, expiresAt, withdrawn: null };
    } else if (kind === 'token.withdrawn' && token) {
      const { because } = TOKEN_ENTRIES['token.withdrawn'].body.parse(body);
      token.withdrawn ??= { at, by, because };
    }
  }
  return token;
}

/** Why a token is good for nothing now, or null where it is good. */
export function faultOf(token: Token, now: Date): 'withdrawn' | 'expired' | null {
  if (token.withdrawn) return 'withdrawn';
  return token.expiresAt !== null && token.expiresAt <= now ? 'expired' : null;
}
