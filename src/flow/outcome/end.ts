import type { z } from 'zod';
import { compileCondition } from '../../boundary/condition.ts';
import type { Facts } from '../../boundary/schema.ts';
import { vocabularyOf } from '../../workspace/vocabulary.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { Closed } from './schema.ts';

export type End = z.output<typeof Closed.body>['end'];

/** Compares the end state that a play promises with facts that were read again after its actions. */
export function endState(
  ends: string | undefined,
  facts: Facts,
  workspace: Workspace,
  workflow: Workflow,
  now: Date,
): End {
  if (ends === undefined) return { holds: 'unknown', says: 'This play names no end state to read back.' };
  const condition = compiled(ends, workspace, workflow);
  if (!condition.ok)
    return { holds: 'unknown', says: `The end state could not be read: ${condition.faults[0]?.says}` };
  const { value, missing } = condition.evaluate({
    event: {},
    facts,
    now,
    timeZone: workspace.timeZone,
  });
  if (value === 'unknown') {
    return {
      holds: 'unknown',
      says: `${missing.join(', ') || 'A value'} could not be read back for ${ends}`,
    };
  }
  return { holds: value, says: value ? `Read back: ${ends}` : `Read back, and it does not hold: ${ends}` };
}

const cache = new WeakMap<Workflow, Map<string, ReturnType<typeof compileCondition>>>();

function compiled(ends: string, workspace: Workspace, workflow: Workflow) {
  const known = cache.get(workflow) ?? new Map<string, ReturnType<typeof compileCondition>>();
  cache.set(workflow, known);
  const condition = known.get(ends) ?? compileCondition(ends, vocabularyOf(workspace, workflow));
  known.set(ends, condition);
  return condition;
}
