import { compileCondition, type CompiledCondition } from '../boundary/condition.ts';
import type { Agent, PlanInput, Proposal } from '../flow/plan/schema.ts';
import type { AgentRef, DecisionRow, Workflow, Workspace } from '../workspace/schema.ts';
import { fillFields } from '../workspace/template.ts';
import { vocabularyOf } from '../workspace/vocabulary.ts';

type RulesRef = Extract<AgentRef, { kind: 'rules' }>;

/**
 * The decision table of a workflow as an agent: the first row whose condition is true decides. A row whose condition
 * cannot be known stops the search, for a later row must not win because a fact was missing.
 */
export function rulesAgent(workspace: Workspace, workflow: Workflow, ref: RulesRef): Agent {
  const names = vocabularyOf(workspace, workflow);
  const rows = ref.rows.map((row) => ({
    row,
    condition: row.when === undefined ? undefined : compileCondition(row.when, names),
  }));
  return {
    name: ref.name,
    version: ref.version,
    plan: async (input) => decide(workspace, rows, input),
    again: (input) => decide(workspace, rows, input),
  };
}

function decide(
  workspace: Workspace,
  rows: { row: DecisionRow; condition: CompiledCondition | undefined }[],
  input: PlanInput,
): Proposal {
  for (const { row, condition } of rows) {
    if (condition && !condition.ok)
      return { ok: false, says: `The row ${row.id} of the decision table could not be read.` };
    const { event, facts, now } = input;
    const held = condition?.evaluate({ event, facts, now, timeZone: workspace.timeZone });
    if (held?.value === false) continue;
    if (held?.value === 'unknown') {
      return { ok: false, says: `The decision table needs ${held.missing.join(', ')}, which is not known.` };
    }
    return propose(workspace, row, input);
  }
  return { ok: false, says: 'No row of the decision table fits.' };
}

function propose(workspace: Workspace, row: DecisionRow, input: PlanInput): Proposal {
  const values: Record<string, unknown> = { event: input.event };
  for (const fact of Object.values(input.facts))
    if (fact.missing === undefined) values[fact.name] = fact.value;
  const { locale, timeZone } = workspace;
  const filled = fillFields(row.inputs, { values, replies: input.workflow.replies, locale, timeZone });
  if (!filled.ok)
    return { ok: false, kind: row.kind, says: `The row ${row.id} needs ${filled.missing.join(', ')}.` };
  return {
    ok: true,
    kind: row.kind,
    play: row.play,
    inputs: filled.value,
    reason: row.because,
    confidence: row.confidence,
    evidence: row.when === undefined ? [] : [{ says: `${row.id}: ${row.when}`, weight: 1 }],
  };
}
