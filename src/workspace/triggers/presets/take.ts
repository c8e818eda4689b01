import { createHash } from 'node:crypto';
import { parseMoney } from '../../money.ts';
import { valueAt } from '../../paths.ts';

const CURRENCY = /^[A-Z]{3}$/;
const ID_CHARS = 32;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** The first of these paths that holds a text or a number, as text. */
export function textAt(payload: unknown, ...paths: string[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(payload, path);
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

/** The first of these paths that holds a time with its zone; `zone` is for senders that leave it out. */
export function timeAt(payload: unknown, paths: readonly string[], zone = ''): Date | undefined {
  for (const path of paths) {
    const value = valueAt(payload, path);
    if (typeof value !== 'string') continue;
    const text = ZONED.test(value) ? value : value + zone;
    if (ZONED.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text);
  }
  return undefined;
}

/** `59.99` and `USD` as `59.99 USD`, where both are there and are an amount. */
export function amountAt(payload: unknown, amount: string, currency: string): string | undefined {
  const [number, of] = [textAt(payload, amount), textAt(payload, currency)?.toUpperCase()];
  if (number === undefined || of === undefined || !CURRENCY.test(of)) return undefined;
  const text = `${number} ${of}`;
  return parseMoney(text) ? text : undefined;
}

/** Only what is there: an absent value is no value, and not one that is empty. */
export function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/**
 * A name for a delivery whose sender signs its body and nothing else. An id in a header could be changed by whoever
 * recorded a delivery, and the same would come in again under another name: what is signed names it.
 */
export function nameByContent(type: string, body: Uint8Array): string {
  const hash = createHash('sha256').update(type).update('\n').update(body).digest('hex');
  return `${type === '' ? '' : `${type}:`}${hash.slice(0, ID_CHARS)}`;
}
