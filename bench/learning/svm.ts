/**
 * The peer: a linear SVM on TF-IDF of words, as scikit-learn's `TfidfVectorizer()` and `LinearSVC()`
 * are by default (smoothed IDF, rows of length one, one label against the rest, squared hinge, C = 1,
 * a penalised constant), solved by dual coordinate descent (Hsieh et al., ICML 2008).
 */
export type Svm = (text: string) => string;

type Row = { columns: number[]; values: number[] };

const COST = 1;
const ROUNDS_MAX = 200;
const STOP_BELOW = 1e-3;

export function trainSvm(texts: string[], labels: string[]): Svm {
  const toRow = vectoriser(texts);
  const rows = texts.map(toRow);
  const names = [...new Set(labels)].sort();
  const planes = names.map((name) =>
    plane(
      rows,
      labels.map((label) => (label === name ? 1 : -1)),
    ),
  );
  return (text) => {
    const row = toRow(text);
    const scores = planes.map((weights) => score(weights, row));
    return names[scores.indexOf(Math.max(...scores))]!;
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
}

function vectoriser(texts: string[]): (text: string) => Row {
  const documents = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) documents.set(word, (documents.get(word) ?? 0) + 1);
  const columns = new Map([...documents.keys()].map((word, index) => [word, index + 1]));
  const idf = (word: string) => Math.log((1 + texts.length) / (1 + documents.get(word)!)) + 1;
  return (text) => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(text)) if (columns.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weighed = [...counts].map(([word, count]) => [columns.get(word)!, count * idf(word)] as const);
    const length = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    // Column 0 is the constant.
    return {
      columns: [0, ...weighed.map(([column]) => column)],
      values: [1, ...weighed.map(([, v]) => v / length)],
    };
  };
}

function score(weights: Float64Array, { columns, values }: Row): number {
  let sum = 0;
  for (let i = 0; i < columns.length; i++) sum += (weights[columns[i]!] ?? 0) * values[i]!;
  return sum;
}

/** The plane between +1 and −1. */
function plane(rows: Row[], signs: number[]): Float64Array {
  const width = rows.reduce((most, row) => Math.max(most, ...row.columns), 0) + 1;
  const weights = new Float64Array(width);
  const duals = new Float64Array(rows.length);
  const diagonal = rows.map(({ values }) => values.reduce((sum, v) => sum + v * v, 1 / (2 * COST)));
  let draw = 1;
  const order = rows.map((_, index) => index);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let worst = 0;
    for (let i = order.length - 1; i > 0; i--) {
      draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0;
      const other = Math.floor((draw / 2 ** 32) * (i + 1));
      [order[i], order[other]] = [order[other]!, order[i]!];
    }
    for (const at of order) {
      const sign = signs[at]!;
      const gradient = sign * score(weights, rows[at]!) - 1 + duals[at]! / (2 * COST);
      if (duals[at] === 0 && gradient >= 0) continue;
      worst = Math.max(worst, Math.abs(gradient));
      const next = Math.max(0, duals[at]! - gradient / diagonal[at]!);
      const change = (next - duals[at]!) * sign;
      duals[at] = next;
      const { columns, values } = rows[at]!;
      for (let i = 0; i < columns.length; i++) weights[columns[i]!]! += change * values[i]!;
    }
    if (worst < STOP_BELOW) break;
  }
  return weights;
}
