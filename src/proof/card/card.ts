import { sayKind } from '../../flow/say/agents.ts';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { statement } from '../../boundary/index.ts';
import type { CardAnswer } from '../../doors/http/answers/card.ts';
import type { MetricId } from '../../evidence/metrics/schema.ts';
import { counted, listed, percent } from '../../evidence/words.ts';
import { playLabel, writeLabel } from '../../flow/say/words.ts';
import type { World } from '../../flow/world.ts';
import { distill, type Answered } from '../../learning/distill/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';
import { readMetrics } from '../metrics/index.ts';
import { tellStanding } from '../standing/tell.ts';
import { CARD_CASES_MAX, deedsOf, type Deed } from './behaviour.ts';
import { changesOf } from './changed.ts';
import { markdownOf } from './markdown.ts';
import { rehearsedBy } from './rehearsed.ts';
import { partsOf, playsOf, writesOf } from './parts.ts';

export type Card = z.output<typeof CardAnswer>;
type CardWorld = Parameters<typeof tellStanding>[0] & Pick<World, 'log' | 'workspace' | 'rollout' | 'now'>;

/** Fewer cases say nothing that a table could be made of. */
const TABLE_CASES_MIN = 20;
/** How an agent does is told from its decisions of this long. */
const WELL_DAYS = 365;
const DAY_MS = 86_400_000;
const MEASURES: MetricId[] = [
  'coverage_alone',
  'agreement',
  'edit_rate',
  'audit_deviation',
  'rework_rate',
  'policy_conflicts',
  'failure_rate',
  'exposure',
  'spend',
];

/** The card of an agent: made from the log and the workspace in force at every look, and kept nowhere. */
export async function cardOf(
  world: CardWorld,
  pool: Pool,
  workflow: Workflow,
  name: string | undefined,
): Promise<Card> {
  const ref = agentNamed(workflow, name);
  const workspace = world.workspace();
  const now = world.now();
  const deeds = await deedsOf(world, pool, workflow, ref);
  const { agents: told } = await tellStanding(world, pool, workflow, null);
  const earned = told.find(({ agent, version }) => agent === ref.name && version === ref.version);
  const card = {
    workflow: workflow.name,
    label: workflow.label,
    made_at: now.toISOString(),
    agents: workflow.agents.map(({ name: agent, version, kind }) => ({ name: agent, version, kind })),
    agent: { name: ref.name, version: ref.version, kind: ref.kind, says: sayAgent(ref, workflow) },
    may: mayOf(world, workflow, ref, earned?.says ?? ''),
    does: await doesOf(pool, workflow, ref, deeds),
    parts: partsOf(workspace, workflow, ref, deeds),
    well: await wellOf(pool, workspace, workflow, ref, now),
    changed: await changesOf(world, pool, workflow, ref),
  };
  return { ...card, markdown: markdownOf(card, workspace) };
}

function agentNamed(workflow: Workflow, name: string | undefined): AgentRef {
  const names = workflow.agents.map((ref) => ref.name);
  const ref = name === undefined ? workflow.agents[0] : workflow.agents.find((one) => one.name === name);
  if (ref) return ref;
  const hint = suggestName(name ?? '', names);
  throw new AppError(
    'not_found',
    name === undefined ? `${workflow.label} has no agent.` : `${workflow.label} has no agent "${name}".`,
    {
      path: 'agent',
      ...(hint !== undefined && { suggestion: `${hint.charAt(0).toUpperCase()}${hint.slice(1)}` }),
    },
  );
}

function sayAgent(ref: AgentRef, workflow: Workflow): string {
  const place = workflow.agents.indexOf(ref) + 1;
  const order =
    workflow.agents.length === 1 ? '' : ` It is asked as number ${place} of ${workflow.agents.length}.`;
  if (ref.kind === 'memory')
    return `The memory: it does what people decided in cases like the one before it.${order}`;
  if (ref.kind === 'model' || ref.kind === 'parts') return `${sayKind(ref)}${order}`;
  return `A decision table of ${counted(ref.rows.length, 'row')}: the first that fits decides.${order}`;
}

/** The boundary's sentences about the writes that its plays use. */
function mayOf(
  { workspace, rollout }: CardWorld,
  workflow: Workflow,
  ref: AgentRef,
  earned: string,
): Card['may'] {
  const plays = playsOf(workflow, ref);
  const writes = new Set(plays.flatMap((play) => writesOf(workflow, play)));
  const sentences = statement(workflow.boundary);
  const { stage, share, kinds } = rollout(workflow);
  const of = kinds ? ` of ${listed(kinds)}` : '';
  const rolled =
    stage === 'act'
      ? `It acts on ${percent(share / 100)} of the cases${of} where boundary and evidence let it.`
      : `In the ${stage} stage nothing runs by itself, whatever the boundary allows.`;
  return {
    says: `It may plan ${plays.length === Object.keys(workflow.plays).length ? 'every play' : counted(plays.length, 'play')}: ${listed(plays.map((play) => playLabel(play, workflow)))}.`,
    now: `${rolled} ${earned}`.trim(),
    writes: [...writes].map((write) => ({
      write,
      label: writeLabel(write, workspace()),
      sentences: sentences.filter((sentence) => sentence.write === write).map(({ text }) => text),
    })),
    always: sentences.filter(({ write }) => write === '*').map(({ text }) => text),
    never: workflow.never.length === 0 ? [] : [sayNever(workflow.never, workspace())],
  };
}

/** A name with a star stands as it is: it is no write but many. */
function sayNever(never: readonly string[], workspace: Workspace): string {
  const names = never.map((one) => (one.includes('*') ? one : `“${writeLabel(one, workspace)}”`));
  return `It never does this, whatever it plans: ${listed(names)}.`;
}

/** Distilled from what it planned; before there is enough of that, from what it would have done in a back-run. */
async function doesOf(
  pool: Pool,
  workflow: Workflow,
  ref: AgentRef,
  deeds: readonly Deed[],
): Promise<Card['does']> {
  if (deeds.length >= TABLE_CASES_MIN) {
    const newest = deeds.length >= CARD_CASES_MAX ? 'the newest ' : '';
    const says = `Distilled from ${newest}${counted(deeds.length, 'plan')} of it that were decided. The first row that fits answers.`;
    return distilled(
      workflow,
      deeds.map(({ answered }) => answered),
      says,
    );
  }
  const made =
    deeds.length === 0
      ? 'It has planned nothing that was decided yet'
      : `It has made ${counted(deeds.length, 'plan')} that ${deeds.length === 1 ? 'was' : 'were'} decided: too few for a table`;
  const rehearsed = await rehearsedBy(pool, workflow, ref);
  if (rehearsed.length < TABLE_CASES_MIN) {
    return { says: `${made}. A back-run shows what it would have done.`, cases: deeds.length, table: null };
  }
  const says = `${made}, so this is distilled from its newest back-run: what it would have done in ${counted(rehearsed.length, 'case')} that people decided. The first row that fits answers.`;
  return distilled(workflow, rehearsed, says);
}

function distilled(workflow: Workflow, cases: readonly Answered[], says: string): Card['does'] {
  const table = distill(cases);
  return {
    says,
    cases: cases.length,
    table: {
      rows: table.rows.map(({ says: when, answer, taught, held }) => ({
        says: when,
        play: answer,
        label: playLabel(answer, workflow),
        taught,
        held,
      })),
      fidelity: table.fidelity,
      always: table.always,
      says: table.says,
    },
  };
}

async function wellOf(
  pool: Pool,
  workspace: Workspace,
  workflow: Workflow,
  ref: AgentRef,
  now: Date,
): Promise<Card['well']> {
  const from = new Date(now.getTime() - WELL_DAYS * DAY_MS).toISOString();
  const filter = { workflow: workflow.name, agent: ref.name, version: ref.version, from };
  const { metrics, selected } = await readMetrics(pool, workspace, filter, now);
  const measures = MEASURES.flatMap((id) => {
    const metric = metrics.find((one) => one.id === id);
    if (!metric) return [];
    const { workflow: name, agent, version } = filter;
    const search = new URLSearchParams({ workflow: name, agent, version, from, metric: id, who: 'agent' });
    return [
      {
        id,
        label: metric.label,
        says: metric.agent.says,
        small: metric.agent.small,
        href: metric.listed && metric.agent.of > 0 ? `/proof/cases?${search}` : null,
      },
    ];
  });
  return {
    says: `Of version ${ref.version}, over the last year; ${selected.counted_until === null ? 'not counted yet' : 'counted seconds behind the log'}.`,
    measures,
  };
}
