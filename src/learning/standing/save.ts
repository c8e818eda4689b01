import { AppError } from '../../runtime/errors.ts';
import type { Gate } from '../gate/index.ts';
import { newScores, type Scores } from '../gate/lanes.ts';
import type { Regression } from '../regression.ts';
import type { Probation } from './probation.ts';
import type { Slice } from './slices.ts';
import { type Grant, type Group, newStanding, sliceKey, type StandingState } from './state.ts';

/** Changes with every change of what is kept or of how it is counted: an older text is counted anew from the log. */
const FORMAT = 'standing 4';

/**
 * The whole state as text. Equal states give equal texts: every list stands in the order of the log, and JavaScript
 * writes a number as the shortest text that reads back as the same number.
 */
export function save(state: StandingState): string {
  const { risk, error, granted, bins } = state;
  return JSON.stringify({
    format: FORMAT,
    risk,
    error,
    granted: granted && { ...granted, probation: saveProbation(granted.probation) },
    begun: state.groups[0]!.gate.begun,
    groups: state.groups.map(saveGroup),
    slices: [...state.slices.values()],
    bins,
  });
}

/**
 * The state as it was saved; it goes on exactly as the original would. Throws an `AppError` (`invalid`) where the text
 * is of another version: count from the log instead.
 */
export function restore(text: string): StandingState {
  const saved = JSON.parse(text) as Saved;
  if (saved.format !== FORMAT)
    throw new AppError('invalid', `the saved standing is of another version (${saved.format})`, {
      suggestion: 'count it anew from the log',
    });
  const { risk, error, granted, begun, bins } = saved;
  const state = newStanding({ risk, error });
  state.granted = granted && { ...granted, probation: readProbation(granted.probation) };
  state.groups = saved.groups.map((group) => readGroup(group, { risk, error, begun }));
  state.slices = new Map(saved.slices.map((slice) => [sliceKey(slice.kind, slice.play), slice]));
  state.bins = bins;
  return state;
}

type SavedProbation = Omit<Probation, 'seen'> & { seen: [string, number][] };
type SavedGroup = Omit<Group, 'gate' | 'judge' | 'probation'> & {
  lanes: Gate['lanes'];
  scores: { total: number; counts: [number, number][] };
  judge: { weights: number[]; covariance: number[]; cases: number };
  probation: SavedProbation | null;
};
type Saved = {
  format: string;
  risk: number;
  error: number;
  granted: (Omit<Grant, 'probation'> & { probation: SavedProbation | null }) | null;
  begun: number[];
  groups: SavedGroup[];
  slices: Slice[];
  bins: StandingState['bins'];
};

function saveGroup({ name, kinds, since, gate, judge, paces, watches, probation, lost }: Group): SavedGroup {
  return {
    name,
    kinds,
    since,
    lanes: gate.lanes,
    scores: saveScores(gate.scores),
    judge: {
      weights: [...judge.regression.weights],
      covariance: [...judge.regression.covariance],
      cases: judge.cases,
    },
    paces,
    watches,
    probation: saveProbation(probation),
    lost,
  };
}

function readGroup(
  { lanes, scores, judge, probation, ...rest }: SavedGroup,
  { risk, error, begun }: { risk: number; error: number; begun: number[] },
): Group {
  const gate = { alpha: risk, delta: error, lanes, scores: readScores(scores), begun };
  const regression: Regression = {
    weights: Float64Array.from(judge.weights),
    covariance: Float64Array.from(judge.covariance),
  };
  return { ...rest, gate, judge: { regression, cases: judge.cases }, probation: readProbation(probation) };
}

function saveProbation(probation: Probation | null): SavedProbation | null {
  return probation && { ...probation, seen: [...probation.seen] };
}

function readProbation(probation: SavedProbation | null): Probation | null {
  return probation && { ...probation, seen: new Map(probation.seen) };
}

/** Most of the two thousand steps of risk hold nothing. */
function saveScores({ counts, total }: Scores): SavedGroup['scores'] {
  return { total, counts: [...counts.entries()].filter(([, count]) => count !== 0) };
}

function readScores({ counts, total }: SavedGroup['scores']): Scores {
  const scores = newScores();
  for (const [step, count] of counts) scores.counts[step] = count;
  return { counts: scores.counts, total };
}
