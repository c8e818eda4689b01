import { z } from 'zod';

/**
 * What a program may be let do here: propose as an agent, read, send events, decide reviews in the name of the person
 * who made its token, and read the metrics of the server.
 */
export const TOKEN_RIGHTS = ['propose', 'read', 'events', 'review', 'metrics'] as const;
export type TokenRight = (typeof TOKEN_RIGHTS)[number];

const NAME_CHARS_MAX = 80;
/** Names stand in the log, in boundaries and in addresses. */
const AGENT_NAME = /^[A-Za-z][\w.-]*$/;

/** The agent that a program speaks as: what standings and metrics count it by. */
export const TokenAgent = z.object({
  name: z
    .string()
    .max(NAME_CHARS_MAX)
    .regex(AGENT_NAME, 'begins with a letter and has letters, digits, dots, - and _ only'),
  version: z.string().min(1).max(NAME_CHARS_MAX),
});
export type TokenAgent = z.infer<typeof TokenAgent>;

/** Entries of `token/<id>`. The secret itself is nowhere: only its hash is kept. */
export const TOKEN_ENTRIES = {
  'token.made': {
    body: z.object({
      name: z.string(),
      agent: TokenAgent.nullable(),
      /** In whose name it decides; null: in nobody's. */
      person: z.string().nullable(),
      /** Workflows that it is for; null: all of them. */
      workflows: z.array(z.string()).nullable(),
      rights: z.array(z.enum(TOKEN_RIGHTS)),
      /** SHA-256 of the secret, in hex. */
      hash: z.string(),
      expires_at: z.string().nullable(),
    }),
  },
  'token.withdrawn': { body: z.object({ because: z.string() }) },
} as const;

/** The stream of one token. */
export function tokenStream(id: string): string {
  return `token/${id}`;
}

/** Who calls, as far as their token or their sign-in says. */
export interface Caller {
  how: 'token' | 'oauth';
  /** The token's id, or issuer and subject of the sign-in. */
  id: string;
  /** What people call it. */
  name: string;
  agent: TokenAgent | null;
  person: string | null;
  /** Null: every workflow. */
  workflows: string[] | null;
  rights: TokenRight[];
}
