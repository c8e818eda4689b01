import type { Rollout } from '../../authority/schema.ts';
import { chainOf, rule } from '../../boundary/index.ts';
import {
  stricter,
  type Budgets,
  type Effect,
  type Facts,
  type Reason,
  type Ruling,
} from '../../boundary/schema.ts';
import type { Standing } from '../../learning/standing/schema.ts';
import { requesterOf } from '../../people/requester.ts';
import type { Problem } from '../../workspace/values.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { playForRules, type Plan } from '../plan/schema.ts';
import { checksOfAction, checksOfPlan } from './checks.ts';
import type { RuledBody } from './schema.ts';
import { unusualReasons, type Watched } from './unusual.ts';

export interface PlanToRule {
  workspace: Workspace;
  workflow: Workflow;
  plan: Plan & { digest: string; digests: string[] };
  problems: Problem[];
  event: Record<string, unknown>;
  facts: Facts;
  /** What is missing although the workflow needs it. */
  missing: { name: string; says: string }[];
  reworked: boolean;
  /** Actions of earlier plans of this case that were done, or may have been. */
  doneBefore: { write: string }[];
  /** How far the workflow is rolled out, and whether this case is in its share. */
  rollout: Rollout;
  cohort: 'agent' | 'control';
  /** Which limits of a case its agents have gone beyond, each a sentence. */
  overspent: string[];
  /** What the evidence says of the plan's agent here; absent where no agent planned it. */
  standing?: Standing | undefined;
  /** What is usual where a plan is ruled first, and what was said of it then where it is ruled again. */
  watched?: Watched | undefined;
  /** Used budgets by write. */
  budgets: Record<string, Budgets>;
  now: Date;
}

/**
 * Holds a plan against the boundary and everything else that has a say: the map, the stage, the data checks and
 * what the agent has earned. Pure: the same plan, facts, budgets and time give the same ruling.
 * Clearances are added by `clear`, and only where this says `allow`.
 */
export function rulePlan(given: PlanToRule): Omit<RuledBody, 'clearances'> {
  const { plan, workflow } = given;
  const requester = requesterOf(given.workspace, workflow, given.event)?.id;
  const heard = plan.actions.map((_, index) => ruleAction(given, index, requester));
  const actions = heard.map(({ ruled }) => ruled);
  const reasons = [...stageReasons(given), ...checkReasons(given), ...standingReasons(given)];
  const effects: Effect[] = [...actions.map(({ effect }) => effect), ...reasons.map(({ effect }) => effect)];
  return {
    plan: plan.digest,
    effect: effects.reduce(stricter, 'allow'),
    actions,
    reasons,
    boundary: workflow.boundary.version,
    approve: chainOf(workflow.boundary, heard),
    rollout: { stage: given.rollout.stage, version: given.rollout.version, cohort: given.cohort },
    ...(given.standing && { standing: given.standing }),
    ...(Object.keys(given.budgets).length > 0 && { budgets: given.budgets }),
  };
}

/** What holding one action comes to, with the steps of the chain that it asks for. */
interface Heard {
  ruled: RuledBody['actions'][number];
  approve: Ruling['approve'];
}

function ruleAction(given: PlanToRule, index: number, requester: string | undefined): Heard {
  const { plan, workflow, workspace } = given;
  const action = plan.actions[index];
  const digest = plan.digests[index];
  if (!action || digest === undefined) throw new Error(`plan ${plan.digest} has no action ${index}`);
  const offMap = offTheMap(workflow, action.write, plan.undoes !== undefined);
  if (offMap) {
    const denied = { effect: 'deny' as const, reasons: [offMap], quiet: [], missing: [] };
    return { ruled: { write: action.write, digest, ...denied }, approve: [] };
  }
  const { kind, confidence } = plan;
  const ruling = rule({
    boundary: workflow.boundary,
    action,
    plan: {
      play: playForRules(plan.play),
      kind,
      agent: plan.agent.name,
      confidence,
      ...(requester !== undefined && { requester }),
    },
    event: given.event,
    facts: given.facts,
    tainted: new Set(action.tainted),
    budgets: given.budgets[action.write] ?? noneUsed(workspace.currency),
    now: given.now,
    timeZone: workspace.timeZone,
  });
  const more = plan.undoes === undefined ? [...checksOfAction(given, action), ...unusual(given, index)] : [];
  const effect = more.map((reason) => reason.effect).reduce(stricter, ruling.effect);
  const missing = [...new Set([...ruling.missing, ...more.flatMap((reason) => reason.missing ?? [])])];
  const reasons = [...ruling.reasons, ...more];
  const ruled = { write: action.write, digest, effect, reasons, quiet: ruling.quiet, missing };
  return { ruled, approve: ruling.approve };
}

function unusual(given: PlanToRule, index: number): Reason[] {
  return given.watched ? unusualReasons(given, index, given.watched) : [];
}

/** An undo may use a write that plans may not: it is named by the write that it takes back, which is on the map. */
function offTheMap(workflow: Workflow, write: string, undo: boolean): Reason | undefined {
  if (workflow.writes.includes(write) || undo) return undefined;
  const never = workflow.never.some((name) => write === name || write.startsWith(`${name}.`));
  const says = never
    ? `${workflow.label} must never use ${write}`
    : `${write} is not on the map of ${workflow.label}`;
  return { source: 'map', rule: 'map', effect: 'deny', met: true, says };
}

/** What the roll-out says. Taking something back is a person's own act, whatever the stage. */
function stageReasons({ workflow, plan, rollout, cohort }: PlanToRule): Reason[] {
  if (plan.undoes !== undefined) return [];
  const voice = (rule: string, effect: Effect, says: string): Reason[] => [
    { source: 'stage', rule, effect, met: true, says },
  ];
  if (rollout.stage === 'record') return voice('record', 'human', RECORD_SAYS);
  if (cohort === 'control') return voice('control', 'human', sayControl(rollout));
  if (rollout.stage === 'shadow') {
    return voice('shadow', 'human', 'In the shadow stage people do the work and agents plan unseen.');
  }
  if (rollout.kinds && !rollout.kinds.includes(plan.kind)) {
    return voice('slice', 'human', saySlice(workflow, plan.kind, rollout.kinds));
  }
  return rollout.stage === 'draft'
    ? voice('draft', 'approve', 'In the draft stage a person approves every plan.')
    : [];
}

export const RECORD_SAYS = 'In the record stage people do the work.';

export function sayControl({ share }: Pick<Rollout, 'share'>): string {
  return `This case belongs to the part of the cases that stay with people (share ${share} %).`;
}

function saySlice({ kinds }: Workflow, kind: string, slice: string[]): string {
  const label = (name: string) => kinds.find((known) => known.name === name)?.label ?? name;
  const among = slice.map(label).join(', ') || 'none';
  return `${label(kind)} is not among the kinds that agents handle here (${among}).`;
}

function checkReasons(given: PlanToRule): Reason[] {
  const { plan, missing, problems, reworked, doneBefore } = given;
  const check = (rule: string, effect: Effect, says: string): Reason => ({
    source: 'check',
    rule,
    effect,
    met: true,
    says,
  });
  const reasons = missing.map(({ name, says }) => ({
    ...check('missing-fact', 'human', `${name} is not known: ${says}`),
    missing: [name],
  }));
  if (plan.play === null && plan.undoes === undefined)
    reasons.push({ ...check('no-plan', 'human', plan.reason), missing: [] });
  for (const { says, path } of problems)
    reasons.push({ ...check('incomplete', 'human', says), missing: [path] });
  if (reworked && plan.undoes === undefined) {
    reasons.push({
      ...check('rework', 'approve', 'This case came back after it was closed, so a person looks at it.'),
      missing: [],
    });
  } else if (doneBefore.length > 0 && plan.undoes === undefined) {
    const writes = [...new Set(doneBefore.map(({ write }) => write))].join(', ');
    const says = `Before this plan ${writes} was done in this case, so a person looks at it.`;
    reasons.push({ ...check('done-before', 'approve', says), missing: [] });
  }
  if (plan.play === null || plan.undoes !== undefined) return reasons;
  return [
    ...reasons,
    ...given.overspent.map((says) => check('agent-limits', 'approve', says)),
    ...checksOfPlan(given),
  ];
}

/** What an agent proposes runs by itself only where evidence, or a person's grant, opened a lane for it. */
function standingReasons({ plan, standing }: PlanToRule): Reason[] {
  if (!standing || standing.open || plan.play === null || plan.undoes !== undefined) return [];
  return [{ source: 'standing', rule: standing.why, effect: 'approve', met: true, says: standing.says }];
}

export function noneUsed(currency: string): Budgets {
  const none = { minor: 0, currency };
  return { count_last_hour: 0, count_today: 0, sum_last_hour: none, sum_today: none };
}

/** The strictest reason of a ruling, as a sentence: why a plan is held. */
export function strictestReason(
  ruled: Pick<RuledBody, 'effect' | 'reasons' | 'actions'>,
): Reason | undefined {
  const all = [...ruled.reasons, ...ruled.actions.flatMap(({ reasons }) => reasons)];
  const strictest = all.filter(({ effect }) => effect === ruled.effect);
  return strictest.sort((one, other) => generality(one) - generality(other))[0];
}

/** A rule that was met says more of this case than a stage that holds them all. */
function generality({ source, rule, met }: Reason): number {
  if (rule === 'otherwise') return 5;
  if (source === 'boundary' || source === 'map') return met === true ? 0 : 3;
  if (source === 'check' || source === 'switch') return 1;
  return source === 'anomaly' ? 2 : 4;
}
