import { z } from 'zod';
import { PERIODS } from '../../../evidence/report/schema.ts';
import { Assumed, Statement } from '../../../evidence/returns/schema.ts';
import { ReportAnswer, ReportsAnswer } from '../answers/reports.ts';
import { ReturnAnswer } from '../answers/returns.ts';
import { op } from './operation.ts';

/** Reports of a period, and the return on cost. The PDF of a report is at `/api/reports/:id/pdf`. */
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
  returns: op('GET', '/api/returns', 'What the agents cost and bring: a statement with its assumptions.', {
    query: z.object({ workflow: z.string().optional() }),
    answer: ReturnAnswer,
  }),
  assume: op('POST', '/api/returns', 'Say what an assumption is, and why; null takes it back.', {
    body: z.object({
      workflow: z.string().max(200).nullable(),
      values: Assumed,
      because: z.string().min(1).max(1_000),
    }),
    answer: z.object({ says: z.string() }),
  }),
  try_return: op('POST', '/api/returns/try', 'The statement with other assumptions. Nothing is stored.', {
    body: z.object({ workflow: z.string().max(200).nullable().default(null), values: Assumed }),
    answer: Statement,
  }),
} as const;
