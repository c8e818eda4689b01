import { compileCondition } from '../../boundary/condition.ts';
import type { Facts, Reason } from '../../boundary/schema.ts';
import type { Check } from '../../workspace/rollout.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { writeOf } from '../say/words.ts';

/** What data checks are held against. `action` is there for the checks of its write. */
export interface ToCheck {
  workspace: Workspace;
  workflow: Workflow;
  event: Record<string, unknown>;
  facts: Facts;
  now: Date;
}

const NO_ARGS: Record<string, Shape> = {};

/** The data checks of the whole plan that are not met, each in the words of its file. */
export function checksOfPlan(given: ToCheck): Reason[] {
  return given.workflow.checks
    .filter(({ on }) => on === undefined)
    .flatMap((check) => voice(check, given, NO_ARGS, {}) ?? []);
}

/** The data checks of one write that are not met for this action. */
export function checksOfAction(
  given: ToCheck,
  { write, args }: { write: string; args: Record<string, unknown> },
): Reason[] {
  const shapes = writeOf(write, given.workspace)?.args ?? NO_ARGS;
  return given.workflow.checks
    .filter(({ on }) => on === write)
    .flatMap((check) => voice(check, given, shapes, args) ?? []);
}

/** Names of the facts that a workflow's checks read: they must be fresh before an act. */
export function factsChecked(workspace: Workspace, workflow: Workflow): string[] {
  return workflow.checks.flatMap((check) => {
    const shapes = check.on === undefined ? NO_ARGS : (writeOf(check.on, workspace)?.args ?? NO_ARGS);
    const condition = conditionOf(check, workflow, shapes);
    return condition.ok ? condition.facts : [];
  });
}

/** What cannot be known does not hold: a check is there to be sure. */
function voice(
  check: Check,
  { workflow, workspace, event, facts, now }: ToCheck,
  shapes: Record<string, Shape>,
  args: Record<string, unknown>,
): Reason | undefined {
  const reason = { source: 'check' as const, rule: check.id, effect: check.effect, line: check.line };
  const condition = conditionOf(check, workflow, shapes);
  if (!condition.ok) {
    const says = `${check.says} (The check could not be read: ${condition.faults[0]?.says})`;
    return { ...reason, met: 'unknown', says, missing: [] };
  }
  const held = condition.evaluate({ event, facts, args, now, timeZone: workspace.timeZone });
  if (held.value === true) return undefined;
  if (held.value === false) return { ...reason, met: true, says: check.says };
  const says = `${check.says} (Not known: ${held.says.join('; ') || 'a value'}.)`;
  return { ...reason, met: 'unknown', says, missing: held.missing };
}

// The shapes of a workflow are the same objects for as long as it is in force, so a check is compiled once for it.
function conditionOf({ must }: Check, workflow: Workflow, args: Record<string, Shape>) {
  return compileCondition(must, { event: workflow.event.fields, facts: workflow.facts, args });
}
