import type { Example, Labels, Prediction, Reason, SimilarCase } from './example.ts';
import { learnCase } from './learn.ts';
import { predictHeads, reasonsFor } from './predict.ts';
import { comparedRows, mostSimilar } from './similar.ts';
import { bytesOf, type MemoryState, type MemoryOptions, newState, rowsOf } from './state.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

export type { Example, Labels, Prediction, Reason, SimilarCase } from './example.ts';
export { TEXT_CHARS_MAX } from './example.ts';
export { CONFIDENCE_MAX } from './calibrator.ts';
export type { MemoryOptions } from './state.ts';
export { type DecidedCase, type HeadScore, score } from './score.ts';

/**
 * What people's decisions have taught. A memory is a cache of the log and never a second truth:
 * learning the logged decisions again, in order, gives the same memory bit for bit. Teach it only
 * what people decided; a memory that learned from its own actions would confirm itself for ever.
 */
export type Memory = {
  /** What people are expected to decide under every head learned so far. About 0.05 ms. */
  predict(example: Example): Record<string, Prediction>;
  /** The same for one head; undefined when nothing was learned under it yet. */
  predictHead(head: string, example: Example): Prediction | undefined;
  /**
   * Learns a person's decision; heads and labels may be new. With an `id` the case can be
   * shown as similar later. Throws an `AppError` (`too_large`) at the 513th label of a head, and learns nothing then.
   */
  learn(example: Example, labels: Labels, id?: string): void;
  /** The most similar learned cases, best first. Cases learned without an id are not among them. */
  similar(example: Example, most: number): SimilarCase[];
  /** What in the example speaks most for (positive) or against a label; empty for an unknown head or label. */
  why(head: string, example: Example, label: string, most: number): Reason[];
  /** A snapshot for a quick restart; see `restoreMemory`. */
  state(): Uint8Array;
  /** Cases learned per head, and the bytes held in tables. */
  size(): { cases: Record<string, number>; bytes: number };
};

export function createMemory(options: MemoryOptions = {}): Memory {
  return memoryOver(newState(options));
}

/**
 * The memory as it was when `state()` was called; it goes on to learn exactly as the original would.
 * Throws an `AppError` (`invalid`) when the snapshot is damaged or of another version: learn from the log instead.
 */
export function restoreMemory(snapshot: Uint8Array): Memory {
  return memoryOver(readSnapshot(snapshot));
}

function memoryOver(state: MemoryState): Memory {
  return {
    predict: (example) => predictHeads(state, example),
    predictHead: (head, example) => predictHeads(state, example, head)[head],
    learn: (example, labels, id) => learnCase(state, example, labels, id),
    similar(example, most) {
      const features = state.extract(example);
      return mostSimilar(
        state.kept,
        comparedRows({ rows: rowsOf(state, features).rows, ends: features.ends }),
        most,
      );
    },
    why(head, example, label, most) {
      const known = state.heads.get(head);
      return known ? reasonsFor(state, known, example, label, most) : [];
    },
    state: () => writeSnapshot(state),
    size: () => ({
      cases: Object.fromEntries([...state.heads].map(([name, head]) => [name, head.cases])),
      bytes: bytesOf(state),
    }),
  };
}
