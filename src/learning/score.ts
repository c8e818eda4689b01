import type { Example, Labels } from './example.ts';
import type { Memory } from './index.ts';

export type DecidedCase = { example: Example; labels: Labels };

/** How well a head foresaw what people decided. */
export type HeadScore = {
  asked: number;
  right: number;
  /** Share of right predictions with its Wilson interval at 95 %. */
  accuracy: number;
  interval: [number, number];
  /** Cases by claimed confidence: the mean that was claimed beside the share that was right. */
  bins: ConfidenceBin[];
};
export type ConfidenceBin = {
  from: number;
  asked: number;
  claimed: number;
  right: number;
  interval: [number, number];
};

export const CONFIDENCE_BINS = [0, 0.5, 0.8, 0.9, 0.95, 0.98];
const Z_95 = 1.959964;

/**
 * Asks the memory for each case before it is told the decision. With `learn` it is then told, as in
 * the working product; without, it stays as it is.
 */
export function score(
  memory: Memory,
  cases: DecidedCase[],
  then: { learn: boolean },
): Record<string, HeadScore> {
  const seen: Record<string, { confidence: number; right: boolean }[]> = {};
  for (const { example, labels } of cases) {
    const predicted = memory.predict(example);
    for (const [head, label] of Object.entries(labels)) {
      const prediction = predicted[head];
      const right = prediction?.label === label;
      (seen[head] ??= []).push({ confidence: prediction?.confidence ?? 0, right });
    }
    if (then.learn) memory.learn(example, labels);
  }
  return Object.fromEntries(Object.entries(seen).map(([head, answers]) => [head, headScore(answers)]));
}

function headScore(answers: { confidence: number; right: boolean }[]): HeadScore {
  const right = answers.filter((answer) => answer.right).length;
  const bins = CONFIDENCE_BINS.map((from, n) => {
    const to = CONFIDENCE_BINS[n + 1] ?? 1;
    const inside = answers.filter(({ confidence }) => confidence >= from && confidence < to);
    const count = inside.filter((answer) => answer.right).length;
    const claimed = inside.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, inside.length);
    return { from, asked: inside.length, claimed, right: count, interval: wilson(count, inside.length) };
  });
  return {
    asked: answers.length,
    right,
    accuracy: right / answers.length,
    interval: wilson(right, answers.length),
    bins,
  };
}

/** Wilson's score interval for a share, at 95 %; from 0 to 1 when nothing was asked. */
export function wilson(hits: number, asked: number): [number, number] {
  if (asked === 0) return [0, 1];
  const share = hits / asked;
  const z2 = Z_95 * Z_95;
  const middle = share + z2 / (2 * asked);
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / asked + z2 / (4 * asked * asked));
  const scale = 1 + z2 / asked;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
