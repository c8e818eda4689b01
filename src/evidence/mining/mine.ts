import { rate, wilson } from '../rate.ts';
import { bitsWhere, both, countAll, countBits, countBoth, without, type Bits } from './bits.ts';
import { chanceOf } from './exact.ts';
import { candidatesOf, FITTED_MIN, type Candidate } from './literals.ts';
import type { DecidedCase, Finding, Language, Mined, Turn } from './schema.ts';

/** The most that a whole look may propose by chance: in at most so many of looks at noise is anything proposed. */
export const ERROR = 0.05;
/** People must have decided so at least this often. */
export const HITS_MIN = 5;
/** Of the cases that a condition fits, at least this share was decided so, and at least this bound of it. */
const PRECISION_MIN = 0.75;
const PRECISION_LOW_MIN = 0.5;
/** A case that a condition fits wrongly weighs as much as so many that it fits rightly. */
const MISS_WEIGHT = 3;
/** Parts of a condition at most. Of three, only pairs that are good already are looked at further. */
export const LITERALS_MAX = 3;
const BEAM = 40;
/** Conditions for one turn, and for one look. */
const OF_TURN_MAX = 3;
const FINDINGS_MAX = 30;

/**
 * Finds short conditions that explain when people decided otherwise than an agent had planned. Each condition is held
 * against all cases with the same plan by Fisher's exact test; the chance is multiplied by the number of conditions
 * that could have been tried (Bonferroni): of one, two and three parts, which share the error equally, times the turns
 * that were looked at. Where what people do has nothing to do with the cases, a whole look proposes anything with a
 * chance of at most `ERROR`, however the conditions depend on one another.
 */
export function mine(cases: readonly DecidedCase[], language: Language): Mined {
  const plans = groupBy(cases, ({ agent, planned }) => `${agent}\n${planned}`);
  const turns = [...plans.values()].flatMap(turnsOf);
  const findings: Finding[] = [];
  let tried = 0;
  for (const group of plans.values()) {
    const own = turns.filter(({ group: of }) => of === group);
    if (own.length === 0) continue;
    const candidates = candidatesOf(group, language);
    tried += own.length * familyOf(candidates.length).reduce((sum, size) => sum + size, 0);
    for (const { turn } of own) findings.push(...search(turn, group, candidates, turns.length));
  }
  const best = findings.toSorted((one, other) => worthOf(other) - worthOf(one)).slice(0, FINDINGS_MAX);
  const changed = cases.filter(({ planned, decided }) => planned !== decided).length;
  return {
    findings: best.map(({ proof, ...finding }) => ({ ...finding, proof: { ...proof, tried } })),
    cases: cases.length,
    changed,
    tried,
  };
}

/** Cases that a condition would have put right, less those that it would have put wrong. */
function worthOf({ proof: { precision } }: Finding): number {
  return precision.count - MISS_WEIGHT * (precision.of - precision.count);
}

function turnsOf(group: DecidedCase[]): { turn: Turn; group: DecidedCase[] }[] {
  const { agent, planned } = group[0]!;
  const others = groupBy(
    group.filter(({ decided }) => decided !== planned),
    ({ decided }) => decided ?? '',
  );
  return [...others]
    .filter(([, hits]) => hits.length >= HITS_MIN)
    .map(([to]) => ({ turn: { agent, planned, to: to === '' ? null : to }, group }));
}

/** How many conditions of one, two and three parts there are. */
function familyOf(count: number): number[] {
  return [count, (count * (count - 1)) / 2, (count * (count - 1) * (count - 2)) / 6];
}

/** A condition with what it fits, by the places of its parts. */
interface Tried {
  parts: number[];
  bits: Bits;
  fitted: number;
  hits: number;
  p: number;
}

function search(turn: Turn, group: DecidedCase[], candidates: Candidate[], turns: number): Finding[] {
  const wanted = bitsWhere(group.length, (index) => group[index]!.decided === turn.to);
  const hits = countBits(wanted);
  const families = familyOf(candidates.length);
  const judge = (parts: number[], fitted: number, found: number): number => {
    const weight = LITERALS_MAX * turns * families[parts.length - 1]!;
    return Math.min(1, weight * chanceOf({ all: group.length, hits, fitted, both: found }));
  };
  const good: Tried[] = [];
  const pairs: Tried[] = [];
  const look = (parts: number[], base: Bits | null, last: Bits): void => {
    const found = base ? countAll(base, last, wanted) : countBoth(last, wanted);
    if (found < HITS_MIN) return;
    const fitted = base ? countBoth(base, last) : countBits(last);
    if (fitted < FITTED_MIN) return;
    const made = () => ({ parts, bits: base ? both(base, last) : last, fitted, hits: found });
    if (parts.length === 2 && found / fitted > hits / group.length) keepBest(pairs, { ...made(), p: 1 });
    if (found / fitted < PRECISION_MIN || wilson(found, fitted).low < PRECISION_LOW_MIN) return;
    const p = judge(parts, fitted, found);
    if (p <= ERROR) good.push({ ...made(), p });
  };
  candidates.forEach(({ bits }, one) => look([one], null, bits));
  candidates.forEach(({ bits }, one) => {
    if (countBoth(bits, wanted) < HITS_MIN) return;
    for (let other = one + 1; other < candidates.length; other++)
      look([one, other], bits, candidates[other]!.bits);
  });
  for (const pair of pairs) {
    candidates.forEach(({ bits }, third) => {
      if (!pair.parts.includes(third)) look([...pair.parts, third], pair.bits, bits);
    });
  }
  const base = rate(hits, group.length)!;
  return cover(good, wanted).map(({ parts, fitted, hits: found, p }) => ({
    turn,
    literals: parts.map((part) => candidates[part]!.literal),
    proof: { precision: rate(found, fitted)!, base, p, tried: 0 },
  }));
}

/** Keeps the pairs that are worth a third part. */
function keepBest(pairs: Tried[], pair: Tried): void {
  const worth = ({ hits, fitted }: Tried) => hits - MISS_WEIGHT * (fitted - hits);
  const at = pairs.findIndex((other) => worth(other) < worth(pair));
  if (at === -1 && pairs.length >= BEAM) return;
  pairs.splice(at === -1 ? pairs.length : at, 0, pair);
  if (pairs.length > BEAM) pairs.pop();
}

/** Picks the condition that explains most, then the one that explains most of what is left, and so on. */
function cover(good: Tried[], wanted: Bits): Tried[] {
  const chosen: Tried[] = [];
  let left = wanted;
  while (chosen.length < OF_TURN_MAX) {
    let best: { tried: Tried; worth: number } | undefined;
    for (const tried of good) {
      const fresh = countBoth(tried.bits, left);
      if (fresh < HITS_MIN) continue;
      const worth = fresh - MISS_WEIGHT * (tried.fitted - tried.hits);
      const isBetter =
        !best || worth > best.worth || (worth === best.worth && tried.parts.length < best.tried.parts.length);
      if (worth > 0 && isBetter) best = { tried, worth };
    }
    if (!best) break;
    chosen.push(best.tried);
    left = without(left, best.tried.bits);
  }
  return chosen;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
