import { confidenceOf } from './calibrator.ts';
import type { Example, Prediction, Reason } from './example.ts';
import { GROUP, groupOf, nameOf } from './features.ts';
import { type Head, type Rows, sharesOf, weightAt } from './head.ts';
import { judge, type MemoryState, rowsOf, unseenShare } from './state.ts';

export const RANKED_MAX = 5;

/** What people are expected to decide, for every head or for one. */
export function predictHeads(
  state: MemoryState,
  example: Example,
  only?: string,
): Record<string, Prediction> {
  const features = state.extract(example);
  const rows = rowsOf(state, features);
  const unseen = unseenShare(features, rows);
  const predictions: Record<string, Prediction> = {};
  for (const [name, head] of state.heads)
    if (only === undefined || only === name)
      predictions[name] = predictOne(state, head, rows, unseen, features.tokens.count);
  return predictions;
}

function predictOne(state: MemoryState, head: Head, rows: Rows, unseen: number, words: number): Prediction {
  sharesOf(head, rows, state.shares);
  const { best, evidence } = judge(state, head, unseen, words);
  return {
    label: head.labels[best]!,
    confidence: confidenceOf(head.calibrator, evidence),
    ranked: ranked(head, state.shares),
    unseen,
  };
}

/** The likeliest labels, by insertion into a list of five: sorting 150 labels would cost as much as the prediction. */
function ranked(head: Head, shares: Float64Array): Prediction['ranked'] {
  const top: number[] = [];
  for (let label = 0; label < head.labels.length; label++) {
    if (top.length === RANKED_MAX && shares[label]! <= shares[top[RANKED_MAX - 1]!]!) continue;
    let place = top.length;
    while (place > 0 && shares[label]! > shares[top[place - 1]!]!) place--;
    top.splice(place, 0, label);
    if (top.length > RANKED_MAX) top.pop();
  }
  return top.map((label) => ({ label: head.labels[label]!, p: shares[label]! }));
}

/**
 * The words, pairs of words and fields that spoke most for or against a label: what each adds to the
 * label's score beyond what it adds to the mean of all labels. Fragments of a word count for the word.
 */
export function reasonsFor(
  state: MemoryState,
  head: Head,
  example: Example,
  label: string,
  most: number,
): Reason[] {
  const index = head.indexes.get(label);
  if (index === undefined) return [];
  const features = state.extract(example);
  const rows = rowsOf(state, features);
  const weights = new Map<string, number>();
  for (let at = 0; at < features.count; at++) {
    if (rows.rows[at]! < 0 || groupOf(features, at) === GROUP.bias) continue;
    const name = nameOf(features, at);
    weights.set(name, (weights.get(name) ?? 0) + rows.values[at]! * weightAt(head, rows.rows[at]!, index));
  }
  return [...weights]
    .map(([feature, weight]) => ({ feature, weight }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, most);
}
