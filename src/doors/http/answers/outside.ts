import { z } from 'zod';
import { STATUSES } from '../../../flow/proposals/schema.ts';
import { record, time } from './basic.ts';

/** What became of a proposal so far. */
export const ProposalAnswer = z.object({
  /** Names the proposal from now on. */
  handle: z.string(),
  case: z.string(),
  /** `waiting` can still change; `unknown` until a person settles it. */
  status: z.enum(STATUSES),
  /** One sentence: `Done.`, `NOT RUN: waiting for …`, `Denied and not done: …`, `Failed: …`, `Not known: …`. */
  says: z.string(),
  /** Why it was held or denied, in the words of the workspace's files. */
  reasons: z.array(z.object({ rule: z.string(), says: z.string() })),
  /** What is performed; where a person edited it, what they made of it. */
  actions: z.array(
    z.object({
      write: z.string(),
      args: record,
      status: z.enum(['not_run', 'intended', 'done', 'failed', 'unknown', 'undone']),
      result: z.unknown().optional(),
    }),
  ),
  edited: z.boolean(),
  /** The same was proposed before: this is what became of that. */
  joined: z.boolean(),
  waiting: z.object({ for: z.string(), since: time, until: time.nullable() }).optional(),
});

/** What a read gave: `outside` are the paths in it that strangers may have written, `retry` says that it may work later. */
export const LookAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown(), outside: z.array(z.string()) }),
  z.object({ ok: z.literal(false), says: z.string(), retry: z.boolean() }),
]);

/** What an outside agent may propose in a workflow; `args` and `inputs` are JSON Schema. */
export const OfferAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  purpose: z.string(),
  /** As whom it speaks, and what it has earned, in a sentence. */
  agent: z.object({ name: z.string(), version: z.string() }),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  reads: z.array(z.object({ name: z.string(), label: z.string(), args: record })),
  writes: z.array(z.object({ name: z.string(), label: z.string(), args: record, can_undo: z.boolean() })),
  plays: z.array(z.object({ name: z.string(), label: z.string(), inputs: record })),
  /** The boundary in plain English. */
  statement: z.array(z.string()),
});
