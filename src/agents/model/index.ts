import { exampleOf } from '../../flow/plan/example.ts';
import type { Agent, PlanInput, Proposal, SimilarCase } from '../../flow/plan/schema.ts';
import type { Memory } from '../../learning/index.ts';
import type { ModelRef } from '../../workspace/asking.ts';
import type { ModelFile } from '../../workspace/models.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { expected } from './cost.ts';
import { caseOf, instructionsOf, questionOf } from './prompt.ts';
import { think } from './think.ts';

/** Decided cases that an agent is shown, and the words that were written in them. */
export interface Remembered {
  memory: () => Memory;
  textOf: (caseId: string) => string | undefined;
}

/**
 * A model as an agent. It is shown the case, the playbook, what is let through and decided cases like it; it may look
 * things up on the map, and proposes a play. Nobody can tell from what it derived a value, so that it is opaque: what
 * it writes into an argument counts as outside text. What it may do is decided outside of it.
 */
export function modelAgent(
  workspace: Workspace,
  workflow: Workflow,
  ref: ModelRef,
  { memory, textOf }: Remembered,
  stallMs?: number,
): Agent {
  const model = modelNamed(workspace, ref.model);
  const system = instructionsOf(workspace, workflow, ref);
  const similarTo = (input: PlanInput): SimilarCase[] =>
    ref.similar === 0 ? [] : similarCases(workspace, input, memory(), textOf, ref.similar);
  return {
    name: ref.name,
    version: ref.version,
    opaque: true,
    plan: (input, signal): Promise<Proposal> => {
      const similar = similarTo(input);
      const limits = stallMs === undefined ? {} : { stallMs };
      return think({ workspace, ref, model, system, similar, input, signal, ...limits });
    },
    prompt: (input) => questionOf(input, ref),
    estimate: (input) => expected(model, system.length + caseOf(workspace, input, ref, []).length),
  };
}

/** A model of remit.yaml; checked when the workspace was loaded. */
export function modelNamed(workspace: Workspace, name: string): ModelFile {
  const found = workspace.models?.[name];
  if (!found) throw new Error(`the model ${name} was there when the workspace was loaded`);
  return found;
}

/** Cases like this one that people decided. */
function similarCases(
  workspace: Workspace,
  { workflow, event, facts, text, now }: PlanInput,
  memory: Memory,
  textOf: Remembered['textOf'],
  most: number,
): SimilarCase[] {
  const example = exampleOf(workspace, workflow, { text, event, facts }, now);
  return memory.similar(example, most).map(({ id, score, labels }) => {
    const caseId = id.replace(/\.\d+$/, '');
    return { case: caseId, score, labels, text: textOf(caseId) ?? '' };
  });
}
