import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Reports = AnswerOf<'reports'>;
export type ReportView = AnswerOf<'report'>;
export type ReportSection = ReportView['sections'][number];
export type ReportRow = ReportSection['rows'][number];
export type Mail = ReportView['mails'][number];
export type Compared = NonNullable<ReportRow['changes']['before']>;
export type Period = Reports['period'];

export const PERIODS: { name: Period; label: string }[] = [
  { name: 'day', label: 'Days' },
  { name: 'week', label: 'Weeks' },
  { name: 'month', label: 'Months' },
];

export const reportsQuery = (period: Period) =>
  queryOptions({
    queryKey: ['reports', period],
    queryFn: ({ signal }) => call('reports', { query: { period }, signal }),
    placeholderData: keepPreviousData,
  });

export const reportQuery = (id: string, workflow: string | undefined) =>
  queryOptions({
    queryKey: ['report', id, workflow ?? ''],
    queryFn: ({ signal }) => call('report', { id, query: { workflow }, signal }),
    placeholderData: keepPreviousData,
  });
