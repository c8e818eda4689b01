import { attentionFactor, newAttention, noteCheck, noteLook, runNeeded, type Factor } from './fold.ts';
import type { Answered, Look } from './schema.ts';

/** Approvals in a row that were quicker than anybody reads, at a length that warned. */
export interface Run {
  from: Date;
  to: Date;
  length: number;
  cases: string[];
}

/** How somebody looks now, told from all that is known of them in the order of time. */
export interface Told {
  runs: Run[];
  /** Quick approvals in a row up to now, and how many warn. */
  run: number;
  needed: number;
  factor: Factor;
}

/** Follows one person's decisions and checks as the fold does, and keeps the runs that warned, newest first. */
export function follow(by: string, looks: readonly Look[], checks: readonly Answered[]): Told {
  const state = newAttention();
  const runs: Run[] = [];
  let going: Look[] = [];
  const told = [
    ...looks.map((look) => ({ at: look.at, look })),
    ...checks.map((check) => ({ at: check.at, check })),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  for (const each of told) {
    if ('check' in each) {
      noteCheck(state, each.check);
      continue;
    }
    const { look } = each;
    noteLook(state, look);
    const length = state.people.get(by)?.run ?? 0;
    going = length === 0 ? [] : length > going.length ? [...going, look] : going;
    if (length < runNeeded(state, by) || length === 0) continue;
    const [first = look] = going;
    if (runs[0]?.from === first.at) runs.shift();
    runs.unshift({ from: first.at, to: look.at, length, cases: going.map((one) => one.case) });
  }
  const run = state.people.get(by)?.run ?? 0;
  return { runs, run, needed: runNeeded(state, by), factor: attentionFactor(state, by) };
}
