import type { Show } from './live/queries.ts';

/*
 * What stands in the address behind the question mark, page by page. It is text that anybody may have typed, so
 * what is unknown is left out.
 */
const SHOWS: Show[] = ['open', 'mine', 'snoozed', 'unknown'];
export const LOG_FIELDS = ['q', 'workflow', 'kind', 'play', 'effect', 'actor', 'from', 'to'] as const;
export const SLICE_FIELDS = ['workflow', 'write', 'kind', 'agent', 'version'] as const;

export interface InboxSearch {
  case?: string | undefined;
  workflow?: string | undefined;
  show?: Show | undefined;
  by?: 'workflow' | undefined;
}
export type LogSearch = Partial<Record<(typeof LOG_FIELDS)[number], string>>;
export type RollbackSearch = Partial<Record<(typeof SLICE_FIELDS)[number], string>>;

type Raw = Record<string, unknown>;

/** Reads the named fields of an address; `validateSearch: searchOf(['kind', 'play'])`. */
export function searchOf<F extends string>(fields: readonly F[]) {
  return (raw: Raw): Partial<Record<F, string>> => {
    const found: Partial<Record<F, string>> = {};
    for (const name of fields) {
      const value = textOf(raw[name]);
      if (value !== undefined) found[name] = value;
    }
    return found;
  };
}

export function inboxSearch(raw: Raw): InboxSearch {
  return {
    case: textOf(raw['case']),
    workflow: textOf(raw['workflow']),
    show: SHOWS.find((show) => show === raw['show']),
    by: raw['by'] === 'workflow' ? 'workflow' : undefined,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
