import { DEFINITIONS } from './inputs.ts';
import { INPUTS, type Input, type InputName, type Stated } from './schema.ts';

/** What was counted on the log of one input. */
export interface Measured {
  value: number;
  low: number;
  high: number;
  /** Cases that it was counted from. */
  count: number;
  says: string;
  href: string | null;
}

/** What is known of the inputs, from all sides. */
export interface Known {
  measured: Partial<Record<InputName, Measured>>;
  /** What people said, of this workflow or of all. */
  stated: Partial<Record<InputName, Stated>>;
  /** What the workspace itself says: the rate of its people. */
  given: Partial<Record<InputName, { value: number; says: string }>>;
}

/**
 * Every input with the best that is known of it: a measurement before what somebody said, that before what the
 * workspace's files say, that before a default of Remit. What somebody said stays beside a measurement.
 */
export function resolve(known: Known): Input[] {
  const byHand = (bestOf('minutes', known).value ?? 0) * STAYS_BY_HAND;
  return INPUTS.map((name) => {
    const { label, unit, per } = DEFINITIONS[name];
    const stated = known.stated[name] ?? null;
    return {
      name,
      label,
      unit,
      per,
      stated,
      ...bestOf(name, known, name === 'by_hand_minutes' ? byHand : undefined),
    };
  });
}

/** The share of the work that is taken to stay with people before anybody knows: an agent that does all of it is rare. */
const STAYS_BY_HAND = 0.5;

type Best = Pick<Input, 'value' | 'low' | 'high' | 'from' | 'count' | 'says' | 'href'>;

const HELD = { low: null, high: null, count: null, href: null };

function bestOf(name: InputName, { measured, stated, given }: Known, derived?: number): Best {
  const { means, isMeasurable } = DEFINITIONS[name];
  const otherwise = derived === undefined ? DEFINITIONS[name].otherwise : derived;
  const counted = measured[name];
  if (counted) return { ...counted, from: 'measured' };
  const said = stated[name];
  if (said) {
    const more = isMeasurable ? ' It counts until it is measured.' : '';
    return { ...HELD, value: said.value, from: 'stated', says: `${means}${more}` };
  }
  const file = given[name];
  if (file) return { ...HELD, value: file.value, from: 'default', says: file.says };
  if (otherwise === null)
    return { ...HELD, value: null, from: 'missing', says: `${means} Nobody has said it yet.` };
  return { ...HELD, value: otherwise, from: 'default', says: means };
}
