import type { Agent, PlanInput, Proposal, SimilarCase } from '../flow/plan/schema.ts';
import { exampleOf } from '../flow/plan/example.ts';
import type { Memory, Prediction } from '../learning/index.ts';
import type { AgentRef, Workflow, Workspace } from '../workspace/schema.ts';

type MemoryRef = Extract<AgentRef, { kind: 'memory' }>;

/** How many decided cases a reviewer is shown beside a proposal. */
const SIMILAR_MAX = 5;
/** How many words and fields are named as reasons. */
const REASONS_MAX = 6;
/** Below this the memory has seen nothing alike and says so instead of guessing. */
const CONFIDENCE_MIN = 0.2;

/** What was written in a decided case, for the list of similar ones. */
export type TextOf = (caseId: string) => string | undefined;

/**
 * The memory as an agent: what people decided in cases like this one, and how often they would agree. Its
 * confidence is calibrated; what it proposes is held for a person until its standing is measured.
 */
export function memoryAgent(
  workspace: Workspace,
  ref: MemoryRef,
  memory: () => Memory,
  textOf: TextOf,
): Agent {
  return {
    name: ref.name,
    version: ref.version,
    plan: async (input) => decide(workspace, memory(), textOf, input),
  };
}

function decide(workspace: Workspace, memory: Memory, textOf: TextOf, input: PlanInput): Proposal {
  const { workflow, event, facts, now, text } = input;
  const example = exampleOf(workspace, workflow, { text, event, facts }, now);
  const heads = memory.predict(example);
  const { play, kind } = heads;
  const similar = memory.similar(example, SIMILAR_MAX).map(({ id, score, labels }): SimilarCase => {
    const caseId = id.replace(/\.\d+$/, '');
    return { case: caseId, score, labels, text: textOf(caseId) ?? '' };
  });
  const seen = kind === undefined ? {} : { kind: kind.label };
  if (!play || !(play.label in workflow.plays)) {
    return { ok: false, ...seen, similar, says: 'The memory has learned no decision yet.' };
  }
  if (play.confidence < CONFIDENCE_MIN) {
    return { ok: false, ...seen, similar, says: 'The memory has seen no case enough like this one.' };
  }
  return {
    ok: true,
    kind: kind?.label ?? 'unclear',
    play: play.label,
    inputs: learnedInputs(workflow, play.label, heads),
    reason: reasonFor(workflow, play, similar),
    confidence: play.confidence,
    similar,
    evidence: memory
      .why('play', example, play.label, REASONS_MAX)
      .map(({ feature, weight }) => ({ says: feature, weight })),
  };
}

/** Values of a play's learned inputs, each its own head of the memory. */
function learnedInputs(
  workflow: Workflow,
  play: string,
  heads: Record<string, Prediction>,
): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(workflow.plays[play]?.inputs ?? {})) {
    const predicted = heads[`${play}.${name}`];
    if (!shape.learn || !predicted) continue;
    const known = !('choices' in shape) || !shape.choices || shape.choices.includes(predicted.label);
    if (known) inputs[name] = predicted.label;
  }
  return inputs;
}

function reasonFor(workflow: Workflow, play: Prediction, similar: SimilarCase[]): string {
  const label = workflow.plays[play.label]?.label ?? play.label;
  const alike = similar.filter(({ labels }) => labels['play'] === play.label).length;
  const share = `People would do this in about ${Math.round(play.confidence * 100)} of 100 cases like it.`;
  if (alike === 0) return `“${label}”: ${share}`;
  return `“${label}” was decided in ${alike} of the ${similar.length} most similar cases. ${share}`;
}
