import { weightOf } from '../../src/learning/gate/index.ts';
import { createMemory, type Prediction } from '../../src/learning/index.ts';
import type { DecidedCase } from '../../src/learning/score.ts';
import {
  newStanding,
  notePlaced,
  observe,
  place,
  restore,
  save,
  type StandingState,
} from '../../src/learning/standing/index.ts';
import { REPLAYS } from '../../src/agents/memories.ts';
import { seeded } from '../../src/learning/standing/story.ts';

/** What ran, in all, in the last quarter and from `testFrom` on, and how much of it people would have done otherwise. */
export type Coverage = {
  cases: number;
  ran: number;
  ranLate: number;
  deviated: number;
  tested: number;
  testRan: number;
  testDeviated: number;
  firstAt: number | undefined;
};

const ERROR = 0.05;
const MINUTE_MS = 60_000;

/** A case as it is lived through: what the memory said before it learned of it. */
type Lived = { label: string; prediction: Prediction | undefined };

/** In shadow everything is decided by people, so one memory serves several gates: it is asked first and told after. */
export function liveInShadow(cases: readonly DecidedCase[], head: string): Lived[] {
  const memory = createMemory({ replays: REPLAYS });
  return cases.map(({ example, labels }) => {
    const prediction = memory.predictHead(head, example);
    memory.learn(example, labels);
    return { label: labels[head]!, prediction };
  });
}

/** What a standing would have let run of these cases. Each is placed first, and its decision is told after. */
export function throughStanding(lived: readonly Lived[], risk: number, testFrom = lived.length): Coverage {
  const standing = newStanding({ risk, error: ERROR });
  const coverage = nothingRan(lived.length, testFrom);
  lived.forEach(({ label, prediction }, n) => {
    if (!prediction) return;
    const deviated = prediction.label !== label;
    const { placed, tell } = placeOne(standing, prediction, n);
    if (placed.open) count(coverage, n, deviated, testFrom);
    tell(deviated, 1);
  });
  return coverage;
}

/**
 * The loop as it is lived: what is open runs and is seen only where it is drawn for an audit; the memory learns from
 * what people decided, and from nothing else.
 */
export function inClosedLoop(
  cases: readonly DecidedCase[],
  head: string,
  { risk, auditShare, seed }: { risk: number; auditShare: number; seed: number },
): Coverage {
  const memory = createMemory({ replays: REPLAYS });
  const standing = newStanding({ risk, error: ERROR });
  const random = seeded(seed);
  const coverage = nothingRan(cases.length, cases.length);
  cases.forEach(({ example, labels }, n) => {
    const prediction = memory.predictHead(head, example);
    if (!prediction) return memory.learn(example, labels);
    const deviated = prediction.label !== labels[head];
    const { placed, tell } = placeOne(standing, prediction, n);
    const audited = placed.open && random() < auditShare;
    if (placed.open) count(coverage, n, deviated, cases.length);
    if (placed.open && !audited) return;
    tell(deviated, weightOf({ gateOpen: placed.gate_open, audited, auditShare }));
    memory.learn(example, labels);
  });
  return coverage;
}

/** Places a prediction as the plan of an agent; `tell` counts its decision. */
export function placeOne(standing: StandingState, prediction: Prediction, n: number) {
  // Intents stand for kinds: each has a record of its own that may veto it.
  const plan = { kind: prediction.label, play: prediction.label };
  const placed = place(standing, { ...plan, confidence: prediction.confidence });
  notePlaced(standing, placed, plan);
  const at = new Date(n * MINUTE_MS).toISOString();
  const tell = (deviated: boolean, weight: number) =>
    observe(standing, placed, { ...plan, deviated, weight, at });
  return { placed, tell };
}

function nothingRan(cases: number, testFrom: number): Coverage {
  const tested = cases - testFrom;
  return {
    cases,
    ran: 0,
    ranLate: 0,
    deviated: 0,
    tested,
    testRan: 0,
    testDeviated: 0,
    firstAt: undefined,
  };
}

function count(coverage: Coverage, n: number, deviated: boolean, testFrom: number): void {
  coverage.firstAt ??= n;
  coverage.ran++;
  if (n >= (coverage.cases * 3) / 4) coverage.ranLate++;
  if (deviated) coverage.deviated++;
  if (n < testFrom) return;
  coverage.testRan++;
  if (deviated) coverage.testDeviated++;
}

/** What a standing costs: time to place, note and count a case, and how long its text is. */
export function standingCost(lived: readonly Lived[]): {
  perCaseMs: number;
  textBytes: number;
  saveMs: number;
} {
  const standing = newStanding({ risk: 0.02, error: ERROR });
  const began = performance.now();
  lived.forEach(({ label, prediction }, n) => {
    if (prediction) placeOne(standing, prediction, n).tell(prediction.label !== label, 1);
  });
  const counted = performance.now();
  const text = save(standing);
  restore(text);
  const saveMs = performance.now() - counted;
  return { perCaseMs: (counted - began) / lived.length, textBytes: text.length, saveMs };
}
