import type { Pool } from 'pg';
import { workflowStream } from '../../authority/schema.ts';
import { proposalsOf, type Proposal } from '../../authority/changes/proposals.ts';
import { digest } from '../../log/canonical.ts';
import { mineInParts, type Language, type Mined } from '../../evidence/mining/index.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { readDecided, type DecidedRound } from './decided.ts';
import { languageOf } from './language.ts';
import { mineDefaults } from './defaults.ts';
import { draftId, Look, type Definition, type Draft } from './schema.ts';
import { keepDrafts } from './store.ts';
import { waysOf } from './ways.ts';
import { matching, weigh } from './weigh.ts';

export type LookWorld = Pick<World, 'log' | 'workspace' | 'now'>;

/** Looks that are under way in this process: whoever asks meanwhile waits for the same one. */
const running = new Map<string, Promise<{ at: string; look: Look }>>();

/**
 * What people's decisions of a workflow suggest: looked through again when there are new ones, the workflow changed or
 * somebody decided on a draft, else as it was found last. Nothing is in force by it.
 */
export async function look(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
): Promise<{ at: string; look: Look }> {
  const proposals = proposalsOf(await world.log.read(workflowStream(workflow.name)));
  const mark = await markOf(pool, workflow, proposals);
  const kept = await newestLook(pool, workflow.name);
  if (kept && isStillGood(kept, mark, world.now())) return { at: kept.at.toISOString(), look: kept.look };
  const key = `${workflow.name} ${mark}`;
  const known = running.get(key);
  if (known) return known;
  const made = lookThrough(world, pool, workflow, proposals)
    .then((found) => keep(world, pool, workflow, mark, found))
    .finally(() => running.delete(key));
  running.set(key, made);
  return made;
}

/** The newest look, of whatever age; null where nobody has looked yet. */
export async function newestLook(
  pool: Pool,
  workflow: string,
): Promise<{ at: Date; mark: string; look: Look } | null> {
  const { rows } = await pool.query<{ at: Date; mark: string; result: string }>(
    'select at, mark, result from rule_looks where workflow = $1',
    [workflow],
  );
  const [row] = rows;
  return row ? { at: row.at, mark: row.mark, look: Look.parse(JSON.parse(row.result)) } : null;
}

/** New decisions alone are waited with for so many times as long as a look takes: a busy desk is not slowed down by it. */
const REST = 20;

function isStillGood(
  { at, mark, look: { took_ms } }: { at: Date; mark: string; look: Look },
  now: string,
  time: Date,
) {
  if (mark === now) return true;
  const [settled] = now.split(' ');
  return mark.split(' ')[0] === settled && time.getTime() - at.getTime() < REST * took_ms;
}

async function lookThrough(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  proposals: readonly Proposal[],
): Promise<Look> {
  const began = performance.now();
  const cases = await readDecided(pool, workflow.name);
  const open = withoutSettled(cases, proposals);
  const { findings, changed, tried } = await mineWithPauses(open, languageOf(world.workspace(), workflow));
  const declined = new Set(
    proposals.filter(({ state }) => state !== 'proposed').map(({ update }) => update?.id),
  );
  const defaults = await mineDefaults(world, workflow, open);
  const drafts: Draft[] = [];
  for (const { proof, ...definition } of [...findings, ...defaults]) {
    const id = draftId(workflow.name, definition);
    if (declined.has(id)) continue;
    const draft = { ...definition, id, workflow: workflow.name, found: 'mined' as const, proof };
    const ways = await offeredWays(world, pool, workflow, draft, open);
    if (ways.length > 0) drafts.push({ ...draft, at: world.now().toISOString(), ways });
  }
  return { drafts, decided: open.length, changed, tried, took_ms: Math.round(performance.now() - began) };
}

/** Looking is quick but not free: a server that looks must still answer. */
async function mineWithPauses(cases: readonly DecidedRound[], language: Language): Promise<Mined> {
  const mining = mineInParts(cases, language);
  for (;;) {
    const step = mining.next();
    if (step.done) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The ways of a draft, and whether each lets more run without a person. */
export async function offeredWays(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  draft: Definition & Pick<Draft, 'proof'>,
  cases: readonly DecidedRound[],
): Promise<Draft['ways']> {
  const kind = kindOf(draft, cases, workflow);
  const ways: Draft['ways'] = [];
  for (const way of waysOf(world.workspace(), workflow, { ...draft, kind })) {
    const { widens } = await weigh(world, pool, workflow, draft, way, cases);
    ways.push({ way: way.way, widens });
  }
  return ways;
}

/** What most of the cases were found to be that were decided as the draft says. */
export function kindOf(draft: Definition, cases: readonly DecidedRound[], workflow: Workflow): string {
  const counts = new Map<string, number>();
  for (const { kind, decided } of matching(draft, cases))
    if (decided === draft.turn.to) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const [most] = [...counts].sort(([, few], [, many]) => many - few);
  return most?.[0] ?? workflow.kinds[0]?.name ?? 'unclear';
}

/** What an accepted update has settled is no evidence for another of the same. */
export function withoutSettled(
  cases: readonly DecidedRound[],
  proposals: readonly Proposal[],
): DecidedRound[] {
  const accepted = proposals.filter(({ state, update }) => state === 'accepted' && update);
  if (accepted.length === 0) return [...cases];
  const settled = new Set(
    accepted.flatMap(({ update, decidedAt }) =>
      matching({ turn: update!.turn, literals: update!.literals }, cases)
        .filter(({ at }) => decidedAt !== null && at <= decidedAt)
        .map(({ id }) => id),
    ),
  );
  return cases.filter(({ id }) => !settled.has(id));
}

async function markOf(pool: Pool, workflow: Workflow, proposals: readonly Proposal[]): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>(
    `select concat(
       (select concat(count(*), '/', extract(epoch from max(at))) from decisions where workflow = $1 and agreed is not null),
       '/', (select concat(count(*), '/', count(verdict)) from precedents where workflow = $1)) as mark`,
    [workflow.name],
  );
  const states = proposals.map(({ id, state }) => [id, state]);
  // What a person changed counts at once, what was merely decided since may wait a moment.
  return `${digest({ version: workflow.version, states })} ${rows[0]?.mark ?? ''}`;
}

async function keep(world: LookWorld, pool: Pool, workflow: Workflow, mark: string, found: Look) {
  const at = world.now();
  await keepDrafts(pool, found.drafts, at);
  await pool.query(
    `insert into rule_looks (workflow, mark, at, result) values ($1, $2, $3, $4)
     on conflict (workflow) do update set mark = excluded.mark, at = excluded.at, result = excluded.result`,
    [workflow.name, mark, at, JSON.stringify(found)],
  );
  return { at: at.toISOString(), look: found };
}
