import type { Settled } from './settle.ts';

/** Over all writes of a boundary. Null: not bounded. Money in minor units. */
export interface Totals {
  hour: { count: number | null; money: number | null };
  day: { count: number | null; money: number | null };
}

type Span = 'hour' | 'day';
type What = 'count' | 'money';

/** Adds up what each write may do, and counts a budget that several writes share once. */
export function totals(writes: Settled[], hoursOfDay: number): Totals {
  const of = (what: What) => {
    const [hour, day] = [total(writes, 'hour', what), total(writes, 'day', what)];
    return { hour: lower(hour, day), day: lower(day, hour === null ? null : hour * hoursOfDay) };
  };
  const [count, money] = [of('count'), of('money')];
  return { hour: { count: count.hour, money: money.hour }, day: { count: count.day, money: money.day } };
}

function lower(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function total(writes: Settled[], span: Span, what: What): number | null {
  const counted = writes.filter(({ exposure }) => exposure.alone && (what === 'count' || exposure.money));
  const ways = [
    sum(counted.map((each) => own(each, span, what))),
    shared(counted, 'agent', span, what),
    shared(counted, 'workflow', span, what),
  ].filter((way) => way !== null);
  return ways.length === 0 ? null : Math.min(...ways);
}

/**
 * Where several writes count against one wide budget, the last of them saw all of the others in it: together they
 * are at most what the most generous of their rules lets be used. The others are added.
 */
function shared(writes: Settled[], scope: 'agent' | 'workflow', span: Span, what: What): number | null {
  let most = 0;
  const apart: (number | null)[] = [];
  for (const each of writes) {
    const wide = each.wide[scope][span][what];
    if (wide) most = Math.max(most, wide.most);
    else apart.push(own(each, span, what));
  }
  const rest = sum(apart);
  return rest === null ? null : most + rest;
}

function own({ exposure }: Settled, span: Span, what: What): number | null {
  return exposure[span][what]?.most ?? null;
}

function sum(parts: (number | null)[]): number | null {
  return parts.reduce<number | null>((so, part) => (so === null || part === null ? null : so + part), 0);
}
