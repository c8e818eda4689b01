import type { Pool } from 'pg';
import { WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import type { StageWorld } from '../../authority/stage/append.ts';
import { percent } from '../../evidence/words.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import type { Person, Workflow, Workspace } from '../../workspace/schema.ts';
import { readCounted } from './snapshot.ts';
import { tellAgent } from './tell_agent.ts';

/**
 * What the agents of a workflow have earned, on what evidence, and what is missing: as it was counted last, which
 * trails the log by seconds.
 */
export async function tellStanding(world: StageWorld, pool: Pool, workflow: Workflow, person: Person | null) {
  const entries = await world.log.read(workflowStream(workflow.name));
  const kept = await readCounted(pool, workflow.name);
  const { risk, error } = workflow.standing;
  const says = `At most ${percent(risk)} of what runs by itself may be what people would have decided otherwise. The chance to be wrong about that, ever, is at most ${percent(error)}.`;
  const workspace = world.workspace();
  const now = world.now();
  const refs = [...workflow.agents, ...workflow.outside.map((ref) => ({ ...ref, kind: 'outside' as const }))];
  const counted = refs.map((ref) =>
    kept.find(({ tally }) => tally.agent === ref.name && tally.version === ref.version),
  );
  const times = counted.flatMap((one) => one?.at.toISOString() ?? []).sort();
  return {
    workflow: workflow.name,
    label: workflow.label,
    limits: { risk, error, says },
    counted_at: times.at(0) ?? null,
    kinds: workflow.kinds,
    policy: lastPolicy(workspace, entries),
    agents: refs.map((ref, index) =>
      tellAgent({ workspace, workflow, ref, index, entries, now, tally: counted[index]?.tally }),
    ),
    may: {
      change_policy: person !== null,
      says: 'Everybody here may say that the policy has changed: it only takes away.',
    },
  };
}

/** Every agent of every workflow, in a line each. */
export async function tellStandings(world: StageWorld, pool: Pool) {
  const told = await Promise.all(
    Object.values(world.workspace().workflows).map((workflow) => tellStanding(world, pool, workflow, null)),
  );
  const standings = told.flatMap(({ workflow, label, agents }) =>
    agents.map(({ agent, version, kind, state, open, says, missing }) => {
      return { workflow, label, agent, version, kind, state, open, says, missing };
    }),
  );
  return { standings };
}

/** What a page or a terminal shows of a workflow's standings. */
export type ToldStanding = Awaited<ReturnType<typeof tellStanding>>;

function lastPolicy(workspace: Workspace, entries: readonly Entry[]) {
  const last = entries.findLast(({ kind }) => kind === 'policy.changed');
  if (!last) return null;
  const { kinds, because } = WORKFLOW_ENTRIES['policy.changed'].body.parse(last.body);
  return { at: last.at.toISOString(), by: nameOf(last.actor, workspace), because, kinds };
}
