import { createMemory } from '../../src/learning/index.ts';
import type { DecidedCase } from '../../src/learning/score.ts';
import { closeFor, newStanding } from '../../src/learning/standing/index.ts';
import { REPLAYS } from '../../src/agents/memories.ts';
import { placeOne } from './lanes.ts';
import { percent, shuffled } from './measure.ts';

const RISK = 0.02;
const ERROR = 0.05;
const SEEDS = [1, 2, 3];
/** The policy changes after so much of the stream, for one label in five. */
const CHANGES_AT = 0.7;
const TOUCHED_EVERY = 5;
/** Cases after the change that are looked at, in two parts. */
const SOON = 500;
const LATER = 2_000;

type Part = { cases: number; ran: number; deviated: number };

/** From one day to the next people decide a fifth of the kinds otherwise: what runs wrongly until it is noticed. */
export function showChange(name: string, cases: readonly DecidedCase[], head: string): void {
  console.log(
    `\n${name}, at ${percent(RISK)} %: one label in ${TOUCHED_EVERY} changes at once, ${SEEDS.length} orders`,
  );
  for (const told of [false, true]) {
    const [soon, later] = SEEDS.map((seed) => live(shuffled([...cases], seed), head, told)).reduce(sumUp);
    const who = told ? '“policy changed” was said' : 'nobody said anything';
    console.log(`${who.padEnd(28)}next ${SOON}: ${tell(soon)}; ${LATER} after them: ${tell(later)}`);
  }
}

function live(cases: readonly DecidedCase[], head: string, told: boolean): [Part, Part] {
  const memory = createMemory({ replays: REPLAYS });
  const standing = newStanding({ risk: RISK, error: ERROR });
  const names = [...new Set(cases.map(({ labels }) => labels[head]!))].sort();
  const touched = names.filter((_, n) => n % TOUCHED_EVERY === 0);
  const change = Math.floor(CHANGES_AT * cases.length);
  const parts: [Part, Part] = [
    { cases: SOON, ran: 0, deviated: 0 },
    { cases: LATER, ran: 0, deviated: 0 },
  ];
  cases.slice(0, change + SOON + LATER).forEach(({ example, labels }, n) => {
    if (n === change && told) closeFor(standing, touched, new Date(n).toISOString());
    const old = labels[head]!;
    const label = n >= change && touched.includes(old) ? `${old}, anew` : old;
    const prediction = memory.predictHead(head, example);
    memory.learn(example, { [head]: label });
    if (!prediction) return;
    const deviated = prediction.label !== label;
    const { placed, tell } = placeOne(standing, prediction, n);
    tell(deviated, 1);
    if (n < change || !placed.open) return;
    const part = parts[n < change + SOON ? 0 : 1];
    part.ran++;
    if (deviated) part.deviated++;
  });
  return parts;
}

function sumUp(one: [Part, Part], other: [Part, Part]): [Part, Part] {
  const sum = (a: Part, b: Part): Part => ({
    cases: a.cases + b.cases,
    ran: a.ran + b.ran,
    deviated: a.deviated + b.deviated,
  });
  return [sum(one[0], other[0]), sum(one[1], other[1])];
}

function tell({ cases, ran, deviated }: Part): string {
  return `${percent(ran / cases)} % ran, ${deviated} of ${ran} otherwise (${percent(deviated / Math.max(1, ran))} %)`;
}
