import type { Pool } from 'pg';
import type { z } from 'zod';
import type { ReadinessAnswer } from '../../doors/http/answers/readiness.ts';
import { fillPlay, moneyOf, offerOf } from '../../flow/plan/fill.ts';
import { kindLabel, playLabel } from '../../flow/say/words.ts';
import { streamOf, type World } from '../../flow/world.ts';
import { readiness, type PastCase } from '../../learning/readiness/index.ts';
import type { Example } from '../../learning/example.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { horizonNow, readDecided, readTexts, type DecidedId } from '../backrun/decided.ts';
import { pastOf } from '../backrun/rehearse.ts';
import { showKind } from './show.ts';

/** The newest decisions that a page looks at: some two seconds of work, done once for a while. */
const CASES_MAX = 3_000;
const BATCH = 500;
/** While decisions come in all the time, what was found stands for so long. */
const KEPT_MS = 60_000;

type Shown = z.output<typeof ReadinessAnswer>;
type ReadinessWorld = Pick<World, 'log' | 'workspace' | 'now'>;

const kept = new WeakMap<Pool, Map<string, { newest: string; at: number; shown: Shown }>>();

/** Which kinds of a workflow are ready to be handed over, from what people decided in it. */
export async function tellReadiness(world: ReadinessWorld, pool: Pool, workflow: Workflow): Promise<Shown> {
  const decided = (await readDecided(pool, workflow.name, await horizonNow(pool)))
    .filter(({ set_aside: isSetAside }) => !isSetAside)
    .slice(-CASES_MAX);
  const newest = `${workflow.version} ${decided.at(-1)?.id ?? ''}`;
  const ofPool = kept.get(pool) ?? new Map<string, { newest: string; at: number; shown: Shown }>();
  kept.set(pool, ofPool);
  const known = ofPool.get(workflow.name);
  const now = world.now().getTime();
  const isFresh = known && Math.abs(now - known.at) < KEPT_MS && known.newest.startsWith(workflow.version);
  if (known && (known.newest === newest || isFresh)) return known.shown;
  const shown = await look(world, pool, workflow, decided);
  ofPool.set(workflow.name, { newest, at: now, shown });
  return shown;
}

async function look(
  world: ReadinessWorld,
  pool: Pool,
  workflow: Workflow,
  decided: readonly DecidedId[],
): Promise<Shown> {
  const workspace = world.workspace();
  const cases: PastCase[] = [];
  for (let from = 0; from < decided.length; from += BATCH) {
    cases.push(...(await pastCases(world, pool, workflow, decided.slice(from, from + BATCH))));
  }
  const found = readiness(cases, { risk: workflow.standing.risk, locale: workspace.locale });
  const times = cases.map(({ at }) => at).toSorted();
  const label = (kind: string) => kindLabel(kind, workflow) ?? kind;
  return {
    workflow: workflow.name,
    label: workflow.label,
    cases: found.cases,
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
    says: found.says,
    notes: notesOf(decided.length, cases),
    kinds: found.kinds.map((kind) => showKind(kind, label, (play) => play)),
  };
}

async function pastCases(
  { log, workspace }: ReadinessWorld,
  pool: Pool,
  workflow: Workflow,
  decided: readonly DecidedId[],
): Promise<PastCase[]> {
  const ids = decided.map(({ id }) => id);
  const texts = new Map((await readTexts(pool, ids)).map((row) => [row.id, row]));
  const streams = await log.readMany([...new Set(decided.map((one) => streamOf(one.case_id)))]);
  const reworked = await reworkedOf(pool, decided);
  return decided.flatMap(({ id, case_id: caseId }): PastCase[] => {
    const text = texts.get(id);
    const past = pastOf(id, caseId, streams.get(streamOf(caseId)) ?? []);
    if (!text || !past) return [];
    const { state, label } = past;
    const play = workflow.plays[label.play];
    const facts = state.facts ?? {};
    const filled = play && fillPlay(workspace(), workflow, play, label.inputs, state.event, facts);
    const moved = filled?.actions.flatMap((action) => moneyOf(workspace(), action) ?? []) ?? [];
    return [
      {
        kind: label.kind,
        // Sentences name what was done as people know it.
        play: playLabel(label.play, workflow),
        at: label.at.toISOString(),
        example: { text: text.text, fields: JSON.parse(text.fields) as Example['fields'] },
        money: moved[0] ?? null,
        irreversible: play?.actions.some(({ write }) => cannotBeUndone(workspace(), write)) ?? false,
        missing: Object.values(facts).flatMap(({ name, missing }) => (missing === undefined ? [] : [name])),
        reworked: reworked.has(caseId),
      },
    ];
  });
}

function cannotBeUndone(workspace: Workspace, write: string): boolean {
  const offer = offerOf(workspace, write);
  return offer?.irreversible ?? false;
}

async function reworkedOf(pool: Pool, decided: readonly DecidedId[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>('select id from cases where reworked and id = any($1)', [
    decided.map(({ case_id: caseId }) => caseId),
  ]);
  return new Set(rows.map(({ id }) => id));
}

function notesOf(decided: number, cases: readonly PastCase[]): string[] {
  const withFacts = cases.some(
    ({ missing, example }) => missing!.length > 0 || Object.keys(example.fields).length > 0,
  );
  return [
    decided >= CASES_MAX ? `The newest ${CASES_MAX.toLocaleString('en')} decisions were looked at.` : '',
    decided > cases.length ? `${decided - cases.length} are left out: what was known then is gone.` : '',
    cases.length > 0 && !withFacts ? 'Nothing but words was logged of these cases.' : '',
  ].filter(Boolean);
}
