import { z } from 'zod';
import { PERIODS } from './schema.ts';

/** The stream of what is to be sent to whom from when on. */
export const SCHEDULES_STREAM = 'desk/reports';

/** The stream of the mails of one report: `report/week.2026-11-16`. */
export function reportStream(id: string): string {
  return `report/${id}`;
}

export const SCHEDULE_ENTRIES = {
  /** What remit.yaml says from now on. What fell due before it was written there is not sent afterwards. */
  'reports.scheduled': {
    body: z.object({
      schedules: z.array(
        z.object({
          every: z.enum(PERIODS),
          at: z.number(),
          for: z.array(z.string()),
          to: z.array(z.string()),
        }),
      ),
    }),
  },
} as const;

/** One mail: `mail` names it within the report, `message_id` is the same for every try of it. */
const Mail = z.object({ mail: z.string(), to: z.string(), message_id: z.string() });

/** Entries about the mails of one report. Who appends the intent is the one who sends. */
export const REPORT_ENTRIES = {
  'report.intended': {
    body: Mail.extend({
      /** Workflows that it is of; empty: the whole. */
      workflows: z.array(z.string()),
      how: z.enum(['schedule', 'person']),
    }),
  },
  /** The mail server said that it has taken it. */
  'report.sent': { body: Mail.extend({ response: z.string(), says: z.string() }) },
  /** It was surely not taken. `again_at` null: nobody tries it any more. */
  'report.failed': { body: Mail.extend({ says: z.string(), again_at: z.string().nullable() }) },
  /** Nobody knows whether it was taken, so that nobody sends it again by itself. */
  'report.unknown': { body: Mail.extend({ says: z.string() }) },
} as const;
