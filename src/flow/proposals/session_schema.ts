import { z } from 'zod';

/** Entries of `session/<id>`: what an agent from outside read through the gateway of a workflow, call by call. */
export const SESSION_ENTRIES = {
  'session.opened': {
    body: z.object({
      workflow: z.string(),
      agent: z.object({ name: z.string(), version: z.string() }),
      /** Id of the token, or issuer and subject of the sign-in. */
      caller: z.string(),
      door: z.enum(['http', 'stdio']),
    }),
  },
  'session.read': {
    body: z.object({
      read: z.string(),
      /** `outside`: strangers may have written what it returned. */
      trust: z.enum(['trusted', 'outside']),
      ok: z.boolean(),
      took_ms: z.number(),
      /** Why there was no answer. */
      says: z.string().optional(),
    }),
    private: z.object({ args: z.record(z.string(), z.unknown()), value: z.unknown() }),
  },
  'session.refused': { body: z.object({ tool: z.string(), says: z.string() }) },
} as const;

/** The stream of a session. */
export function sessionStream(id: string): string {
  return `session/${id}`;
}
