import type { Agent, Rehearsal } from '../flow/plan/schema.ts';
import { createMemory, type Example, type Labels } from '../learning/index.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import { REPLAYS } from './memories.ts';
import { memoryAgent } from './memory.ts';
import { rulesAgent } from './rules.ts';

/**
 * The agents of a workflow over a memory of their own, which knows nothing yet: it is taught one decision after the
 * other, so that it can be asked what it would have done before each.
 */
export function rehearsal(workspace: Workspace, workflow: Workflow): Rehearsal {
  const memory = createMemory({ replays: REPLAYS });
  const agents = workflow.agents.map((ref): Agent => {
    switch (ref.kind) {
      case 'rules':
        return rulesAgent(workspace, workflow, ref);
      case 'memory':
        return memoryAgent(
          workspace,
          ref,
          () => memory,
          () => undefined,
        );
    }
  });
  return {
    agents,
    learn({ id, text, fields, labels }) {
      const example = { text, fields: JSON.parse(fields) as Example['fields'] };
      memory.learn(example, JSON.parse(labels) as Labels, id);
    },
  };
}
