import type { Pool } from 'pg';
import { KIND_PATH, NO_PLAN } from '../../evidence/mining/index.ts';
import { compareChoices } from '../../flow/case/agreement.ts';
import { fillOnlyInputs } from '../../flow/plan/fill.ts';
import type { Agent } from '../../flow/plan/schema.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { inputOf, pastOf } from '../backrun/rehearse.ts';
import { readDecided, type DecidedRound } from './decided.ts';

/** Of what people decided without a plan before them, so many of the newest cases are held against the table. */
export const PAST_MAX = 4_000;
/** Cases that are read at once; between them the server answers. */
const BATCH = 100;

/** What an agent would have planned in a case of before; null where nothing can be told of it. */
type Would = Pick<DecidedRound, 'planned' | 'isChanged' | 'changed' | 'inputs'> & { kind: string | null };

/** What a version of a workflow's table would have done, by decision: what was decided before never changes. */
interface Kept {
  version: string;
  agent: string;
  would: Map<string, Would | null>;
}
const kept = new WeakMap<object, Map<string, Kept>>();

interface Stored {
  id: string;
  case_id: string;
  at: Date;
  subject: string;
  text: string;
  fields: string;
  labels: string;
}

/**
 * What people decided where no plan could be compared (imported, recorded by hand, before an agent was asked), with
 * what the decision table in force would have planned on the facts of that day, oldest first. The memory is not asked:
 * it learned from these very decisions. A case in which no row speaks has the plan `NO_PLAN`.
 */
export async function readPast(
  world: Pick<World, 'log' | 'workspace' | 'agents'>,
  pool: Pool,
  workflow: Workflow,
): Promise<DecidedRound[]> {
  const agent = tableOf(world, workflow);
  if (!agent) return [];
  const rows = await readStored(pool, workflow.name);
  const known = knownOf(world, workflow, agent);
  for (let from = 0; from < rows.length; from += BATCH) {
    const fresh = rows.slice(from, from + BATCH).filter(({ id }) => !known.has(id));
    if (fresh.length === 0) continue;
    const streams = await world.log.readMany(fresh.map((row) => streamOf(row.case_id)));
    for (const row of fresh) {
      const entries = streams.get(streamOf(row.case_id)) ?? [];
      known.set(row.id, wouldPlan(world.workspace(), workflow, agent, row, entries));
    }
  }
  return rows.flatMap((row) => roundOf(row, agent, known.get(row.id) ?? null)).toReversed();
}

/** Everything that people decided in a workflow and a plan can be held against, of now and of before, oldest first. */
export async function readAll(
  world: Pick<World, 'log' | 'workspace' | 'agents'>,
  pool: Pool,
  workflow: Workflow,
): Promise<DecidedRound[]> {
  const [now, before] = [await readDecided(world, pool, workflow), await readPast(world, pool, workflow)];
  return [...before, ...now].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** How many cases of before a look goes through, for who waits for it. */
export async function countPast(pool: Pool, workflow: Workflow): Promise<number> {
  if (!hasTable(workflow)) return 0;
  const { rows } = await pool.query<{ count: string }>(
    'select count(*) from (select from labels where workflow = $1 limit $2) l',
    [workflow.name, PAST_MAX],
  );
  return Number(rows[0]?.count ?? 0);
}

function hasTable({ agents }: Workflow): boolean {
  return agents.some(({ kind }) => kind === 'rules');
}

function tableOf(world: Pick<World, 'agents'>, workflow: Workflow): Agent | undefined {
  const names = workflow.agents.filter(({ kind }) => kind === 'rules').map(({ name }) => name);
  return world.agents(workflow).find((agent) => names.includes(agent.name) && agent.again !== undefined);
}

function knownOf(
  { log }: Pick<World, 'log'>,
  workflow: Workflow,
  { name }: Agent,
): Map<string, Would | null> {
  const ofLog = kept.get(log) ?? new Map<string, Kept>();
  kept.set(log, ofLog);
  const { name: of, version } = workflow;
  const known = ofLog.get(of);
  if (known?.version === version && known.agent === name) return known.would;
  // What an older table would have planned is asked for by nobody any more.
  const fresh = { version, agent: name, would: new Map<string, Would | null>() };
  ofLog.set(of, fresh);
  return fresh.would;
}

async function readStored(pool: Pool, workflow: string): Promise<Stored[]> {
  const { rows } = await pool.query<Stored>({
    name: 'decided-before',
    text: `select l.id, l.case_id, l.at, c.subject, l.text, l.fields, l.labels from labels l
      join cases c on c.id = l.case_id
      left join precedents p on p.id = l.id
      where l.workflow = $1 and (p.id is null or p.verdict = 'keep')
        and not exists (select from decisions d
          where d.case_id = l.case_id and d.planned is not null and d.agreed is not null)
      order by l.at desc, l.id desc limit $2`,
    values: [workflow, PAST_MAX],
  });
  return rows;
}

function wouldPlan(
  workspace: Workspace,
  workflow: Workflow,
  agent: Agent,
  { id, case_id: caseId }: Stored,
  entries: readonly Entry[],
): Would | null {
  const past = pastOf(id, caseId, entries);
  if (!past || !workflow.plays[past.label.play]) return null;
  const { label, state } = past;
  const proposal = agent.again!(inputOf(past, workflow));
  const play = proposal.ok ? workflow.plays[proposal.play] : undefined;
  if (!proposal.ok || !play)
    return { planned: NO_PLAN, kind: null, isChanged: false, changed: [], inputs: {} };
  const inputs = fillOnlyInputs(workspace, workflow, play, proposal.inputs, state.event, state.facts ?? {});
  const planned = { kind: proposal.kind, play: play.name, inputs };
  const chosen = { kind: label.kind, play: label.play, inputs: label.inputs };
  const { agreed, changed } = compareChoices(planned, chosen);
  return { planned: play.name, kind: proposal.kind, isChanged: !agreed, changed, inputs };
}

function roundOf(row: Stored, { name, version }: Agent, would: Would | null): DecidedRound[] {
  if (!would) return [];
  const { kind, play } = JSON.parse(row.labels) as { kind: string; play: string };
  const { kind: plannedKind, ...rest } = would;
  const { subject } = row;
  const fields = JSON.parse(row.fields) as DecidedRound['fields'];
  return [
    {
      ...rest,
      subject,
      id: row.id,
      caseId: row.case_id,
      at: row.at,
      agent: name,
      agentVersion: version,
      decided: play,
      kind,
      fields: plannedKind === null ? fields : { ...fields, [KIND_PATH]: plannedKind },
      text: row.text.toLowerCase(),
      isPast: true,
      conflict: false,
      reworked: false,
      money: null,
      handlingMs: null,
    },
  ];
}
