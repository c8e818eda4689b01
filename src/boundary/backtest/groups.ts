import { createHash } from 'node:crypto';
import type { Money } from '../../workspace/money.ts';
import { changedParts, limitsRead, type Parts } from '../compare/index.ts';
import { EFFECTS, type Boundary, type Effect, type Reason, type Ruling } from '../schema.ts';
import type { ChainChange } from './chain.ts';
import type { LoggedAction, LoggedCase } from './index.ts';

/** What of a ruling is grouped by; the reasons only where its effect would change. */
type Ruled = Pick<Ruling, 'effect'> & Partial<Pick<Ruling, 'reasons'>>;

/** One ruling that would change. */
export interface Found {
  logged: LoggedCase;
  action: LoggedAction;
  was: Ruled;
  now: Ruled;
  /** Other people would be asked; absent where it is the effect that would change. */
  chain?: ChainChange;
}

/** Changed rulings of one write that change in the same way for the same rule. */
export interface Group {
  /** The same for the same kind of change, whatever cases are looked at: what a person ticks. */
  id: string;
  direction: 'wider' | 'narrower' | 'other';
  /** It widens although nobody touched what used to hold it. */
  unintended: boolean;
  write: string;
  /** The rule that used to decide where it widens, else the one that would decide; of a chain: `approve`. */
  rule: string;
  /** Who is asked instead of whom, where that is the change. */
  chain?: { from: string; to: string };
  from: Effect;
  to: Effect;
  cases: number;
  money: Money | null;
  examples: { case: string; title: string; money: Money | null }[];
}

/** Cases of a group that are named; the newest first. */
const EXAMPLES_MAX = 20;

const RANK = { wider: 1, narrower: 2, other: 3 };

/** The changes by write, effects and rule: unintended widenings first, then widenings, and the most cases first. */
export function groupsOf(found: Found[], before: Boundary, after: Boundary): Group[] {
  const parts = changedParts(before, after);
  const read = [limitsRead(before), limitsRead(after)];
  const groups = new Map<string, { sort: Sort; all: Found[] }>();
  for (const each of found) {
    const sort = sortOf(each, parts, read, after);
    const id = idOf(sort, each);
    const group = groups.get(id);
    if (group) group.all.push(each);
    else groups.set(id, { sort, all: [each] });
  }
  const made = [...groups].map(([id, { sort, all }]) => groupOf(id, sort, all));
  return made.sort(
    (one, other) => rank(one) - rank(other) || other.cases - one.cases || (one.id < other.id ? -1 : 1),
  );
}

/** The same for the same kind of change, in whatever process and over whatever cases. */
function idOf({ write, rule, unintended }: Sort, { was, now, chain }: Found): string {
  const asked = chain ? [chain.direction, chain.from, chain.to] : [];
  const text = JSON.stringify([write, was.effect, now.effect, rule, unintended, ...asked]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function rank(group: Group): number {
  return group.unintended ? 0 : RANK[group.direction];
}

interface Sort {
  write: string;
  rule: string;
  direction: Group['direction'];
  unintended: boolean;
}

function sortOf(
  { action, was, now, chain }: Found,
  parts: Parts,
  read: Map<string, Set<string>>[],
  after: Boundary,
): Sort {
  const { write } = action.inputs.action;
  if (chain) {
    // Whoever changes a limit thinks of what runs alone, and not of who is asked for the rest.
    const unintended = chain.direction === 'wider' && !parts.approve;
    return { write, rule: 'approve', direction: chain.direction, unintended };
  }
  const step = EFFECTS.indexOf(now.effect) - EFFECTS.indexOf(was.effect);
  const direction = step < 0 ? 'wider' : step > 0 ? 'narrower' : 'other';
  const decided = deciding(direction === 'narrower' ? now : was);
  const unintended = direction === 'wider' && !isTouched(decided, now, write, parts, read, after);
  return { write, rule: decided.rule, direction, unintended };
}

/** The reason that decides a ruling: the strictest, and of equals one that was met for certain. */
function deciding({ effect, reasons = [] }: Ruled): Reason {
  const strictest = reasons.filter((reason) => reason.effect === effect);
  return strictest.find(({ met }) => met === true) ?? strictest[0] ?? reasons[0]!;
}

/**
 * Whether somebody edited what used to hold an action: its rule, or a limit that the rule reads. Where nothing but
 * `otherwise` held it, the rule that lets it through now must have been edited and must name this very write. What
 * was held because a fact was missing is let through by an oversight: nobody decides for what is not known.
 */
function isTouched(
  decided: Reason,
  now: Ruled,
  write: string,
  parts: Parts,
  read: Map<string, Set<string>>[],
  after: Boundary,
): boolean {
  if (decided.met === 'unknown') return false;
  const readsEdited = (rule: string) =>
    read.some((names) => [...(names.get(rule) ?? [])].some((limit) => parts.limits.has(limit)));
  if (decided.rule !== 'otherwise') return parts.rules.has(decided.rule) || readsEdited(decided.rule);
  if (parts.otherwise) return true;
  return (now.reasons ?? []).some(({ rule, effect }) => {
    if (effect !== 'allow') return false;
    const namesIt = after.rules.some(({ id, on }) => id === rule && on === write);
    return readsEdited(rule) || (parts.rules.has(rule) && namesIt);
  });
}

function groupOf(id: string, { write, rule, direction, unintended }: Sort, all: Found[]): Group {
  const [first] = all;
  const [from, to] = [first!.was.effect, first!.now.effect];
  const { chain } = first!;
  const newest = [...all].sort((one, other) => other.logged.at.getTime() - one.logged.at.getTime());
  return {
    id,
    direction,
    unintended,
    write,
    rule,
    ...(chain && { chain: { from: chain.from, to: chain.to } }),
    from,
    to,
    cases: new Set(all.map(({ logged }) => logged.case)).size,
    money: sumOf(all.map(({ action }) => action.money)),
    examples: newest
      .slice(0, EXAMPLES_MAX)
      .map(({ logged, action }) => ({ case: logged.case, title: logged.title, money: action.money })),
  };
}

/** The sum of amounts of one currency; null where there is none, or more than one. */
function sumOf(amounts: (Money | null)[]): Money | null {
  const known = amounts.filter((amount) => amount !== null);
  const [first] = known;
  if (!first || known.some(({ currency }) => currency !== first.currency)) return null;
  return { minor: known.reduce((sum, { minor }) => sum + minor, 0), currency: first.currency };
}
