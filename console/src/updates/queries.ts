import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Update = AnswerOf<'updates'>['updates'][number];
export type Looked = AnswerOf<'updates'>['looked'][number];
export type UpdateView = AnswerOf<'update'>;
export type Working = UpdateView['workings'][number];
export type Proof = Update['proof'];
export type Precedent = AnswerOf<'precedents'>['precedents'][number];
export type RuleDraft = AnswerOf<'rule_from_case'>;

const LOOK_AGAIN_MS = 1_500;

export const updatesQuery = (workflow: string | undefined) =>
  queryOptions({
    queryKey: ['updates', workflow ?? ''],
    queryFn: ({ signal }) => call('updates', { query: { workflow }, signal }),
    // What is looked through at this moment is asked for again until it is told.
    refetchInterval: ({ state }) =>
      state.data?.looked.some(({ looking }) => looking !== null) ? LOOK_AGAIN_MS : false,
  });

export const updateQuery = (id: string, who: string) =>
  queryOptions({
    queryKey: ['update', id, who],
    queryFn: ({ signal }) => call('update', { id, signal }),
  });

export const precedentsQuery = (workflow: string | undefined) =>
  queryOptions({
    queryKey: ['precedents', workflow ?? ''],
    queryFn: ({ signal }) => call('precedents', { query: { workflow }, signal }),
  });

/** `version` is the case's: what was decided counts once the case has come to rest, and is asked for again then. */
export const ruleQuery = (id: string, version: number, parts: string[] | undefined) =>
  queryOptions({
    queryKey: ['rule', id, version, parts?.toSorted().join('\n') ?? ''],
    queryFn: ({ signal }) => call('rule_from_case', { id, body: parts ? { parts } : {}, signal }),
    retry: false,
  });

/** After a decision on an update everything that shows it is read again. */
export function readUpdatesAgain(client: QueryClient): Promise<unknown> {
  const keys = ['updates', 'update', 'precedents', 'exceptions', 'workflow', 'boundary', 'notices', 'desk'];
  return Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
}
