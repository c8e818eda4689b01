import { z } from 'zod';
import { TOKEN_RIGHTS, TokenAgent } from '../../../people/tokens/schema.ts';
import { time } from './basic.ts';

/** A token without its secret, which is shown once and kept nowhere. */
export const TokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  agent: TokenAgent.nullable(),
  person: z.string().nullable(),
  /** Null: all of them. */
  workflows: z.array(z.string()).nullable(),
  rights: z.array(z.enum(TOKEN_RIGHTS)),
  made_by: z.string(),
  made_at: time,
  expires_at: time.nullable(),
  /** When it was shown last, to the minute; null: never. */
  used_at: time.nullable(),
  state: z.enum(['good', 'expired', 'withdrawn']),
  withdrawn: z.object({ at: time, by: z.string(), because: z.string() }).nullable(),
});

/** All tokens, newest first, and whether who asks may make one. */
export const TokensAnswer = z.object({
  tokens: z.array(TokenAnswer),
  next: z.string().nullable(),
  may_make: z.boolean(),
  rights: z.array(z.object({ right: z.enum(TOKEN_RIGHTS), says: z.string() })),
});
