import type { Agent } from '../flow/plan/schema.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import type { Memories } from './memories.ts';
import { memoryAgent } from './memory.ts';
import { rulesAgent } from './rules.ts';

/** Agents are made once for each version of a workflow. */
export function agentsOf(workspace: () => Workspace, memories: Memories): (workflow: Workflow) => Agent[] {
  const made = new WeakMap<Workflow, Agent[]>();
  return (workflow) => {
    const known = made.get(workflow);
    if (known) return known;
    const agents = workflow.agents.map((ref): Agent => {
      switch (ref.kind) {
        case 'rules':
          return rulesAgent(workspace(), workflow, ref);
        case 'memory':
          return memoryAgent(workspace(), ref, () => memories.of(workflow.name), memories.textOf);
      }
    });
    made.set(workflow, agents);
    return agents;
  };
}
