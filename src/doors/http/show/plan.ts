import type { z } from 'zod';
import { isCustom, playOf } from '../../../flow/plan/custom.ts';
import type { Plan } from '../../../flow/plan/schema.ts';
import type { RuledBody } from '../../../flow/ruling/schema.ts';
import type { Play, Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Shape } from '../../../workspace/shape.ts';
import { fill, type Scope } from '../../../workspace/template.ts';
import type { CaseAnswer, InputAnswer, PlanAnswer, PlannedActionAnswer } from '../contract.ts';
import { moneyOf, playLabel, shapeLabel, writeLabel, writeOf } from '../../../flow/say/words.ts';

type PlanShown = z.output<typeof PlanAnswer>;
type ActionShown = z.output<typeof PlannedActionAnswer>;
type InputShown = z.output<typeof InputAnswer>;

/** When the cases that a plan leans on were decided, by case id. */
export type DecidedAt = ReadonlyMap<string, string>;

export interface PlanToShow {
  plan: Plan & { digest: string; digests: string[] };
  ruling: Omit<RuledBody, 'clearances'> | null;
}

/** A plan with its ruling, as a reviewer sees it. */
export function showPlan(
  { plan, ruling }: PlanToShow,
  workflow: Workflow,
  workspace: Workspace,
  decidedAt: DecidedAt = new Map(),
): PlanShown {
  const play = plan.play === null ? undefined : playOf(workspace, workflow, plan.play);
  return {
    digest: plan.digest,
    agent: plan.agent,
    kind: plan.kind,
    play: plan.play,
    play_label: playLabel(plan.play, workflow, workspace),
    confidence: plan.confidence,
    claimed: plan.opaque === true || plan.proposal !== undefined,
    reason: plan.reason,
    evidence: plan.evidence ?? [],
    inputs: play ? showInputs(play, plan.inputs) : [],
    actions: plan.actions.map((_, index) => showAction({ plan, ruling }, index, workspace)),
    effect: ruling?.effect ?? null,
    reasons: ruling?.reasons ?? [],
    similar: (plan.similar ?? []).map((similar) => ({
      case: similar.case,
      score: similar.score,
      kind: similar.labels['kind'] ?? null,
      play: similar.labels['play'] ?? null,
      text: similar.text,
      decided_at: decidedAt.get(similar.case) ?? null,
    })),
  };
}

function showAction({ plan, ruling }: PlanToShow, index: number, workspace: Workspace): ActionShown {
  const { write = '', args = {}, tainted = [] } = plan.actions[index] ?? {};
  const digest = plan.digests[index] ?? '';
  const offer = writeOf(write, workspace);
  // A plan may hold the same action twice, so the place decides and the digest confirms.
  const ruled = ruling?.actions[index];
  return {
    write,
    label: writeLabel(write, workspace),
    args,
    arg_shapes: offer?.args ?? {},
    tainted,
    digest,
    money: moneyOf(write, args, workspace),
    irreversible: offer?.irreversible ?? false,
    undo: offer?.undo ? writeLabel(offer.undo.write, workspace) : null,
    ruling:
      ruled?.digest === digest
        ? { effect: ruled.effect, reasons: ruled.reasons, quiet: ruled.quiet, missing: ruled.missing }
        : null,
  };
}

/** A play's inputs with their values; `null` is a value that is not there yet. */
export function showInputs(play: Play, values: Record<string, unknown>): InputShown[] {
  return Object.entries(play.inputs).map(([name, input]) => ({
    name,
    label: shapeLabel(name, input),
    shape: bareShape(input),
    value: values[name] ?? null,
  }));
}

/** The shape alone: that an input is learned and where it starts is the workflow's own business. */
function bareShape(input: Play['inputs'][string]): Shape {
  const { learn: _learn, default: _default, ...shape } = input;
  return shape;
}

/**
 * What a reviewer may choose instead: every play with the values that it would start from, and where free actions are
 * planned these as well, so that they can be changed argument by argument.
 */
export function showPlays(
  workspace: Workspace,
  workflow: Workflow,
  scope: Scope,
  planned: string | null,
): z.output<typeof CaseAnswer>['plays'] {
  const free = planned !== null && isCustom(planned) ? playOf(workspace, workflow, planned) : undefined;
  return [...(free ? [free] : []), ...Object.values(workflow.plays)].map((play) => ({
    name: play.name,
    label: play.label,
    writes: play.actions.map((action) => action.write),
    inputs: showInputs(play, startValues(play, scope)),
  }));
}

function startValues(play: Play, scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(play.inputs)) {
    if (shape.default === undefined) continue;
    // Later inputs may speak of earlier ones as `args`, as the play's actions do.
    const filled = fill(shape.default, { ...scope, values: { ...scope.values, args: values } });
    if (filled.ok) values[name] = filled.value;
  }
  return values;
}
