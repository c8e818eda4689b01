import type { Pool } from 'pg';
import { parseEntry, type BodyOf } from '../../flow/case/entries.ts';
import { evolve } from '../../flow/case/replay.ts';
import type { CaseState } from '../../flow/case/state.ts';
import { exampleOf } from '../../flow/plan/example.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Answered } from '../../learning/distill/index.ts';
import type { Entry } from '../../log/schema.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';

/** The newest decided cases of an agent that a card is made from. */
export const CARD_CASES_MAX = 1_000;
const BATCH = 250;

/** One plan of an agent as the log has it. */
export interface Deed {
  caseId: string;
  at: Date;
  answered: Answered;
  kind: string;
  play: string;
  /** Rules that spoke of it, by write; only where it was the plan that was held. */
  spoke: { write: string; rules: { rule: string; effect: string; says: string; source: string }[] }[];
}

/** What one version of an agent planned in cases that people or the boundary have decided by now, oldest first. */
export async function deedsOf(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  agent: Pick<AgentRef, 'name' | 'version'>,
): Promise<Deed[]> {
  // What nobody has decided yet is not told: it may be hidden from whoever is to decide it.
  const { rows } = await pool.query<{ case_id: string }>({
    name: 'card-cases',
    text: `select case_id, max(at) as at from (
        select case_id, at from decisions
        where workflow = $1 and agent = $2 and agent_version = $3 and at is not null and planned is not null
        union all
        select case_id, at from observations where workflow = $1 and agent = $2 and agent_version = $3
      ) planned group by case_id order by 2 desc, 1 desc limit $4`,
    values: [workflow.name, agent.name, agent.version, CARD_CASES_MAX],
  });
  const ids = rows.map(({ case_id: id }) => id).toReversed();
  const deeds: Deed[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const streams = await world.log.readMany(some.map(streamOf));
    for (const id of some)
      deeds.push(...deedsIn(world.workspace(), workflow, agent, id, streams.get(streamOf(id)) ?? []));
  }
  return deeds;
}

/** The agent's plans in one case; the ruling behind each says which rules spoke. */
function deedsIn(
  workspace: Workspace,
  workflow: Workflow,
  agent: Pick<AgentRef, 'name' | 'version'>,
  id: string,
  entries: readonly Entry[],
): Deed[] {
  // Of an erased person nothing is there to be told.
  if (entries[0]?.private === undefined) return [];
  const deeds: Deed[] = [];
  let state: CaseState | null = null;
  let held: Deed | undefined;
  for (const raw of entries) {
    const entry = parseEntry(raw);
    if (entry.kind === 'planned' && state) {
      held = undefined;
      const plan = planIn(entry.body, agent);
      if (plan) {
        const deed = {
          ...plan,
          caseId: id,
          at: raw.at,
          answered: answeredIn(workspace, workflow, state, raw.at, plan.play),
          spoke: [],
        };
        deeds.push(deed);
        if (entry.body.agent.name === agent.name && entry.body.agent.version === agent.version) held = deed;
      }
    }
    if (entry.kind === 'ruled' && held && held.spoke.length === 0) held.spoke = spokeIn(entry.body);
    state = evolve(state, entry, id);
  }
  return deeds;
}

function planIn(
  body: BodyOf<'planned'>,
  { name, version }: Pick<AgentRef, 'name' | 'version'>,
): { kind: string; play: string } | undefined {
  const isIts = (by: { name: string; version: string }) => by.name === name && by.version === version;
  if (isIts(body.agent) && body.play !== null && body.undoes === undefined)
    return { kind: body.kind, play: body.play };
  return body.others?.find(({ agent }) => isIts(agent));
}

function answeredIn(
  workspace: Workspace,
  workflow: Workflow,
  state: CaseState,
  at: Date,
  play: string,
): Answered {
  const text = state.messages.map((message) => message.text).join('\n\n');
  const known = { text, event: state.event, facts: state.facts ?? {} };
  const { fields } = exampleOf(workspace, workflow, known, at);
  return { fields, text, answer: play };
}

function spokeIn({ actions }: BodyOf<'ruled'>): Deed['spoke'] {
  return actions.map(({ write, reasons }) => ({
    write,
    rules: reasons
      .filter(({ source }) => source === 'boundary' || source === 'map')
      .map(({ rule, effect, says, source }) => ({ rule, effect, says, source })),
  }));
}
