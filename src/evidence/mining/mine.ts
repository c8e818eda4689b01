import { rate, wilson } from '../rate.ts';
import { bitsWhere, both, countBits, countBoth, without, type Bits } from './bits.ts';
import { chanceOf } from './exact.ts';
import { candidatesOf, type Candidate } from './literals.ts';
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
  const mining = mineInParts(cases, language);
  for (;;) {
    const step = mining.next();
    if (step.done) return step.value;
  }
}

/** The same in parts, so that a server that looks can answer between them. */
export function* mineInParts(cases: readonly DecidedCase[], language: Language): Generator<undefined, Mined> {
  const plans = groupBy(cases, ({ agent, planned }) => `${agent}\n${planned}`);
  const turns = [...plans.values()].flatMap(turnsOf);
  const findings: Finding[] = [];
  let tried = 0;
  for (const group of plans.values()) {
    const own = turns.filter(({ group: of }) => of === group);
    if (own.length === 0) continue;
    const candidates = candidatesOf(group, language);
    tried += own.length * familyOf(candidates.length).reduce((sum, size) => sum + size, 0);
    for (const { turn } of own) {
      yield;
      findings.push(...search(turn, group, candidates, turns.length));
    }
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

/** A part with the cases that it fits, and those of them that were decided as is looked for. */
interface Part extends Candidate {
  at: number;
  right: Bits;
  rights: number;
}

function search(turn: Turn, group: DecidedCase[], candidates: Candidate[], turns: number): Finding[] {
  const wanted = bitsWhere(group.length, (index) => group[index]!.decided === turn.to);
  const hits = countBits(wanted);
  const families = familyOf(candidates.length);
  const judge = (parts: readonly Part[], fitted: number, found: number): number => {
    const weight = LITERALS_MAX * turns * families[parts.length - 1]!;
    return Math.min(1, weight * chanceOf({ all: group.length, hits, fitted, both: found }));
  };
  // What fits too few of those that are looked for is in no condition that could be proposed.
  const parts = candidates
    .map(({ literal, bits }, at): Part => {
      const right = both(bits, wanted);
      return { literal, bits, at, right, rights: countBits(right) };
    })
    .filter(({ rights }) => rights >= HITS_MIN);
  const good: Tried[] = [];
  const keep = (of: readonly Part[], fitted: number, found: number): void => {
    if (!isPrecise(found, fitted)) return;
    const p = judge(of, fitted, found);
    const bits = of.slice(1).reduce((all, part) => both(all, part.bits), of[0]!.bits);
    if (p <= ERROR) good.push({ parts: of.map(({ at }) => at), bits, fitted, hits: found, p });
  };
  for (const part of parts) keep([part], countBits(part.bits), part.rights);
  for (const [one, other] of bestPairs(parts, keep)) {
    const [bits, right] = [both(one.bits, other.bits), both(one.right, other.right)];
    for (const third of parts) {
      if (third === one || third === other) continue;
      const found = countBoth(right, third.bits);
      if (found >= HITS_MIN) keep([one, other, third], countBoth(bits, third.bits), found);
    }
  }
  const base = rate(hits, group.length)!;
  return cover(good, wanted).map(({ parts: of, fitted, hits: found, p }) => ({
    turn,
    literals: of.map((part) => candidates[part]!.literal),
    proof: { precision: rate(found, fitted)!, base, p, tried: 0 },
  }));
}

type Pair = [one: Part, other: Part, found: number, fitted: number];

/** Looks at every pair, and gives back those that are worth a third part. */
function bestPairs(
  parts: readonly Part[],
  keep: (of: readonly Part[], fitted: number, found: number) => void,
): Pair[] {
  const best: Pair[] = [];
  let least = -Infinity;
  for (const [index, one] of parts.entries()) {
    for (let next = index + 1; next < parts.length; next++) {
      const other = parts[next]!;
      const found = countBoth(one.right, other.bits);
      if (found < HITS_MIN) continue;
      const fitted = countBoth(one.bits, other.bits);
      keep([one, other], fitted, found);
      const worth = worthOfPair(found, fitted);
      if (best.length >= BEAM && worth <= least) continue;
      best.push([one, other, found, fitted]);
      best.sort(([, , a, b], [, , c, d]) => worthOfPair(c, d) - worthOfPair(a, b));
      if (best.length > BEAM) best.pop();
      const [, , foundLast, fittedLast] = best.at(-1)!;
      least = worthOfPair(foundLast, fittedLast);
    }
  }
  return best;
}

function worthOfPair(found: number, fitted: number): number {
  return found - MISS_WEIGHT * (fitted - found);
}

function isPrecise(found: number, fitted: number): boolean {
  return found >= PRECISION_MIN * fitted && wilson(found, fitted).low >= PRECISION_LOW_MIN;
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
