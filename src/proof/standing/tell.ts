import type { Pool } from 'pg';
import { WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import type { StageWorld } from '../../authority/stage/append.ts';
import { percent } from '../../evidence/words.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import type { AgentRef, Person, Workflow, Workspace } from '../../workspace/schema.ts';

/** What the agents of a workflow have earned, on what evidence, and what is missing. */
export async function tellStanding(
  world: StageWorld,
  _pool: Pool,
  workflow: Workflow,
  person: Person | null,
) {
  const entries = await world.log.read(workflowStream(workflow.name));
  const { risk, error } = workflow.standing;
  const says = `At most ${percent(risk)} of what runs by itself may be what people would have decided otherwise; the chance to be wrong about that, ever, is at most ${percent(error)}.`;
  return {
    workflow: workflow.name,
    label: workflow.label,
    limits: { risk, error, says },
    counted_at: null as string | null,
    kinds: workflow.kinds,
    policy: lastPolicy(world.workspace(), entries),
    agents: workflow.agents.map((ref, index) => agentOf(workflow, ref, index)),
    may: {
      change_policy: person !== null,
      says: 'Everybody here may say that the policy has changed: it only takes away.',
    },
  };
}

/** Every agent of every workflow, in a line each. */
export async function tellStandings(world: StageWorld, _pool: Pool) {
  const standings = Object.values(world.workspace().workflows).flatMap((workflow) =>
    workflow.agents.map((ref, index) => {
      const { agent, version, kind, state, open, says, missing } = agentOf(workflow, ref, index);
      return {
        workflow: workflow.name,
        label: workflow.label,
        agent,
        version,
        kind,
        state,
        open,
        says,
        missing,
      };
    }),
  );
  return { standings };
}

function agentOf(workflow: Workflow, ref: AgentRef, index: number) {
  const because = workflow.standing.granted[ref.name];
  const says = 'Evidence is still being counted.';
  return {
    agent: ref.name,
    version: ref.version,
    kind: ref.kind,
    order: index + 1,
    state: 'counting' as const,
    open: false,
    says,
    granted: because === undefined ? null : { because, stands: true, says: because },
    observed: { cases: 0, deviations: 0, rate: null, back_run: 0, says },
    lanes: [],
    vetoes: [],
    probation: null,
    calibration: [],
    missing: null,
    audits: { percent: workflow.auditShare, waiting: 0, overdue: 0, says },
    history: [],
  };
}

function lastPolicy(workspace: Workspace, entries: readonly Entry[]) {
  const last = entries.findLast(({ kind }) => kind === 'policy.changed');
  if (!last) return null;
  const { kinds, because } = WORKFLOW_ENTRIES['policy.changed'].body.parse(last.body);
  return { at: last.at.toISOString(), by: nameOf(last.actor, workspace), because, kinds };
}
