import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Attention = AnswerOf<'attention'>;
export type Look = Attention['mine'];
export type Reviewers = AnswerOf<'reviewers'>;
export type AgreementView = Look['agreement'];
export type AuditWeeks = AnswerOf<'audit_weeks'>;
export type AuditsOf = AuditWeeks['workflows'][number];

/** So many days are looked at. */
export const DAYS = 90;

export const attentionQuery = (who: string) =>
  queryOptions({
    queryKey: ['attention', who],
    queryFn: ({ signal }) => call('attention', { query: { days: DAYS }, signal }),
    enabled: who !== '',
  });

export const reviewersQuery = (who: string) =>
  queryOptions({
    queryKey: ['attention', 'all', who],
    queryFn: ({ signal }) => call('reviewers', { query: { days: DAYS }, signal }),
  });

/** A drawn case without what was planned and done. */
export const auditCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['audits', 'case', id],
    queryFn: ({ signal }) => call('audit_case', { id, signal }),
  });

export const auditWeeksQuery = queryOptions({
  queryKey: ['audits', 'weeks'],
  queryFn: ({ signal }) => call('audit_weeks', { query: {}, signal }),
});
