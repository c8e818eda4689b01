import type { Rate } from '../authority/schema.ts';

/** `3.5 %`; whole percentages without a fraction. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** `3 of 212 (1.4 %)`: a rate never stands without what it was counted from. */
export function sayRate({ count, of }: Pick<Rate, 'count' | 'of'>): string {
  return `${grouped(count)} of ${grouped(of)} (${percent(count / of)})`;
}

/** `1 decision`, `2 decisions`, `1,204 decisions` */
export function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** `1,204`. Most counts are short, and asking the locale for them would cost the most of a sentence. */
function grouped(count: number): string {
  return Math.abs(count) < 1_000 ? String(count) : count.toLocaleString('en');
}

/** `a, b and c` */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
