import type { Agent } from '../flow/plan/schema.ts';
import type { AgentRef, Workflow, Workspace } from '../workspace/schema.ts';
import type { Memories } from './memories.ts';
import { memoryAgent } from './memory.ts';
import { modelAgent, type Remembered } from './model/index.ts';
import { partsAgent } from './parts/index.ts';
import { rulesAgent } from './rules.ts';

/** Agents are made once for each version of a workflow. */
export function agentsOf(workspace: () => Workspace, memories: Memories): (workflow: Workflow) => Agent[] {
  const made = new WeakMap<Workflow, Agent[]>();
  return (workflow) => {
    const known = made.get(workflow);
    if (known) return known;
    const remembered = { memory: () => memories.of(workflow.name), textOf: memories.textOf };
    const agents = workflow.agents.map((ref) => agentOf(workspace(), workflow, ref, remembered));
    made.set(workflow, agents);
    return agents;
  };
}

/** An agent of a workflow over a memory. */
export function agentOf(
  workspace: Workspace,
  workflow: Workflow,
  ref: AgentRef,
  remembered: Remembered,
): Agent {
  switch (ref.kind) {
    case 'rules':
      return rulesAgent(workspace, workflow, ref);
    case 'memory':
      return memoryAgent(workspace, ref, remembered.memory, remembered.textOf);
    case 'model':
      return modelAgent(workspace, workflow, ref, remembered);
    case 'parts':
      return partsAgent(workspace, workflow, ref);
  }
}
