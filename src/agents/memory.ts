import type { Agent, PlanInput, Proposal, SimilarCase } from '../flow/plan/schema.ts';
import { exampleOf, type Example } from '../flow/plan/example.ts';
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
 * confidence is calibrated; how far it may act by itself is for its standing to say.
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
    plan: async (input) => {
      const example = exampleIn(workspace, input);
      const predicted = predict(memory(), example, input.workflow);
      return withReasons(memory(), textOf, example, input.workflow, predicted);
    },
    again: (input) => predict(memory(), exampleIn(workspace, input), input.workflow),
  };
}

function exampleIn(workspace: Workspace, { workflow, event, facts, now, text }: PlanInput): Example {
  return exampleOf(workspace, workflow, { text, event, facts }, now);
}

/** What it expects people to do, and how sure it is: all that counts. */
function predict(memory: Memory, example: Example, workflow: Workflow): Proposal {
  const heads = memory.predict(example);
  const { play, kind } = heads;
  const seen = kind === undefined ? {} : { kind: kind.label };
  if (!play || !(play.label in workflow.plays)) {
    return { ok: false, ...seen, says: 'The memory has learned no decision yet.' };
  }
  if (play.confidence < CONFIDENCE_MIN) {
    return { ok: false, ...seen, says: 'The memory has seen no case enough like this one.' };
  }
  return {
    ok: true,
    kind: kind?.label ?? 'unclear',
    play: play.label,
    inputs: learnedInputs(workflow, play.label, heads),
    reason: '',
    confidence: play.confidence,
  };
}

/** The same with what a reviewer reads beside it: cases like this one, and the words that spoke for it. */
function withReasons(
  memory: Memory,
  textOf: TextOf,
  example: Example,
  workflow: Workflow,
  predicted: Proposal,
): Proposal {
  const similar = memory.similar(example, SIMILAR_MAX).map(({ id, score, labels }): SimilarCase => {
    const caseId = id.replace(/\.\d+$/, '');
    return { case: caseId, score, labels, text: textOf(caseId) ?? '' };
  });
  if (!predicted.ok) return { ...predicted, similar };
  const { play, confidence } = predicted;
  return {
    ...predicted,
    reason: reasonFor(workflow, { play, confidence }, similar),
    similar,
    evidence: memory
      .why('play', example, play, REASONS_MAX)
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

function reasonFor(
  workflow: Workflow,
  { play, confidence }: { play: string; confidence: number },
  similar: SimilarCase[],
): string {
  const label = workflow.plays[play]?.label ?? play;
  const alike = similar.filter(({ labels }) => labels['play'] === play).length;
  const share = `People would do this in about ${Math.round(confidence * 100)} of 100 cases like it.`;
  if (alike === 0) return `“${label}”: ${share}`;
  return `“${label}” was decided in ${alike} of the ${similar.length} most similar cases. ${share}`;
}
