import { compiledOf, type CompiledRule } from '../compiled.ts';
import type { Boundary } from '../schema.ts';
import { both, either, implied, type Bound, type Bounds } from './bounds.ts';
import type { Words } from './linear.ts';
import { hoursOfDayMax, settle, type Settled } from './settle.ts';
import { totals, type Totals } from './totals.ts';

export type { Bound } from './bounds.ts';

/** The most that one write can do without a person. Null: nothing bounds it. Money in minor units. */
export interface WriteExposure {
  write: string;
  /** The argument that moves money; null where none does. */
  money: string | null;
  /** False where no rule lets it run alone. */
  alone: boolean;
  each: Bound | null;
  hour: { count: Bound | null; money: Bound | null };
  day: { count: Bound | null; money: Bound | null };
}

export interface Exposure {
  currency: string;
  writes: WriteExposure[];
  total: Totals;
}

/**
 * The most that a boundary lets through without a person, worked out from its rules and never guessed: always at
 * least what can happen, and null where no rule bounds it. An hour is one of the clock, a day one of the calendar,
 * both in the workspace's time zone.
 *
 * An action runs alone only where some `allow` rule is true and every other rule that speaks of its write is false,
 * as a ruling sees it inside the transaction that records the intent. What a true or false condition says of the
 * amount and of the budgets is a bound (`implied`); of several `allow` rules the weakest counts. Shares, slices and
 * facts bound nothing here. `writes` are those that plans may use; absent: all that the boundary knows. It rests on amounts that are never negative, which `rule` sees to.
 */
export function exposure(boundary: Boundary, writes?: readonly string[]): Exposure {
  const { vocabulary, byWrite } = compiledOf(boundary);
  const { currency, timeZone, agents } = vocabulary;
  const planned = [...byWrite].filter(([write]) => writes?.includes(write) ?? true);
  const settled: Settled[] = planned.map(([write, rules]) => {
    const money = vocabulary.writes[write]?.money;
    const bounds = aloneBounds(rules, { money, currency });
    return settle(write, money ?? null, bounds, { agents: agents.length, timeZone });
  });
  return {
    currency,
    writes: settled.map(({ exposure }) => exposure),
    total: totals(settled, hoursOfDayMax(timeZone)),
  };
}

/** What holds of every action of a write that runs alone; null where none does. */
function aloneBounds(rules: CompiledRule[], words: Words): Bounds {
  const held = rules.filter(({ rule }) => rule.effect !== 'allow');
  const unheld = held.reduce<Bounds>((bounds, each) => both(bounds, said(each, false, words)), {});
  const allowing = rules.filter(({ rule }) => rule.effect === 'allow');
  return allowing.reduce<Bounds>(
    (bounds, each) => either(bounds, both(unheld, said(each, true, words))),
    null,
  );
}

function said({ rule, tree }: CompiledRule, truth: boolean, words: Words): Bounds {
  if (tree) return implied(tree, truth, words, rule.id);
  return truth ? {} : null;
}
