import { digestOf, type Errand } from './data.ts';
import type { Performed, StoreService } from './service.ts';

/** What a run did in the shop, by its own account. */
export interface Account {
  done: number;
  refused: number;
  /** Keys that arrived more than once: sent again because an answer was lost, or doubled on the way. */
  sentAgain: number;
  /** Calls of requests that were performed otherwise than once. */
  wrong: string[];
}

/** Holds what the shop performed since a moment against what was asked for: each call of each request once. */
export function account(service: StoreService, from: number, requests: Errand[]): Account {
  const performed = service.performed.slice(from);
  const counts = new Map<string, number>();
  const count = (tool: string, args: unknown, by: number) => {
    const call = `${tool} ${digestOf(args)}`;
    counts.set(call, (counts.get(call) ?? 0) + by);
  };
  for (const { actions } of requests) for (const call of actions) count(call.name, call.arguments, -1);
  for (const { tool, args } of performed) count(tool, args, 1);
  const wrong = [...counts].filter(([, times]) => times !== 0).map(([call, times]) => `${call}: ${times}`);
  const bare = performed.filter(({ key }) => key === '').map(({ tool }) => `${tool} came without a key`);
  return { ...ends(performed), sentAgain: sentAgain(service, performed), wrong: [...wrong, ...bare] };
}

function ends(performed: Performed[]): { done: number; refused: number } {
  const done = performed.filter(({ ok }) => ok).length;
  return { done, refused: performed.length - done };
}

function sentAgain({ keys }: StoreService, performed: Performed[]): number {
  return performed.filter(({ key }) => (keys.get(key) ?? 0) > 1).length;
}
