import type { Via } from './schema.ts';

/** The most of a statement or an address that is shown. */
const SAYS_CHARS_MAX = 400;

/** How a read or write is reached, as a person reads it: `GET /orders/{order_id}`, a statement, the name of a tool. */
export function sayVia(via: Via): string {
  const given: Record<string, unknown> = { ...via };
  if (typeof given['method'] === 'string' && typeof given['path'] === 'string')
    return `${given['method']} ${given['path']}`;
  const texts = Object.values(given).filter((value) => typeof value === 'string');
  return texts.join(' · ').slice(0, SAYS_CHARS_MAX);
}
