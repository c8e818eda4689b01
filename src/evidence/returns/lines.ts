import { listed } from '../words.ts';
import { linear, type Linear, type Quantity } from './linear.ts';
import type { Input, InputName, Side } from './schema.ts';
import type { Show } from './show.ts';

const MINUTES_IN_HOUR = 60;

/** One line before it is summed: null where something that it needs is missing. */
export interface Drawn {
  id: LineId;
  side: Side;
  label: string;
  sum: Linear | null;
  says: string;
  inputs: InputName[];
}

export const LINES = [
  'setup',
  'integration',
  'spend',
  'review',
  'upkeep',
  'lost',
  'work',
  'errors',
  'faster',
] as const;
export type LineId = (typeof LINES)[number];

type Get = (name: InputName) => number | null;

interface Recipe {
  side: Side;
  label: string;
  inputs: InputName[];
  /** Inputs that were counted, each with its factor, given those that are held as said. Null: one of them is missing. */
  sum: (get: Get) => [InputName, number][] | number | null;
  /** The sum in words, of its inputs in their order. */
  words: (shown: string[]) => string;
  /** Said instead where this input is nought: then the line is not counted. */
  unless?: [InputName, string];
}

const times = (...factors: (number | null)[]): number | null =>
  factors.reduce<number | null>(
    (product, factor) => (product === null || factor === null ? null : product * factor),
    1,
  );

const RECIPES: Record<LineId, Recipe> = {
  setup: {
    side: 'once',
    label: 'Setting it up',
    inputs: ['setup_hours', 'rate'],
    sum: (get) => times(get('setup_hours'), get('rate')),
    words: ([hours, rate]) => `${hours} × ${rate}`,
  },
  integration: {
    side: 'once',
    label: 'Integration',
    inputs: ['integration'],
    sum: (get) => get('integration'),
    words: ([paid]) => `${paid}, paid once`,
  },
  spend: {
    side: 'running',
    label: 'Spent by agents',
    inputs: ['cases', 'agent_spend'],
    sum: (get) => with1('agent_spend', get('cases')),
    words: ([cases, spent]) => `${cases} × ${spent}`,
  },
  review: {
    side: 'running',
    label: 'Review by people',
    inputs: ['cases', 'review_minutes', 'rate'],
    sum: (get) => with1('review_minutes', perMinute(get)),
    words: ([cases, minutes, rate]) => `${cases} × ${minutes} × ${rate}`,
  },
  upkeep: {
    side: 'running',
    label: 'Upkeep',
    inputs: ['upkeep_hours', 'rate'],
    sum: (get) => times(get('upkeep_hours'), get('rate')),
    words: ([hours, rate]) => `${hours} × ${rate}`,
  },
  lost: {
    side: 'running',
    label: 'Lost to mistakes',
    inputs: ['lost'],
    sum: () => with1('lost', 1),
    words: ([lost]) => `${lost}`,
  },
  work: {
    side: 'benefit',
    label: 'Work that people no longer do',
    inputs: ['cases', 'minutes', 'by_hand_minutes', 'rate'],
    sum: (get) => between('minutes', 'by_hand_minutes', perMinute(get)),
    words: ([cases, minutes, byHand, rate]) => `${cases} × (${minutes} − ${byHand} still by hand) × ${rate}`,
  },
  errors: {
    side: 'benefit',
    label: 'Errors avoided',
    inputs: ['cases', 'error_share_before', 'error_share_with', 'error_cost'],
    sum: (get) => between('error_share_before', 'error_share_with', times(get('cases'), get('error_cost'))),
    words: ([cases, before, now, cost]) => `${cases} × (${before} − ${now}) × ${cost}`,
    unless: ['error_cost', 'Not counted: nobody has said what an error costs.'],
  },
  faster: {
    side: 'benefit',
    label: 'Faster answers',
    inputs: ['cases', 'hours_faster', 'hour_value'],
    sum: (get) => with1('hours_faster', times(get('cases'), get('hour_value'))),
    words: ([cases, hours, value]) => `${cases} × ${hours} × ${value}`,
    unless: ['hour_value', 'Not counted: nobody has said what an hour earlier is worth.'],
  },
};

function perMinute(get: Get): number | null {
  const product = times(get('cases'), get('rate'));
  return product === null ? null : product / MINUTES_IN_HOUR;
}

function with1(name: InputName, factor: number | null): [InputName, number][] | null {
  return factor === null ? null : [[name, factor]];
}

function between(one: InputName, other: InputName, factor: number | null): [InputName, number][] | null {
  if (factor === null) return null;
  return [
    [one, factor],
    [other, -factor],
  ];
}

/**
 * The lines of the statement, money a month (once for what is paid once). Work by hand is what a case took before, less
 * what people still do themselves; looking at plans is a cost. So a measured minute is counted once, and benefit less
 * review is the measured difference.
 */
export function drawLines(inputs: readonly Input[], show: Show): Drawn[] {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  const get: Get = (name) => byName.get(name)?.value ?? null;
  return LINES.map((id) => {
    const { side, label, inputs: names, sum, words, unless } = RECIPES[id];
    if (unless && get(unless[0]) === 0)
      return { id, side, label, sum: linear(0), says: unless[1], inputs: [unless[0]] };
    const parts = sum(get);
    const isFirm = !names.includes('cases') || byName.get('cases')?.from === 'measured';
    const quantities = quantitiesOf(parts, byName, isFirm);
    const missing = names.filter((name) => get(name) === null);
    const says =
      missing.length > 0 || quantities === null
        ? `Missing: ${listed(missing.map((name) => byName.get(name)?.label.toLowerCase() ?? name))}.`
        : words(names.map((name) => show(byName.get(name) as Input)));
    return { id, side, label, sum: quantities, says, inputs: names };
  });
}

function quantitiesOf(
  parts: [InputName, number][] | number | null,
  byName: ReadonlyMap<InputName, Input>,
  isFirm: boolean,
): Linear | null {
  if (parts === null) return null;
  if (typeof parts === 'number') return linear(parts);
  const terms: [string, number, Quantity][] = [];
  for (const [name, factor] of parts) {
    const input = byName.get(name);
    if (!input || input.value === null) return null;
    // A guessed number of cases makes the whole product a guess, however well the rest of it is measured.
    const [low, high] = isFirm ? [input.low, input.high] : [null, null];
    terms.push([name, factor, { value: input.value, low, high }]);
  }
  return linear(0, terms);
}
