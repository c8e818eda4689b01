import { compareChoices } from '../../flow/case/agreement.ts';
import { parseEntry } from '../../flow/case/entries.ts';
import { evolve } from '../../flow/case/replay.ts';
import type { CaseState } from '../../flow/case/state.ts';
import { fillOnlyInputs } from '../../flow/plan/fill.ts';
import { UNCLEAR } from '../../flow/plan/propose.ts';
import type { Agent, PlanInput } from '../../flow/plan/schema.ts';
import type { Placed } from '../../learning/standing/schema.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** What an agent would have proposed in a logged case, and whether the person did it. */
export interface Again {
  kind: string;
  play: string;
  confidence: number;
  agreed: boolean;
}

/** A case as it was when it was decided, up to and with the entry that decided it. */
export function stateAt(id: string, entries: readonly Entry[], version: number): CaseState | null {
  let state: CaseState | null = null;
  for (const raw of entries) {
    if (raw.version > version) break;
    state = evolve(state, parseEntry(raw), id);
  }
  return state;
}

/** Whether a decision of this round says something of this version of the agent already. */
export function isObserved(
  state: CaseState,
  agent: Pick<Agent, 'name' | 'version'>,
  isSame: (placed: Placed | null) => boolean,
): boolean {
  const round = state.rounds.at(-1)?.round;
  return state.observations.some(
    (one) =>
      one.round === round &&
      one.agent.name === agent.name &&
      one.agent.version === agent.version &&
      isSame(one.placed),
  );
}

/** Runs an agent again over a case as it was when it arrived; null where it abstains or costs something. */
export function planAgain(
  workspace: Workspace,
  workflow: Workflow,
  agent: Agent,
  state: CaseState,
): Again | null {
  const { label } = state;
  if (!agent.again || !label) return null;
  const proposal = agent.again(inputOf(workflow, state));
  const play = proposal.ok ? workflow.plays[proposal.play] : undefined;
  if (!proposal.ok || !play) return null;
  const { kind, confidence } = proposal;
  const { event, facts } = state;
  const inputs = fillOnlyInputs(workspace, workflow, play, proposal.inputs, event, facts ?? {});
  const planned = { kind, play: play.name, inputs };
  const { agreed } = compareChoices(planned, { kind: label.kind, play: label.play, inputs: label.inputs });
  const isKnown = workflow.kinds.some(({ name }) => name === kind);
  return { kind: isKnown ? kind : UNCLEAR, play: play.name, confidence, agreed };
}

function inputOf(workflow: Workflow, state: CaseState): PlanInput {
  return {
    caseId: state.id,
    workflow,
    event: state.event,
    text: state.messages.map((message) => message.text).join('\n\n'),
    facts: state.facts ?? {},
    now: state.messages.at(-1)?.at ?? state.openedAt,
  };
}
