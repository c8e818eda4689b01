import {
  BUCKET_BITS,
  createExtractor,
  type Extract,
  type Features,
  GROUP,
  GROUPS,
  groupValue,
} from './features.ts';
import type { Evidence } from './calibrator.ts';
import { type Head, LABELS_MAX, precisionOf, type Rows } from './head.ts';
import { newSimilarIndex, type SimilarIndex } from './similar.ts';

/** `replays`: how many past cases are learned again with each new one; a few help a large warm start by about a point. */
export type MemoryOptions = {
  replays?: number;
  /** How many of the last learned cases are kept to be shown as similar ones, and to be replayed. */
  keep?: number;
};

export const REPLAYS_MAX = 16;
export const KEEP_DEFAULT = 10_000;
export const KEEP_MAX = 20_000;

/** All that a memory holds. Rows are handed out in the order in which features are first learned, so few cases take little room. */
export type MemoryState = {
  replays: number;
  heads: Map<string, Head>;
  rowOfBucket: Int32Array;
  rowCount: number;
  kept: SimilarIndex;
  /** State of the generator that picks the cases to replay; part of the snapshot, so that a restored memory goes on the same way. */
  draw: number;
  extract: Extract;
  /** Scratch space: the shares of one head at a time, the rows of one example at a time. */
  shares: Float64Array;
  rows: Rows;
};

const FIRST_DRAW = 20_260_713;

export function newState(options: MemoryOptions): MemoryState {
  return {
    replays: Math.min(REPLAYS_MAX, options.replays ?? 0),
    heads: new Map(),
    rowOfBucket: new Int32Array(1 << BUCKET_BITS).fill(-1),
    rowCount: 0,
    kept: newSimilarIndex(Math.min(KEEP_MAX, options.keep ?? KEEP_DEFAULT)),
    draw: FIRST_DRAW,
    extract: createExtractor(),
    shares: new Float64Array(LABELS_MAX),
    rows: { count: 0, rows: new Int32Array(0), values: new Float32Array(0) },
  };
}

/** Looks up the rows of the features (-1: never learned) and gives each group length one. */
export function rowsOf(state: MemoryState, features: Features): Rows {
  const rows = roomFor(state, features.count);
  for (let at = 0; at < features.count; at++) rows.rows[at] = state.rowOfBucket[features.buckets[at]!]!;
  fillValues(rows, features.ends);
  return rows;
}

/** The scratch rows, large enough for `count` features. */
export function roomFor(state: MemoryState, count: number): Rows {
  if (state.rows.rows.length < count)
    state.rows = { count, rows: new Int32Array(count * 2), values: new Float32Array(count * 2) };
  state.rows.count = count;
  return state.rows;
}

export function fillValues(rows: Rows, ends: Int32Array): void {
  for (let group = 0, start = 0; group < GROUPS; group++) {
    const end = ends[group]!;
    rows.values.fill(groupValue(end - start), start, end);
    start = end;
  }
}

/** Gives every feature that has none a row of its own. */
export function admit(state: MemoryState, features: Features): void {
  for (let at = 0; at < features.count; at++) {
    const bucket = features.buckets[at]!;
    if (state.rowOfBucket[bucket]! < 0) state.rowOfBucket[bucket] = state.rowCount++;
  }
}

/** Share of the words and fields that were never learned; 1 when there are none. */
export function unseenShare(features: Features, rows: Rows): number {
  const { ends } = features;
  let all = 0;
  let unseen = 0;
  const count = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (rows.rows[at]! < 0) unseen++;
    all += to - from;
  };
  count(0, ends[GROUP.word]!);
  count(ends[GROUP.chars]!, ends[GROUP.field]!);
  return all === 0 ? 1 : unseen / all;
}

/** The index of the likeliest label, and what the calibrator needs to judge it; reads the shares just computed. */
export function judge(
  state: MemoryState,
  head: Head,
  unseen: number,
  words: number,
): { best: number; evidence: Evidence } {
  const { shares } = state;
  let best = 0;
  for (let i = 1; i < head.labels.length; i++) if (shares[i]! > shares[best]!) best = i;
  let second = 0;
  for (let i = 0; i < head.labels.length; i++) if (i !== best) second = Math.max(second, shares[i]!);
  const evidence = {
    first: shares[best]!,
    second,
    unseen,
    words,
    labels: head.labels.length,
    cases: head.cases,
    precision: precisionOf(head, best),
  };
  return { best, evidence };
}

/** Bytes held in tables and kept cases, without the small change. */
export function bytesOf(state: MemoryState): number {
  let bytes = state.rowOfBucket.byteLength * 2;
  for (const head of state.heads.values()) bytes += head.weights.byteLength + head.squares.byteLength;
  // A kept row is four bytes in the case and a number in its posting.
  for (const kept of state.kept.cases) bytes += kept.rows.byteLength * 3;
  return bytes;
}
