import type { Pool } from 'pg';
import { workflowStream } from '../../authority/schema.ts';
import { proposalsOf, type Proposal } from '../../authority/changes/proposals.ts';
import { digest } from '../../log/canonical.ts';
import { mineInParts, NO_PLAN, type Language, type Mined } from '../../evidence/mining/index.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { DecidedRound } from './decided.ts';
import { languageOf } from './language.ts';
import { mineDefaults } from './defaults.ts';
import { draftId, Look, type Definition, type Draft } from './schema.ts';
import { countPast, readAll } from './past.ts';
import { keepDrafts } from './store.ts';
import { waysOf } from './ways.ts';
import { mineWider } from './widen.ts';
import { matching, weigh } from './weigh.ts';
import { isFull, isWorkable, isWorthIt, pastOf, taughtBy, withoutDecided, withoutSettled } from './worth.ts';

export type LookWorld = Pick<World, 'log' | 'workspace' | 'agents' | 'now'>;

/** What a look found, and when. `looking`: a newer look goes through so many cases at this moment. */
export interface Looked {
  at: string;
  look: Look;
  looking: number | null;
}

/** Looks that are under way in this process: whoever asks meanwhile waits for the same one. */
const running = new WeakMap<Pool, Map<string, Promise<Looked>>>();

/**
 * What people's decisions of a workflow suggest: looked through again when there are new ones, the workflow changed or
 * somebody decided on a draft, else as it was found last. Nothing is in force by it. Who has `patienceMs` alone gets
 * what was found before if the look takes longer, and the look goes on behind the answer.
 */
export async function look(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  patienceMs?: number,
): Promise<Looked> {
  const proposals = proposalsOf(await world.log.read(workflowStream(workflow.name)));
  const mark = await markOf(pool, workflow, proposals);
  const kept = await newestLook(pool, workflow.name);
  if (kept && isStillGood(kept, mark, world.now()))
    return { at: kept.at.toISOString(), look: kept.look, looking: null };
  const made = inBackground(world, pool, workflow, { proposals, mark });
  if (patienceMs === undefined) return made;
  const waited = await Promise.race([made, patience(patienceMs)]);
  if (waited) return waited;
  const before = kept?.look ?? NOTHING;
  const drafts = withoutDecided(before.drafts, proposals);
  const looking = Math.max(before.decided, await countPast(pool, workflow));
  return { at: (kept?.at ?? world.now()).toISOString(), look: { ...before, drafts }, looking };
}

const NOTHING: Look = { drafts: [], decided: 0, past: 0, unplanned: 0, changed: 0, tried: 0, took_ms: 0 };

/** One look at a time for each state of a workflow, whoever asks. */
function inBackground(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  { proposals, mark }: { proposals: readonly Proposal[]; mark: string },
): Promise<Looked> {
  const ofPool = running.get(pool) ?? new Map<string, Promise<Looked>>();
  running.set(pool, ofPool);
  const key = `${workflow.name} ${mark}`;
  const known = ofPool.get(key);
  if (known) return known;
  const made = lookThrough(world, pool, workflow, proposals)
    .then((found) => keep(world, pool, workflow, mark, found))
    .finally(() => ofPool.delete(key));
  // Whoever has no patience hears of a fault when they ask again.
  made.catch(() => undefined);
  ofPool.set(key, made);
  return made;
}

function patience(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
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
  if (!row) return null;
  const kept = Look.safeParse(JSON.parse(row.result));
  // One that an older version kept is as good as none: it is only looked through again.
  return kept.success ? { at: row.at, mark: row.mark, look: kept.data } : null;
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
  const cases = await readAll(world, pool, workflow);
  const open = withoutSettled(cases, proposals);
  const { findings, tried } = await mineWithPauses(open, languageOf(world.workspace(), workflow));
  const defaults = await mineDefaults(world, workflow, open);
  const wider = await mineWider(world, pool, workflow, open);
  const drafts: Draft[] = [];
  for (const { proof, ...definition } of [...findings.filter(isWorthIt), ...defaults, ...wider]) {
    const id = draftId(workflow.name, definition);
    const past = pastOf(definition, open);
    const taught = taughtBy(definition, open);
    const draft = {
      ...definition,
      id,
      workflow: workflow.name,
      found: 'mined' as const,
      proof,
      past,
      taught,
    };
    if (withoutDecided([draft], proposals).length === 0 || isFull(drafts, draft)) continue;
    const ways = await offeredWays(world, pool, workflow, draft, open);
    if (isWorkable(definition, ways)) drafts.push({ ...draft, at: world.now().toISOString(), ways });
  }
  const count = (is: (one: DecidedRound) => boolean) => open.filter(is).length;
  return {
    drafts,
    decided: open.length,
    past: count(({ isPast }) => isPast),
    unplanned: count(({ planned }) => planned === NO_PLAN),
    changed: count(({ isChanged }) => isChanged),
    tried,
    took_ms: Math.round(performance.now() - began),
  };
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
    const { widens, isSound } = await weigh(world, pool, workflow, draft, way, cases);
    if (isSound) ways.push({ way: way.way, widens });
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

async function markOf(pool: Pool, workflow: Workflow, proposals: readonly Proposal[]): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>(
    `select concat(
       (select concat(count(*), '/', extract(epoch from max(at))) from decisions where workflow = $1 and agreed is not null),
       '/', (select concat(count(*), '/', count(verdict)) from precedents where workflow = $1),
       '/', (select count(*) from labels where workflow = $1)) as mark`,
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
  return { at: at.toISOString(), look: found, looking: null };
}
