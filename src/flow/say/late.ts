import { labelFrom } from './words.ts';

/** "A chargeback came for Refund of €12.00.", "Refund of €12.00 was returned." `action` is what caused it, in words. */
export function sayLate(what: string, action: string | undefined): string {
  const named = labelFrom(what).toLowerCase();
  if (named.endsWith('ed')) return `${action ?? 'What was done here'} was ${named}.`;
  const article = /^[aeiou]/.test(named) ? 'An' : 'A';
  return `${article} ${named} came for ${action ?? 'what was done here'}.`;
}
