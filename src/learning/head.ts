import { strict as assert } from 'node:assert';
import { newCalibrator, type Calibrator } from './calibrator.ts';

/**
 * One label space: a multinomial logistic regression whose labels may appear at any time.
 * `weights` is a table of rows (features) by columns (labels), `columns` wide; `squares` holds
 * per row the sum of mean squared errors by which row-wise AdaGrad shortens its steps.
 */
export type Head = {
  labels: string[];
  indexes: Map<string, number>;
  columns: number;
  rows: number;
  weights: Float32Array;
  squares: Float32Array;
  cases: number;
  calibrator: Calibrator;
  /** Per label, decayed counts of predictions and of those with which the person agreed. */
  predicted: number[];
  agreed: number[];
};

/** The rows of one example with their values; `count` of them count. */
export type Rows = { count: number; rows: Int32Array; values: Float32Array };

/** Labels of one head; softmax over more would break the time budget. */
export const LABELS_MAX = 512;
// 64 MB a head at the most: with many labels, rows are shared by several features instead.
const WEIGHTS_MAX = 1 << 24;
const LEARNING_RATE = 1;
const SQUARES_AT_START = 0.1;
// A label's precision looks back over about two hundred of its predictions.
const PRECISION_DECAY = 0.995;
const ROWS_AT_START = 1 << 10;
const COLUMNS_AT_START = 4;

export function newHead(): Head {
  return {
    labels: [],
    indexes: new Map(),
    columns: COLUMNS_AT_START,
    rows: ROWS_AT_START,
    weights: new Float32Array(ROWS_AT_START * COLUMNS_AT_START),
    squares: new Float32Array(ROWS_AT_START),
    cases: 0,
    calibrator: newCalibrator(),
    predicted: [],
    agreed: [],
  };
}

/** Softmax shares of all labels, written into `shares` (at least as long as the labels). */
export function sharesOf(head: Head, example: Rows, shares: Float64Array): void {
  const { weights, columns } = head;
  const labels = head.labels.length;
  const mask = rowsMax(columns) - 1;
  shares.fill(0, 0, labels);
  for (let at = 0; at < example.count; at++) {
    const row = example.rows[at]! & mask;
    if (example.rows[at]! < 0 || row >= head.rows) continue;
    const value = example.values[at]!;
    const start = row * columns;
    for (let label = 0; label < labels; label++) shares[label]! += value * weights[start + label]!;
  }
  softmax(shares, labels);
}

function softmax(scores: Float64Array, count: number): void {
  let highest = -Infinity;
  for (let i = 0; i < count; i++) highest = Math.max(highest, scores[i]!);
  // While only one label is known, it competes with "something else" at score 0; else its share
  // would be 1, its error 0, and the first cases would teach nothing.
  let total = count === 1 ? Math.exp(-highest) : 0;
  for (let i = 0; i < count; i++) total += scores[i] = Math.exp(scores[i]! - highest);
  for (let i = 0; i < count; i++) scores[i]! /= total;
}

/** One step of gradient descent towards `label`; every row of the example must exist by now. */
export function descend(head: Head, example: Rows, shares: Float64Array, label: number): void {
  const { weights, squares, columns } = head;
  const labels = head.labels.length;
  const mask = rowsMax(columns) - 1;
  shares[label]! -= 1;
  let error = 0;
  for (let i = 0; i < labels; i++) error += shares[i]! * shares[i]!;
  error /= labels;
  for (let at = 0; at < example.count; at++) {
    const row = example.rows[at]! & mask;
    const value = example.values[at]!;
    squares[row]! += error;
    const step = (LEARNING_RATE * value) / Math.sqrt(squares[row]! + SQUARES_AT_START);
    const start = row * columns;
    for (let i = 0; i < labels; i++) weights[start + i]! -= step * shares[i]!;
  }
}

/** The index of a label, which is added when it is new. */
export function labelIndex(head: Head, label: string): number {
  const known = head.indexes.get(label);
  if (known !== undefined) return known;
  assert(head.labels.length < LABELS_MAX, 'a new label was refused before');
  const index = head.labels.push(label) - 1;
  head.indexes.set(label, index);
  head.predicted.push(0);
  head.agreed.push(0);
  if (index >= head.columns) reshape(head, head.rows, columnsFor(index + 1));
  return index;
}

/** Makes room for this many rows. */
export function ensureRows(head: Head, rows: number): void {
  const wanted = Math.min(rows, rowsMax(head.columns));
  let size = head.rows;
  while (size < wanted) size *= 2;
  if (size > head.rows) reshape(head, size, head.columns);
}

/** Columns grow by a quarter, so that a head with three labels stays small and one with 150 is rarely moved. */
export function columnsFor(labels: number): number {
  let columns = COLUMNS_AT_START;
  while (columns < labels) columns += Math.max(4, columns >> 2);
  return columns;
}

function rowsMax(columns: number): number {
  return 1 << Math.floor(Math.log2(WEIGHTS_MAX / columns));
}

/** Rows that no longer fit are added to the row whose low bits they share, as if hashed into fewer buckets from the start. */
function reshape(head: Head, rows: number, columns: number): void {
  const fitting = Math.min(rows, rowsMax(columns));
  assert((fitting & (fitting - 1)) === 0, 'rows are a power of two');
  const weights = new Float32Array(fitting * columns);
  const squares = new Float32Array(fitting);
  for (let row = 0; row < head.rows; row++) {
    const target = row & (fitting - 1);
    if (row < fitting) {
      weights.set(head.weights.subarray(row * head.columns, (row + 1) * head.columns), target * columns);
      squares[target] = head.squares[row]!;
    } else {
      for (let i = 0; i < head.columns; i++)
        weights[target * columns + i]! += head.weights[row * head.columns + i]!;
      squares[target]! += head.squares[row]!;
    }
  }
  Object.assign(head, { rows: fitting, columns, weights, squares });
}

/** Decayed precision of a label, drawn towards one half while it was seldom predicted. */
export function precisionOf(head: Head, label: number): number {
  return (head.agreed[label]! + 1) / (head.predicted[label]! + 2);
}

/** Counts a prediction and whether the person agreed with it. */
export function countPrediction(head: Head, label: number, agreed: boolean): void {
  head.predicted[label] = head.predicted[label]! * PRECISION_DECAY + 1;
  head.agreed[label] = head.agreed[label]! * PRECISION_DECAY + (agreed ? 1 : 0);
}

/** What a row adds to a label's score beyond the mean of all labels. */
export function weightAt(head: Head, row: number, label: number): number {
  const place = row & (rowsMax(head.columns) - 1);
  if (place >= head.rows) return 0;
  const own = head.weights.subarray(place * head.columns, place * head.columns + head.labels.length);
  let sum = 0;
  for (const weight of own) sum += weight;
  return own[label]! - sum / own.length;
}
