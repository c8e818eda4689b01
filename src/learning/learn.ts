import { AppError } from '../runtime/errors.ts';
import { calibrate } from './calibrator.ts';
import type { Example, Labels } from './example.ts';
import { type Features, GROUP } from './features.ts';
import {
  countPrediction,
  descend,
  ensureRows,
  type Head,
  labelIndex,
  LABELS_MAX,
  newHead,
  type Rows,
  sharesOf,
} from './head.ts';
import { keepCase, type KeptCase } from './similar.ts';
import { admit, fillValues, judge, type MemoryState, roomFor, rowsOf, unseenShare } from './state.ts';

/**
 * Learns what a person decided. Every head first predicts the case and its calibrator learns whether
 * the person agreed; only then do the weights move. A case with an id is kept, to be shown as similar.
 */
export function learnCase(
  state: MemoryState,
  example: Example,
  labels: Labels,
  id: string | undefined,
): void {
  // Refused before anything has moved, so that a case is learned under all of its heads or none.
  for (const [name, label] of Object.entries(labels)) refuseRunaway(name, state.heads.get(name), label);
  const features = state.extract(example);
  const rows = rowsOf(state, features);
  const unseen = unseenShare(features, rows);
  for (const [name, label] of Object.entries(labels))
    learnToJudge(state, name, label, rows, unseen, features);
  admit(state, features);
  learnToPredict(state, labels, rowsOf(state, features));
  for (const name of Object.keys(labels)) state.heads.get(name)!.cases++;
  if (id !== undefined || state.replays > 0) keepCase(state.kept, kept(state, features, labels, id));
  for (let replay = 0; replay < state.replays; replay++) replayOne(state);
}

function learnToJudge(
  state: MemoryState,
  name: string,
  label: string,
  rows: Rows,
  unseen: number,
  features: Features,
): void {
  const head = state.heads.get(name);
  if (!head) return;
  sharesOf(head, rows, state.shares);
  const { best, evidence } = judge(state, head, unseen, features.tokens.count);
  const agreed = head.labels[best] === label;
  calibrate(head.calibrator, evidence, agreed);
  countPrediction(head, best, agreed);
}

function learnToPredict(state: MemoryState, labels: Labels, rows: Rows): void {
  for (const [name, label] of Object.entries(labels)) {
    const head = state.heads.get(name) ?? newHead();
    state.heads.set(name, head);
    const index = labelIndex(head, label);
    ensureRows(head, state.rowCount);
    sharesOf(head, rows, state.shares);
    descend(head, rows, state.shares, index);
  }
}

/** Without replays only words and fields are kept, which is what similarity compares; it is a tenth of the features. */
function kept(state: MemoryState, features: Features, labels: Labels, id: string | undefined): KeptCase {
  const { ends } = features;
  const all = state.rows.rows;
  const words = ends[GROUP.word]!;
  if (state.replays > 0) return { id, labels, rows: all.slice(0, features.count), ends: ends.slice() };
  const fields = all.subarray(ends[GROUP.chars], ends[GROUP.field]);
  const rows = new Int32Array(words + fields.length);
  rows.set(all.subarray(0, words));
  rows.set(fields, words);
  return { id, labels, rows, ends: Int32Array.of(words, words, words, rows.length, rows.length) };
}

/** Learns one past case again, drawn evenly from those kept; the calibrator takes no part, for it would see what the model knows. */
function replayOne(state: MemoryState): void {
  state.draw = (Math.imul(state.draw, 1_664_525) + 1_013_904_223) >>> 0;
  const { cases } = state.kept;
  const past = cases[Math.floor((state.draw / 2 ** 32) * cases.length)]!;
  const rows = roomFor(state, past.rows.length);
  rows.rows.set(past.rows);
  fillValues(rows, past.ends);
  learnToPredict(state, past.labels, rows);
}

function refuseRunaway(name: string, head: Head | undefined, label: string): void {
  if (!head || head.indexes.has(label) || head.labels.length < LABELS_MAX) return;
  throw new AppError(
    'too_large',
    `the head ${name} of the memory holds at most ${LABELS_MAX} different labels`,
    {
      suggestion: 'learn a coarser label, or split the head in two',
    },
  );
}
