import { z } from 'zod';
import { Actor } from '../../../log/schema.ts';
import { time } from './basic.ts';

export const StoryEntry = z.object({
  version: z.number(),
  at: time,
  kind: z.string(),
  /** The entry as a sentence: "Mara approved Refund €12.00". */
  says: z.string(),
  actor: Actor,
  body: z.unknown(),
  private: z.unknown(),
  hash: z.string(),
  prev_hash: z.string(),
});

export const LogRowAnswer = z.object({
  id: z.string(),
  case: z.string(),
  workflow: z.string(),
  at: time,
  actor: z.string(),
  kind: z.string().nullable(),
  play: z.string().nullable(),
  effect: z.string().nullable(),
  trigger: z.string(),
  context: z.string(),
  action: z.string(),
  boundary: z.string(),
  outcome: z.string(),
  rule_update: z.string(),
});
