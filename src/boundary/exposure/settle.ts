import type { Bound, Bounds } from './bounds.ts';
import type { WriteExposure } from './index.ts';
import { SCOPES, type Scope } from './linear.ts';

/** How much of a wider budget each write may use alone: what `totals` does not add up twice. */
export interface Settled {
  exposure: WriteExposure;
  wide: Record<'agent' | 'workflow', Spans>;
}
type Spans = Record<'hour' | 'day', { count: Bound | null; money: Bound | null }>;

/** A day on which the clocks are put back has 25 hours; at Troll in Antarctica they are put back by two. */
export function hoursOfDayMax(timeZone: string): number {
  return timeZone === 'Antarctica/Troll' ? 26 : 25;
}

const NOTHING: Bound = { most: 0, by: [] };

/** Turns what holds of each action into what comes together in an hour and in a day. */
export function settle(
  write: string,
  money: string | null,
  bounds: Bounds,
  around: { agents: number; timeZone: string },
): Settled {
  if (bounds === null) return neverAlone(write, money);
  const each = bounds.each ?? null;
  const spans = (scope: Scope): Spans => {
    const times = scope === 'agent' ? Math.max(1, around.agents) : 1;
    const span = (name: 'hour' | 'day') => ({
      count: multiplied(bounds[`${scope} count ${name}`] ?? null, times),
      money: multiplied(sumOf(bounds, scope, name, each), times),
    });
    return { hour: span('hour'), day: span('day') };
  };
  const all = SCOPES.map(spans);
  const hours = hoursOfDayMax(around.timeZone);
  const slidingCount = least(all.map(({ hour }) => hour.count));
  const dailyCount = least(all.map(({ day }) => day.count));
  const slidingMoney = least([...all.map(({ hour }) => hour.money), product(slidingCount, each)]);
  const dailyMoney = least([...all.map(({ day }) => day.money), product(dailyCount, each)]);
  const count = {
    hour: least([slidingCount, dailyCount]),
    day: least([dailyCount, multiplied(slidingCount, hours)]),
  };
  const sums = {
    hour: least([slidingMoney, dailyMoney]),
    day: least([dailyMoney, multiplied(slidingMoney, hours)]),
  };
  if (count.hour?.most === 0) return neverAlone(write, money);
  const exposure = {
    write,
    money,
    alone: true,
    each: money ? each : null,
    hour: { count: count.hour, money: money ? sums.hour : null },
    day: { count: count.day, money: money ? sums.day : null },
  };
  return { exposure, wide: { agent: spans('agent'), workflow: spans('workflow') } };
}

function neverAlone(write: string, money: string | null): Settled {
  const none = { count: NOTHING, money: money ? NOTHING : null };
  const spans = { hour: { count: NOTHING, money: NOTHING }, day: { count: NOTHING, money: NOTHING } };
  const exposure = { write, money, alone: false, each: money ? NOTHING : null, hour: none, day: none };
  return { exposure, wide: { agent: spans, workflow: spans } };
}

/** The sum with this action in it: bounded as it is, or by what it was before and the most that one may add. */
function sumOf(
  bounds: NonNullable<Bounds>,
  scope: Scope,
  span: 'hour' | 'day',
  each: Bound | null,
): Bound | null {
  const before = bounds[`before ${scope} sum ${span}`];
  const added = before && each ? { most: before.most + each.most, by: union(before, each) } : null;
  return least([bounds[`${scope} sum ${span}`] ?? null, added]);
}

/** The lowest of some bounds; of equal ones the rules of all. */
export function least(bounds: (Bound | null)[]): Bound | null {
  return bounds.reduce((found, bound) => {
    if (!found || !bound) return found ?? bound;
    if (found.most !== bound.most) return found.most < bound.most ? found : bound;
    return { most: found.most, by: union(found, bound) };
  }, null);
}

function product(count: Bound | null, each: Bound | null): Bound | null {
  return count && each ? { most: count.most * each.most, by: union(count, each) } : null;
}

function multiplied(bound: Bound | null, times: number): Bound | null {
  return bound && { most: bound.most * times, by: bound.by };
}

function union(one: Bound, other: Bound): string[] {
  return [...new Set([...one.by, ...other.by])].sort();
}
