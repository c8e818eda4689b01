import type { Looked, Rehearsed } from '../../evidence/backrun/schema.ts';
import { compareChoices, givenInputs } from '../../flow/case/agreement.ts';
import { doneBefore } from '../../flow/case/due.ts';
import { parseEntry, type CaseEntry } from '../../flow/case/entries.ts';
import { evolve } from '../../flow/case/replay.ts';
import type { CaseState, Label } from '../../flow/case/state.ts';
import { missingNeeded } from '../../flow/context/gather.ts';
import { digestOf, fillPlay, moneyOf, planDigest } from '../../flow/plan/fill.ts';
import { earlierOf } from '../../flow/thinking.ts';
import { UNCLEAR } from '../../flow/plan/propose.ts';
import type { Agent, Plan, PlanInput, Proposal } from '../../flow/plan/schema.ts';
import { cohortOf } from '../../flow/ruling/cohort.ts';
import { rulePlan, strictestReason } from '../../flow/ruling/rule.ts';
import type { Entry } from '../../log/schema.ts';
import { percent } from '../../evidence/words.ts';
import type { Money } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { Asked } from './schema.ts';
import { workOf } from './work.ts';

/** A case as it stood when a person decided it, and what they decided. */
export interface Past {
  id: string;
  state: CaseState;
  label: Label;
  /** The entry that decided it. */
  entry: CaseEntry;
  entries: readonly Entry[];
}

/** Goes through a case up to the entry that decided it. Null: what was known is not there any more. */
export function pastOf(id: string, caseId: string, entries: readonly Entry[]): Past | null {
  const version = Number(id.slice(id.lastIndexOf('.') + 1));
  // Where a person was erased, their case keeps its digests but not what stood in it.
  if (entries[0]?.private === undefined) return null;
  let state: CaseState | null = null;
  for (const raw of entries) {
    const entry = parseEntry(raw);
    const after = evolve(state, entry, caseId);
    if (raw.version === version) {
      return after.label?.version === version
        ? { id, state: state ?? after, label: after.label, entry, entries }
        : null;
    }
    state = after;
  }
  return null;
}

/** What an agent sees of it: the facts as they were read then, and the moment of the decision as its now. */
export function inputOf({ state, label }: Past, workflow: Workflow): PlanInput {
  return {
    caseId: state.id,
    workflow,
    event: state.event,
    text: state.messages.map((message) => message.text).join('\n\n'),
    facts: state.facts ?? {},
    now: label.at,
    done: earlierOf(state),
  };
}

/** Holds what an agent proposes against what the person decided, and against the boundary. Pure. */
export function rehearse(
  workspace: Workspace,
  { workflow, rollout }: Pick<Asked, 'workflow' | 'rollout'>,
  past: Past,
  agent: Agent,
  proposal: Proposal,
): Looked {
  const { state, label, id } = past;
  const decidedPlay = workflow.plays[label.play];
  if (!decidedPlay) return { id, leftOut: 'unknown_play' };
  const facts = state.facts ?? {};
  const done = fillPlay(workspace, workflow, decidedPlay, label.inputs, state.event, facts);
  const seen = {
    id,
    caseId: state.id,
    at: label.at.toISOString(),
    decided: { kind: label.kind, play: label.play, money: sumOf(workspace, done.actions) },
    given: givenInputs(label.inputs),
    ...workOf(workspace, past.entry),
  };
  const play = proposal.ok ? workflow.plays[proposal.play] : undefined;
  if (!proposal.ok || !play) {
    const because = proposal.ok ? `It named ${proposal.play}, which is no play.` : proposal.says;
    const nothing = { planned: null, agreed: null, changed: [], effect: null, rule: null };
    return { ...seen, ...nothing, because: kept(agent, because), conflict: false, staged: false };
  }
  const opaque = agent.opaque ? new Set(Object.keys(proposal.inputs)) : undefined;
  const filled = fillPlay(workspace, workflow, play, proposal.inputs, state.event, facts, opaque);
  const kind = workflow.kinds.some(({ name }) => name === proposal.kind) ? proposal.kind : UNCLEAR;
  const plan: Plan = {
    agent: { name: agent.name, version: agent.version },
    kind,
    play: play.name,
    confidence: proposal.confidence,
    reason: proposal.reason,
    inputs: filled.inputs,
    actions: filled.actions,
  };
  const chosen = { kind: label.kind, play: label.play, inputs: label.inputs };
  const held = holdAgainst(workspace, workflow, past, plan, filled.problems);
  return {
    ...seen,
    planned: {
      kind,
      play: play.name,
      confidence: proposal.confidence,
      money: sumOf(workspace, filled.actions),
    },
    ...compareChoices({ kind, play: play.name, inputs: filled.inputs }, chosen),
    because: kept(agent, proposal.reason || expects(proposal.confidence)),
    ...held,
    staged:
      rollout.stage === 'act' &&
      cohortOf(workflow, rollout, state) === 'agent' &&
      (rollout.kinds?.includes(kind) ?? true),
  };
}

/**
 * What boundary and data checks say of a plan, as if the stage let it act: the stage is asked beside it. Budgets are
 * those that the log recorded for the case; what it did not record counts as unused.
 */
function holdAgainst(
  workspace: Workspace,
  workflow: Workflow,
  { state, label }: Past,
  plan: Plan,
  problems: ReturnType<typeof fillPlay>['problems'],
): Pick<Rehearsed, 'effect' | 'rule' | 'conflict'> {
  const facts = state.facts ?? {};
  const ruled = rulePlan({
    workspace,
    workflow,
    plan: { ...plan, digest: planDigest(plan), digests: plan.actions.map(digestOf) },
    problems,
    event: state.event,
    facts,
    missing: state.facts ? missingNeeded(workflow, facts) : [],
    reworked: state.reworked,
    doneBefore: doneBefore(state, workflow),
    rollout: { stage: 'act', share: 100, kinds: null, version: 0, since: null },
    cohort: 'agent',
    overspent: [],
    standing: { open: true, why: 'granted', says: '' },
    budgets: state.ruling?.budgets ?? {},
    now: label.at,
  });
  const reasons = [...ruled.reasons, ...ruled.actions.flatMap((action) => action.reasons)];
  const denied = reasons.find(
    ({ effect, source }) => effect === 'deny' && (source === 'boundary' || source === 'map'),
  );
  const strictest = denied ?? strictestReason(ruled);
  return {
    effect: ruled.effect,
    rule: strictest ? { id: strictest.rule, says: strictest.says } : null,
    conflict: denied !== undefined,
  };
}

/** What a model writes may quote what people wrote: only what a table or the memory says is kept. */
function kept(agent: Agent, because: string): string {
  return agent.opaque ? '' : because;
}

function expects(confidence: number): string {
  return `It expects people to do so in ${percent(Math.round(confidence * 100) / 100)} of cases like this one.`;
}

/** All money of a play's actions, in the currency of the first that moves any. */
function sumOf(workspace: Workspace, actions: Plan['actions']): Money | null {
  const amounts = actions.flatMap((action) => moneyOf(workspace, action) ?? []);
  const currency = amounts[0]?.currency;
  if (currency === undefined) return null;
  const same = amounts.filter((amount) => amount.currency === currency);
  return { minor: same.reduce((sum, { minor }) => sum + minor, 0), currency };
}
