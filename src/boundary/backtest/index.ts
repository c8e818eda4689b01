import type { Money } from '../../workspace/money.ts';
import { rule } from '../rule.ts';
import type { Boundary, Effect, Ruling } from '../schema.ts';
import { chainComparer, chainMayChange, goesToPeople } from './chain.ts';
import { effectOf, type Inputs } from './effect.ts';
import { groupsOf, type Found, type Group } from './groups.ts';

export { effectOf, type Inputs } from './effect.ts';
export type { Group } from './groups.ts';

/** A case of the log with its actions as they were ruled first. */
export interface LoggedCase {
  case: string;
  title: string;
  /** When it was ruled. */
  at: Date;
  actions: LoggedAction[];
}
export interface LoggedAction {
  inputs: Inputs;
  money: Money | null;
  /** What the ruling of that day said of it. */
  recorded: Effect;
}

export interface Backtest {
  /** Holds more cases against both boundaries. May be called in parts, so that nothing waits for all of them. */
  add(cases: readonly LoggedCase[]): void;
  result(): { cases: number; from: Date | null; groups: Group[] };
}

/**
 * Replays logged cases under two boundaries: the one in force, and a changed one. Pure: what was known then is ruled
 * on again, as it was known then. Only the boundary is compared; stages, checks and standings say the same of both.
 * Where the effect stays, the chains are held against each other; also of what runs alone, since a stage or a check
 * may put that before people too.
 */
export function backtest(before: Boundary, after: Boundary): Backtest {
  const found: Found[] = [];
  const chainMayDiffer = chainMayChange(before, after);
  const chainOf = chainComparer(before, after);
  const ruled = (boundary: Boundary, { inputs }: LoggedAction): Ruling => rule({ ...inputs, boundary });
  let cases = 0;
  let from: Date | null = null;
  return {
    add(more) {
      for (const logged of more) {
        cases += 1;
        if (from === null || logged.at < from) from = logged.at;
        for (const action of logged.actions) {
          const [was, now] = [effectOf(before, action.inputs), effectOf(after, action.inputs)];
          if (was !== now)
            found.push({ logged, action, was: ruled(before, action), now: ruled(after, action) });
          if (!chainMayDiffer || !goesToPeople(was) || !goesToPeople(now)) continue;
          const chain = chainOf(action.inputs);
          // A chain that asks for more is no news where it is asked for the first time.
          if (chain && (was === now || chain.direction === 'wider')) {
            found.push({ logged, action, was: { effect: was }, now: { effect: now }, chain });
          }
        }
      }
    },
    result: () => ({ cases, from, groups: groupsOf(found, before, after) }),
  };
}
