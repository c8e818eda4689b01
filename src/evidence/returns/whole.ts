import { drawLines, LINES, type Drawn } from './lines.ts';
import { figureOf, linear, type Linear, namesIn, plus } from './linear.ts';
import { resolve } from './resolve.ts';
import type { Source, Statement } from './schema.ts';
import { money, showInput, type Style } from './show.ts';
import { assemble, guessesOf, type StatementOf, weakest } from './statement.ts';

/** One workflow's part of the whole. */
export interface Part extends Omit<StatementOf, 'style'> {
  label: string;
}

/**
 * The statement of several workflows together: each line is the sum of theirs. A workflow of which a figure is missing
 * has no part in it, and is named.
 */
export function wholeStatement(
  parts: readonly Part[],
  style: Style,
  now: Date,
): Statement & { left_out: string[] } {
  const each = parts.map((part) => {
    const inputs = resolve(part);
    const drawn = drawLines(inputs, showInput(style));
    return { part, inputs, drawn, isWhole: drawn.every(({ sum }) => sum !== null) };
  });
  const counted = each.filter(({ isWhole }) => isWhole);
  const sources = new Map<string, Source[]>();
  const drawn = LINES.map((id): Drawn => {
    const theirs = counted.map(({ part, drawn: lines, inputs }) => {
      const line = lines.find((one) => one.id === id) as Drawn;
      sources.set(id, [...(sources.get(id) ?? []), weakest(line, inputs)]);
      return { label: part.label, line };
    });
    const [first] = each;
    const model = first?.drawn.find((one) => one.id === id);
    const sum = theirs.reduce<Linear>(
      (all, { line, label }) => plus(all, named(line.sum ?? linear(0), label)),
      linear(0),
    );
    return {
      id,
      side: model?.side ?? 'running',
      label: model?.label ?? id,
      sum: counted.length === 0 ? null : sum,
      says: sayTheirs(theirs, style),
      inputs: [],
    };
  });
  const guesses = counted.flatMap(({ part, drawn: lines, inputs }) => {
    const { labels, of } = guessesOf(lines, inputs);
    return [{ labels: labels.map((label) => `${label} of ${part.label}`), of }];
  });
  const all = {
    labels: guesses.flatMap(({ labels }) => labels),
    of: guesses.reduce((sum, { of }) => sum + of, 0),
  };
  const starts = counted.map(({ part }) => part.start.getTime());
  const start = starts.length > 0 ? new Date(Math.min(...starts)) : now;
  const from = ({ id }: Drawn): Source =>
    ORDER.find((source) => sources.get(id)?.includes(source)) ?? 'missing';
  const made = assemble({ inputs: [], drawn, from, guesses: all }, { style, start });
  return { ...made, left_out: each.filter(({ isWhole }) => !isWhole).map(({ part }) => part.label) };
}

/** What each of them adds; what none of them counts is said once. */
function sayTheirs(theirs: readonly { label: string; line: Drawn }[], style: Style): string {
  const [first] = theirs;
  const isUncounted = theirs.every(
    ({ line }) => line.sum !== null && line.sum.constant === 0 && namesIn(line.sum).length === 0,
  );
  if (first && isUncounted && theirs.every(({ line }) => line.says === first.line.says))
    return first.line.says;
  return theirs
    .map(({ label, line }) => `${label} ${money(figureOf(line.sum ?? linear(0)).value, style)}`)
    .join(' + ');
}

const ORDER: Source[] = ['missing', 'default', 'stated', 'measured'];

/** Quantities of different workflows are different quantities. */
function named(sum: Linear, label: string): Linear {
  return {
    constant: sum.constant,
    terms: Object.fromEntries(Object.entries(sum.terms).map(([name, term]) => [`${label}/${name}`, term])),
  };
}
