import type { z } from 'zod';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { WorkflowAnswer } from '../contract.ts';
import { writeLabel } from './say.ts';

/** What each write of the map may do by itself, and who decides beyond that. */
export function showStatement(
  workflow: Workflow,
  workspace: Workspace,
): z.output<typeof WorkflowAnswer>['boundary']['statement'] {
  return workflow.writes.map((write) => {
    const rules = workflow.boundary.rules.filter((rule) => rule.on === write || rule.on === '*');
    return {
      write,
      text: `${writeLabel(write, workspace)}: ${rules.map((rule) => rule.because ?? rule.id).join('; ')}.`,
      rules: rules.map((rule) => rule.id),
    };
  });
}
