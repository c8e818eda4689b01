import { rule } from '../../boundary/index.ts';
import type { Boundary, Budgets, Facts, Reason, RulingInput, Used } from '../../boundary/schema.ts';
import { evolve } from '../../flow/case/replay.ts';
import { parseEntry } from '../../flow/case/entries.ts';
import type { CaseState } from '../../flow/case/state.ts';
import { fillPlay } from '../../flow/plan/fill.ts';
import { checksOfAction } from '../../flow/ruling/checks.ts';
import { listWords, writeLabel } from '../../flow/say/words.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import { requesterOf } from '../../people/requester.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** A decision of a person as it was made: what they chose, and what was known when they chose it. */
export interface Decision {
  version: number;
  at: Date;
  by: Actor;
  play: string;
  state: CaseState;
}

/** What a decision broke of the boundary of its day. */
export interface Broken {
  rules: string[];
  says: string;
}

/** The case as it stood with this decision; null where the entry is none, or names no play. */
export function decisionAt(id: string, entries: readonly Entry[], version: number): Decision | null {
  let state: CaseState | null = null;
  for (const raw of entries) {
    if (raw.version > version) break;
    state = evolve(state, parseEntry(raw), id);
  }
  const { label } = state ?? {};
  const entry = entries.find((one) => one.version === version);
  if (!state || !entry || label?.version !== version) return null;
  return { version, at: label.at, by: entry.actor, play: label.play, state };
}

/**
 * Holds what a person decided against the boundary of its day, on what was known then: null where it broke nothing.
 * `unknown` where what they did cannot be filled in any more. Only a rule that is surely met counts, for of a fact that
 * is missing nobody can say that it was against the policy; and only a `deny`, for everything else is people's to do.
 * With `checksHeld`, the data checks of its writes were in force: what they deny on recorded facts counts as well.
 */
export function holdAgainst(
  workspace: Workspace,
  workflow: Workflow,
  boundary: Boundary,
  { state, play, at }: Decision,
  checksHeld: boolean,
): Broken | null | 'unknown' {
  const known = workflow.plays[play];
  if (!known) return 'unknown';
  const facts = asRead(state.facts ?? {});
  const filled = fillPlay(workspace, workflow, known, state.label?.inputs ?? {}, state.event, facts);
  if (known.actions.length === 0) return null;
  if (filled.problems.length > 0) return 'unknown';
  const requester = requesterOf(workspace, workflow, state.event)?.id;
  const broken = filled.actions.flatMap(({ write, args, tainted }) => {
    const input: RulingInput = {
      boundary,
      action: { write, args },
      plan: {
        play,
        kind: state.label?.kind ?? state.kind ?? '',
        agent: 'person',
        confidence: 1,
        ...(requester !== undefined && { requester }),
      },
      event: state.event,
      facts,
      tainted: new Set(tainted),
      budgets: noneUsed(workspace.currency),
      now: at,
      timeZone: workspace.timeZone,
    };
    const reasons = rule(input).reasons.filter(({ effect, met }) => effect === 'deny' && met === true);
    const action = { write, args };
    const checked = checksHeld
      ? checksOfAction({ workspace, workflow, event: state.event, facts, now: at }, action)
      : [];
    return [...reasons, ...checked.filter(isContradiction)].map((reason) => ({ write, ...reason }));
  });
  if (broken.length === 0) return null;
  const said = broken.map(({ write, says }) => `${writeLabel(write, workspace)}: ${says}`);
  return { rules: [...new Set(broken.map((one) => one.rule))], says: listWords([...new Set(said)]) };
}

function isContradiction({ effect, met }: Reason): boolean {
  return effect === 'deny' && met === true;
}

/** What was read for a decision counted for it, however long it took to make it. */
function asRead(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, { freshMs, ...fact }]) => {
      void freshMs;
      return [name, fact];
    }),
  );
}

/** Budgets are an agent's: what people do by hand is not held against them. */
function noneUsed(currency: string): Budgets {
  const none = { minor: 0, currency };
  const used: Used = { count_last_hour: 0, count_today: 0, sum_last_hour: none, sum_today: none };
  return { ...used, agent: used, customer: used, workflow: used };
}
