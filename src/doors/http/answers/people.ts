import { z } from 'zod';
import { time } from './basic.ts';

export const NoticeAnswer = z.object({
  id: z.string(),
  at: time,
  workflow: z.string().nullable(),
  kind: z.string(),
  says: z.string(),
  link: z.string().nullable(),
  cases: z.array(z.string()),
});

export const AwayAnswer = z.object({
  away: z.array(z.object({ person: z.string(), until: time, deputy: z.string() })),
});

export const AuditItem = z.object({
  case: z.string(),
  workflow: z.string(),
  title: z.string(),
  closed_at: time,
  /** `audit`: it ran by itself; `second`: one person decided it, and another judges it too. */
  what: z.enum(['audit', 'second']).optional(),
});
