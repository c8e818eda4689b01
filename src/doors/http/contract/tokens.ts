import { z } from 'zod';
import { TOKEN_RIGHTS, TokenAgent } from '../../../people/tokens/schema.ts';
import { TokenAnswer, TokensAnswer } from '../answers/tokens.ts';
import { op } from './operation.ts';

/** Operations on the tokens of programs. */
export const tokensOperations = {
  tokens: op(
    'GET',
    '/api/tokens',
    'The tokens that were made for programs, newest first; never their secrets.',
    {
      query: z.object({
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
      answer: TokensAnswer,
    },
  ),
  make_token: op(
    'POST',
    '/api/tokens',
    'Make a token for a program. Its text is shown in this answer and never again.',
    {
      body: z.object({
        name: z.string().min(1).max(80),
        /** The agent that the program speaks as. */
        agent: TokenAgent.nullable().default(null),
        /** Yourself, where the program decides in your name. */
        person: z.string().nullable().default(null),
        /** Null: all. */
        workflows: z.array(z.string()).max(200).nullable().default(null),
        rights: z.array(z.enum(TOKEN_RIGHTS)).min(1),
        /** Null: until it is withdrawn. */
        days: z.number().positive().max(3_650).nullable().default(90),
      }),
      answer: z.object({ text: z.string(), token: TokenAnswer }),
    },
  ),
  withdraw_token: op('POST', '/api/tokens/:id/withdraw', 'Make a token good for nothing, at once.', {
    body: z.object({ because: z.string().max(1_000).default('') }),
    answer: TokenAnswer,
  }),
} as const;
