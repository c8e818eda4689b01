import { listed } from '../words.ts';
import { figureOf, type Linear, plus } from './linear.ts';
import type { Figure, RuleOfThumb } from './schema.ts';
import { number, type Style, withInterval } from './show.ts';

/** What it brings should be more than so many times what running it costs. */
export const RULE_TIMES = 3;
/** Within so many months. At the present rate they are alike, so that the number of months cancels out of the ratio. */
export const RULE_MONTHS = 6;

export interface RuleOf {
  benefit: Linear | null;
  running: Linear | null;
  /** What the answer would rest on and is not measured, as people read it. */
  guesses: readonly string[];
  style: Style;
}

/**
 * The rule of thumb: benefit > 3 × running cost within six months. It is answered yes or no only where everything that
 * bears on it is measured and the whole interval of benefit − 3 × cost lies on one side of nought.
 */
export function ruleOfThumb({ benefit, running, guesses, style }: RuleOf): RuleOfThumb {
  if (!benefit || !running)
    return {
      answer: 'not_known',
      on_guesses: null,
      times: null,
      says: 'Not yet known: a figure that it needs is missing.',
    };
  const over = figureOf(plus(benefit, running, -RULE_TIMES));
  const times = timesOf(benefit, running);
  const sums = sumsOf(benefit, running, style);
  if (over.low === null || over.high === null) {
    const says = `Not yet known: ${sayGuesses(guesses)}. By the guesses ${over.value > 0 ? 'yes' : 'no'}: ${sums}.`;
    return { answer: 'not_known', on_guesses: over.value > 0 ? 'yes' : 'no', times, says };
  }
  const on_guesses = null;
  if (over.low > 0) return { answer: 'yes', on_guesses, times, says: `Yes: ${sums}.` };
  if (over.high <= 0) return { answer: 'no', on_guesses, times, says: `No: ${sums}.` };
  const says = `Not yet known: ${sums}, and the interval of what is measured reaches to both sides of three times.`;
  return { answer: 'not_known', on_guesses, times, says };
}

/** So many unmeasured figures are named; more of them are most of it. */
const NAMED_MAX = 3;

function sayGuesses(guesses: readonly string[]): string {
  if (guesses.length > NAMED_MAX) return 'most of what it rests on is not measured';
  return `${listed(guesses)} ${guesses.length === 1 ? 'is' : 'are'} not measured`;
}

function sumsOf(benefit: Linear, running: Linear, style: Style): string {
  const [brings, costs] = [benefit, running].map((sum) => withInterval(halfYear(figureOf(sum)), style));
  return `in six months it brings ${brings} and costs ${costs} to run`;
}

function halfYear({ value, low, high }: Figure): Figure {
  const six = (each: number | null) => (each === null ? null : each * RULE_MONTHS);
  return { value: value * RULE_MONTHS, low: six(low), high: six(high) };
}

/** Beyond it a multiple says no more. */
const TIMES_MAX = 1_000;
const HALVINGS = 50;

/**
 * Benefit in units of running cost. The ends of its interval are where benefit − k × cost is no longer surely above, or
 * is surely below, nought: the same intervals as the answer, so that one never contradicts the other.
 */
export function timesOf(benefit: Linear, running: Linear): Figure | null {
  const [brings, costs] = [figureOf(benefit), figureOf(running)];
  if (costs.value <= 0) return null;
  const value = brings.value / costs.value;
  const at = (k: number) => figureOf(plus(benefit, running, -k));
  if (at(1).low === null) return { value, low: null, high: null };
  return {
    value,
    low: turn((k) => (at(k).low ?? 0) > 0, value),
    high: turn((k) => (at(k).high ?? 0) > 0, value),
  };
}

/** The largest k at which it still holds; nought where it never does, and the value itself is where the search begins. */
function turn(holds: (k: number) => boolean, around: number): number {
  let [low, high] = [0, Math.min(TIMES_MAX, Math.max(1, 2 * Math.abs(around)))];
  if (!holds(0)) return 0;
  while (holds(high) && high < TIMES_MAX) high *= 2;
  for (let turns = 0; turns < HALVINGS; turns++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** `3.4 times (2.1 to 5.6)` */
export function sayTimes({ value, low, high }: Figure, style: Style): string {
  const shown = (each: number) => number(each, style);
  const range = low === null || high === null ? '' : ` (${shown(low)} to ${shown(high)})`;
  return `${shown(value)} times${range}`;
}
