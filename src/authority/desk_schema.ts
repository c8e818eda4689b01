import { z } from 'zod';
import { Assumed } from '../evidence/returns/schema.ts';

/** The stream of what people assume for the return on cost. */
export const ASSUMPTIONS_STREAM = 'desk/assumptions';

/** Entries of the desk's streams: brakes, people, and what is assumed of costs. */
export const DESK_ENTRIES = {
  'switch.thrown': {
    body: z.object({
      switch: z.string(),
      because: z.string(),
      how: z.enum(['console', 'api', 'cli', 'link', 'rule']),
      drill: z.boolean().optional(),
    }),
  },
  'switch.released': { body: z.object({ switch: z.string(), because: z.string() }) },
  'link.made': { body: z.object({ id: z.string(), switch: z.string(), expires_at: z.string() }) },
  'link.revoked': { body: z.object({ id: z.string() }) },
  'person.away': { body: z.object({ until: z.string(), deputy: z.string() }) },
  'person.back': { body: z.object({}) },
  /** What people say an assumption of the return on cost is, of one workflow or of all (null). */
  'assumptions.changed': {
    body: z.object({ workflow: z.string().nullable(), values: Assumed, because: z.string() }),
  },
} as const;
