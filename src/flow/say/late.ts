import { labelFrom } from './words.ts';

/** "A chargeback came for Refund of €12.00." `action` is what it is laid at the door of, in words. */
export function sayLate(what: string, action: string | undefined): string {
  const named = labelFrom(what).toLowerCase();
  const article = /^[aeiou]/.test(named) ? 'An' : 'A';
  return `${article} ${named} came for ${action ?? 'what was done here'}.`;
}
