import type { Rehearsal } from '../flow/plan/schema.ts';
import { createMemory, type Example, type Labels } from '../learning/index.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import { agentOf } from './made.ts';
import { REPLAYS } from './memories.ts';

/**
 * The agents of a workflow over a memory of their own, which knows nothing yet: it is taught one decision after the
 * other, so that it can be asked what it would have done before each.
 */
export function rehearsal(workspace: Workspace, workflow: Workflow): Rehearsal {
  const memory = createMemory({ replays: REPLAYS });
  const remembered = { memory: () => memory, textOf: () => undefined };
  return {
    agents: workflow.agents.map((ref) => agentOf(workspace, workflow, ref, remembered)),
    learn({ id, text, fields, labels }) {
      const example = { text, fields: JSON.parse(fields) as Example['fields'] };
      memory.learn(example, JSON.parse(labels) as Labels, id);
    },
  };
}
