import { isMoney } from '../../workspace/money.ts';

/** Shorter texts than this turn up by chance in any message. */
const TELLING_CHARS = 4;

/**
 * Names of the inputs of which a word stands in what strangers wrote. That a fact says the same by now clears nothing:
 * it may be the very fact that the stranger's word led to.
 */
export function taintedBy(inputs: Record<string, unknown>, texts: string[]): string[] {
  if (texts.length === 0) return [];
  return Object.keys(inputs).filter((name) => stands(inputs[name], texts));
}

function stands(value: unknown, texts: string[]): boolean {
  if (typeof value === 'string')
    return value.length >= TELLING_CHARS && texts.some((text) => text.includes(value.toLowerCase()));
  if (typeof value === 'number') return String(value).length >= TELLING_CHARS && stands(String(value), texts);
  if (value === null || typeof value !== 'object' || isMoney(value)) return false;
  return Object.values(value).some((part) => stands(part, texts));
}
