import { z } from 'zod';
import { PERIODS, Report } from '../../../evidence/report/schema.ts';
import { time } from './basic.ts';

export const MAIL_STATES = ['waiting', 'sending', 'sent', 'failed', 'not_known', 'given_up'] as const;

/** One mail of a report: to whom, and what is known of it. */
export const ReportMail = z.object({
  to: z.string(),
  name: z.string(),
  /** Which of the schedules asked for it. */
  for: z.array(z.string()),
  state: z.enum(MAIL_STATES),
  at: time.nullable(),
  says: z.string(),
});

/** Whether reports can be mailed, and why not. Never a password, nor the name of the server's user. */
export const MailSettingsAnswer = z.object({ configured: z.boolean(), says: z.string() });

export const ReportSchedule = z.object({
  every: z.enum(PERIODS),
  at: z.string(),
  /** Workflows; empty: the whole. */
  for: z.array(z.string()),
  to: z.array(z.object({ id: z.string(), name: z.string(), has_address: z.boolean() })),
  next_at: time,
  says: z.string(),
});

/** The reports that there are, newest first, for one length of period. */
export const ReportsAnswer = z.object({
  period: z.enum(PERIODS),
  mail: MailSettingsAnswer,
  schedules: z.array(ReportSchedule),
  reports: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      title: z.string(),
      is_over: z.boolean(),
      /** Rounds that were planned in it. */
      cases: z.number(),
      mails: z.array(ReportMail),
    }),
  ),
});

export const ReportAnswer = Report.extend({
  previous: z.string().nullable(),
  next: z.string().nullable(),
  /** Where the PDF is. */
  pdf: z.string(),
  mail: MailSettingsAnswer,
  mails: z.array(ReportMail),
});
