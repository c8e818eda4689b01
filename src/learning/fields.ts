import { FIELD_CHARS_MAX, FIELDS_MAX, type Example } from './example.ts';

// Whole numbers up to this are counts (parcels, days, earlier contacts) and are also kept as they are.
const EXACT_WHOLE_MAX = 12;

/**
 * The structured facts of an example as `name=value` strings.
 *
 * Numbers are bucketed so that amounts generalise: by sign and power of two (`amount=32..64`,
 * `balance=-2..-1`), zero apart; small whole numbers are given exactly as well (`days=3`).
 * Text is trimmed, lower-cased and cut at `FIELD_CHARS_MAX`. Names are taken in the example's order.
 */
export function fieldFeatures(fields: Example['fields']): string[] {
  const features: string[] = [];
  for (const [name, value] of Object.entries(fields).slice(0, FIELDS_MAX)) {
    if (typeof value === 'number') features.push(...numberFeatures(name, value));
    else if (typeof value === 'boolean') features.push(`${name}=${value ? 'yes' : 'no'}`);
    else features.push(`${name}=${value.slice(0, FIELD_CHARS_MAX).normalize('NFKC').trim().toLowerCase()}`);
  }
  return features;
}

function numberFeatures(name: string, value: number): string[] {
  if (!Number.isFinite(value)) return [`${name}=not a number`];
  if (value === 0) return [`${name}=0`];
  const octave = Math.floor(Math.log2(Math.abs(value)));
  const low = 2 ** octave;
  const bucket = value > 0 ? `${name}=${low}..${low * 2}` : `${name}=-${low * 2}..-${low}`;
  const isCount = Number.isInteger(value) && Math.abs(value) <= EXACT_WHOLE_MAX;
  return isCount ? [bucket, `${name}=${value}`] : [bucket];
}
