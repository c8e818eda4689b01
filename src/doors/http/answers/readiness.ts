import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { VERDICTS } from '../../../learning/readiness/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

export const KindReadinessAnswer = z.object({
  kind: z.string(),
  label: z.string(),
  verdict: z.enum(VERDICTS),
  says: z.string(),
  cases: z.number(),
  per_week: z.number().nullable(),
  mostly: z.object({ play: z.string(), label: z.string(), rate: Rate }).nullable(),
  /** How often a memory that learned only from the cases before foresaw what people did. */
  foreseen: Rate.nullable(),
  /** Of the later half: how many it was sure of, and how many of these people decided otherwise. */
  sure: z.object({ reach: Rate, deviated: Rate.nullable() }).nullable(),
  money: z.object({ rate: Rate, median: MoneyAnswer, most: MoneyAnswer }).nullable(),
  irreversible: Rate.nullable(),
  missing: Rate.nullable(),
  missed: z.array(z.object({ fact: z.string(), count: z.number() })),
  reworked: Rate.nullable(),
  reasons: z.array(
    z.object({
      of: z.enum(['volume', 'repeatability', 'cost', 'context']),
      speaks: z.enum(['for', 'nearly', 'against']),
      says: z.string(),
    }),
  ),
});

/** Which kinds of a workflow's decided cases could be handed over. */
export const ReadinessAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  cases: z.number(),
  from: time.nullable(),
  to: time.nullable(),
  says: z.string(),
  /** What cannot be known from what is there, each a sentence. */
  notes: z.array(z.string()),
  kinds: z.array(KindReadinessAnswer),
});
