import { z } from 'zod';
import { PERIODS } from '../../../evidence/report/schema.ts';
import { ReportAnswer, ReportsAnswer } from '../answers/reports.ts';
import { op } from './operation.ts';

/** Reports of a period. The PDF of a report is at `/api/reports/:id/pdf`. */
export const reportsOperations = {
  reports: op('GET', '/api/reports', 'Reports of days, weeks or months, newest first, and who gets them.', {
    query: z.object({ period: z.enum(PERIODS).default('week') }),
    answer: ReportsAnswer,
  }),
  report: op('GET', '/api/reports/:id', 'One report: `week.2026-11-16`, of a workflow or of the whole.', {
    query: z.object({ workflow: z.string().optional() }),
    answer: ReportAnswer,
  }),
  send_report: op('POST', '/api/reports/:id/send', 'Mail a report to somebody of the workspace now.', {
    body: z.object({
      to: z.string().max(200),
      workflows: z.array(z.string().max(200)).max(100).default([]),
      /** Also where it was sent already, or where it is not known whether it was. */
      again: z.boolean().default(false),
    }),
    answer: z.object({ says: z.string() }),
  }),
} as const;
