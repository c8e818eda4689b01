import type { Cause, ExceptionsSearch } from '../exceptions/queries.ts';

export interface UpdatesSearch {
  show?: 'decided' | 'precedents' | undefined;
  workflow?: string | undefined;
}

const SHOWN = ['decided', 'precedents'] as const;
const CAUSES: readonly Cause[] = ['failed', 'edited', 'escalated', 'conflict', 'reworked'];

export function updatesSearch(raw: Record<string, unknown>): UpdatesSearch {
  return { show: SHOWN.find((show) => show === raw['show']), workflow: text(raw['workflow']) };
}

export function exceptionsSearch(raw: Record<string, unknown>): ExceptionsSearch {
  const cause = CAUSES.find((one) => one === raw['cause']);
  return { workflow: text(raw['workflow']), cause, days: text(raw['days']) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
