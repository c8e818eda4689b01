import { z } from 'zod';
import { AttentionAnswer, AuditWeeksAnswer, ReviewersAnswer } from '../answers/attention.ts';
import { CaseAnswer } from '../answers/case.ts';
import { op } from './operation.ts';

const DAYS_USUAL = 90;
const DAYS_MAX = 730;
const WEEKS_USUAL = 12;
const WEEKS_MAX = 104;
const days = z.coerce.number().int().min(1).max(DAYS_MAX).default(DAYS_USUAL);

/** Operations on how people look: their own pace and catches, and the weekly spot audits. */
export const attentionOperations = {
  attention: op('GET', '/api/attention', 'How you look before you decide: pace, what you open, catches.', {
    query: z.object({ days }),
    answer: AttentionAnswer,
  }),
  reviewers: op('GET', '/api/attention/reviewers', 'How all reviewers look, for an owner.', {
    query: z.object({ days }),
    answer: ReviewersAnswer,
  }),
  audit_case: op(
    'GET',
    '/api/audits/:id',
    'A drawn case as it was before it was planned: nothing of what was planned or done.',
    { answer: CaseAnswer },
  ),
  audit_weeks: op(
    'GET',
    '/api/audits/weeks',
    'Spot audits per week: drawn, judged, deviations, the target.',
    {
      query: z.object({
        workflow: z.string().optional(),
        weeks: z.coerce.number().int().min(1).max(WEEKS_MAX).default(WEEKS_USUAL),
      }),
      answer: AuditWeeksAnswer,
    },
  ),
} as const;
