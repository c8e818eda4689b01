import { listed } from '../words.ts';
import { DEFINITIONS } from './inputs.ts';
import { drawLines, type Drawn } from './lines.ts';
import { figureOf, linear, type Linear, namesIn, plus } from './linear.ts';
import { payBack } from './pay_back.ts';
import { type Known, resolve } from './resolve.ts';
import { ruleOfThumb } from './rule.ts';
import type { Figure, Input, Line, Side, Source, Statement } from './schema.ts';
import { showInput, type Style } from './show.ts';
import { METHOD, summarize } from './words.ts';

/** Of what a statement is made, beside what is known. */
export interface StatementOf extends Known {
  style: Style;
  /** The first day on which the agent worked, or would. */
  start: Date;
}

/**
 * Return on cost as a statement: what it cost once, what it costs and brings in a month, when it has paid back, and the
 * rule of thumb. Money in minor units. Works with nothing measured and nothing said; then it says what is missing.
 */
export function statement(of: StatementOf): Statement {
  const inputs = resolve(of);
  const drawn = drawLines(inputs, showInput(of.style));
  return assemble(
    { inputs, drawn, from: (line) => weakest(line, inputs), guesses: guessesOf(drawn, inputs) },
    of,
  );
}

/** The lines of a statement with what they rest on. */
export interface Parts {
  inputs: Input[];
  drawn: Drawn[];
  from: (line: Drawn) => Source;
  /** Labels of what could be measured, bears on a total and is not measured; and how many bear on it. */
  guesses: { labels: string[]; of: number };
}

/** Sums the lines, and says what follows from them. */
export function assemble(parts: Parts, { style, start }: Pick<StatementOf, 'style' | 'start'>): Statement {
  const { inputs, drawn, from, guesses } = parts;
  const lines = drawn.map((line): Line => {
    const { id, side, label, says } = line;
    return {
      id,
      side,
      label,
      amount: line.sum && rounded(figureOf(line.sum)),
      says,
      inputs: line.inputs,
      from: from(line),
    };
  });
  const sums = {
    once: sumOf(drawn, 'once'),
    running: sumOf(drawn, 'running'),
    benefit: sumOf(drawn, 'benefit'),
  };
  const net = sums.benefit && sums.running && plus(sums.benefit, sums.running, -1);
  const [once, running, benefit] = (['once', 'running', 'benefit'] as const).map((side) =>
    totalOf(lines, side, sums[side]),
  );
  const totals = {
    once: once ?? null,
    running: running ?? null,
    benefit: benefit ?? null,
    net: netOf(net, benefit, running),
  };
  const paid = payBack({ once: totals.once, net: totals.net, start, locale: style.locale });
  const rule = ruleOfThumb({ benefit: sums.benefit, running: sums.running, guesses: guesses.labels, style });
  const count = guesses.of - guesses.labels.length;
  const measured = { of: guesses.of, count, says: sayMeasured(count, guesses.of, guesses.labels) };
  const made = {
    currency: style.currency,
    inputs,
    lines,
    totals,
    pay_back: paid,
    rule,
    measured,
    method: METHOD,
  };
  return { ...made, summary: summarize(made, style) };
}

function sumOf(drawn: readonly Drawn[], side: Side): Linear | null {
  let sum: Linear | null = linear(0);
  for (const line of drawn) {
    if (line.side !== side) continue;
    sum = sum && line.sum ? plus(sum, line.sum) : null;
  }
  return sum;
}

/** A total is the sum of its lines as they are shown, to the cent; its interval is made from the exact sums. */
function totalOf(lines: readonly Line[], side: Side, exact: Linear | null): Figure | null {
  if (!exact) return null;
  const value = lines
    .filter((line) => line.side === side)
    .reduce((sum, { amount }) => sum + (amount?.value ?? 0), 0);
  const { low, high } = rounded(figureOf(exact));
  return { value, low, high };
}

function netOf(
  net: Linear | null,
  benefit: Figure | null | undefined,
  running: Figure | null | undefined,
): Figure | null {
  if (!net || !benefit || !running) return null;
  const { low, high } = rounded(figureOf(net));
  return { value: benefit.value - running.value, low, high };
}

function rounded({ value, low, high }: Figure): Figure {
  const whole = (each: number | null) => (each === null ? null : Math.round(each) + 0);
  return { value: Math.round(value) + 0, low: whole(low), high: whole(high) };
}

const STRENGTH: Source[] = ['missing', 'default', 'stated', 'measured'];

/**
 * What a line rests on: the weakest of its inputs that can be measured, else of all of them. That an hour costs what the
 * files say makes no guess of measured minutes.
 */
export function weakest(line: Drawn, inputs: readonly Input[]): Source {
  const used = inputs.filter(({ name }) => line.inputs.includes(name));
  if (used.some(({ from }) => from === 'missing')) return 'missing';
  const counted = used.filter(({ name }) => DEFINITIONS[name].isMeasurable);
  const sources = (counted.length > 0 ? counted : used).map(({ from }) => from);
  return STRENGTH.find((source) => sources.includes(source)) ?? 'default';
}

/** What bears on the totals and could be measured, and what of it is not. */
export function guessesOf(drawn: readonly Drawn[], inputs: readonly Input[]): Parts['guesses'] {
  const bears = new Set<string>(drawn.flatMap((line) => (line.sum ? namesIn(line.sum) : line.inputs)));
  if (bears.has('minutes')) bears.add('cases');
  const measurable = inputs.filter(({ name }) => bears.has(name) && DEFINITIONS[name].isMeasurable);
  const labels = measurable.filter(({ from }) => from !== 'measured').map(({ label }) => label.toLowerCase());
  return { labels, of: measurable.length };
}

function sayMeasured(count: number, of: number, labels: readonly string[]): string {
  if (count === 0) return 'None of these figures is measured yet: they are what was said, and defaults.';
  if (labels.length === 0) return 'Everything that can be measured is measured.';
  return `${count} of the ${of} figures that can be measured ${count === 1 ? 'is' : 'are'}. Not yet: ${listed(labels)}.`;
}
