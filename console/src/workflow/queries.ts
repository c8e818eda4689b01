import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

/** Live events name cases only. What changes with a workflow itself is read again this often while it is shown. */
const WORKFLOW_POLL_MS = 10_000;

export type StageView = AnswerOf<'stage'>;
export type ExposureView = AnswerOf<'exposure'>;
export type Rollout = StageView['history'][number]['to'];
export type Rate = StageView['watch'][number]['rate'];

export const stageQuery = (id: string) =>
  queryOptions({
    queryKey: ['stage', id],
    queryFn: ({ signal }) => call('stage', { id, signal }),
    refetchInterval: WORKFLOW_POLL_MS,
  });

export const exposureQuery = (id: string) =>
  queryOptions({
    queryKey: ['exposure', id],
    queryFn: ({ signal }) => call('exposure', { id, signal }),
    refetchInterval: WORKFLOW_POLL_MS,
  });

export const boundaryQuery = (id: string) =>
  queryOptions({
    queryKey: ['boundary', id],
    queryFn: ({ signal }) => call('boundary', { id, signal }),
    refetchInterval: WORKFLOW_POLL_MS,
  });

/** Everything that a change of a workflow's stage or boundary makes old. */
export function readWorkflowAgain(client: QueryClient, id: string): Promise<unknown> {
  const names = ['stage', 'exposure', 'boundary', 'workflow'];
  return Promise.all([
    ...names.map((name) => client.invalidateQueries({ queryKey: [name, id] })),
    client.invalidateQueries({ queryKey: ['desk'] }),
    client.invalidateQueries({ queryKey: ['changes'] }),
  ]);
}
