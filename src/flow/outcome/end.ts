import type { z } from 'zod';
import { compileCondition } from '../../boundary/condition.ts';
import type { Facts } from '../../boundary/schema.ts';
import type { Play, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Closed } from './schema.ts';

export type End = z.output<typeof Closed.body>['end'];

/** What a play promises, and how it was filled for this case: what it promises may name its inputs. */
export interface Promised {
  play: Pick<Play, 'ends' | 'inputs'> | undefined;
  inputs: Record<string, unknown>;
  event: Record<string, unknown>;
}

/** Compares the end state that a play promises with facts that were read again after its actions. */
export function endState(
  { play, inputs, event }: Promised,
  facts: Facts,
  { timeZone }: Pick<Workspace, 'timeZone'>,
  workflow: Workflow,
  now: Date,
): End {
  const ends = play?.ends;
  if (ends === undefined) return { holds: 'unknown', says: 'This play names no end state to read back.' };
  const condition = compiled(ends, play, workflow);
  if (!condition.ok)
    return { holds: 'unknown', says: `The end state could not be read: ${condition.faults[0]?.says}` };
  const { value, missing } = condition.evaluate({
    event,
    args: inputs,
    facts,
    now,
    timeZone,
  });
  if (value === 'unknown') {
    return {
      holds: 'unknown',
      says: `${missing.join(', ') || 'A value'} could not be read back for ${ends}`,
    };
  }
  return { holds: value, says: value ? `Read back: ${ends}` : `Read back, and it does not hold: ${ends}` };
}

/** Names of the facts that an end state is read from: they are read again once the actions are done. */
export function endFacts(play: Promised['play'], workflow: Workflow): Set<string> {
  const condition = play?.ends === undefined ? undefined : compiled(play.ends, play, workflow);
  return new Set(condition?.ok ? condition.facts : []);
}

function compiled(ends: string, play: Promised['play'], workflow: Workflow) {
  const { event, facts } = workflow;
  return compileCondition(ends, { event: event.fields, facts, args: play?.inputs ?? {} });
}
