import type { Pool } from 'pg';
import { replayCases } from '../../authority/changes/history.ts';
import { loadChanged } from '../../authority/changes/past.ts';
import { loadWithFile } from '../../authority/changes/change_file.ts';
import { runBacktest, type Tested } from '../../authority/changes/check.ts';
import { effectOf, type LoggedCase } from '../../boundary/backtest/index.ts';
import { EFFECTS, stricter, type Effect } from '../../boundary/schema.ts';
import { fitsAll } from '../../evidence/mining/index.ts';
import { counted } from '../../evidence/words.ts';
import { fillPlay } from '../../flow/plan/fill.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { planAnew } from './anew.ts';
import type { DecidedRound } from './decided.ts';
import type { Definition } from './schema.ts';
import type { OpenWay } from './ways.ts';

/** Of the cases that a draft speaks of, so many of the newest are ruled on again. */
const RULED_MAX = 200;
/** Logged cases that a changed boundary is held against. */
export const BACKTEST_CASES = 2_000;

/** What a way would have meant. */
export interface Weighed {
  widens: boolean;
  says: string;
  /** Cases that could be ruled on again, and those of them that would run with less asked of people. */
  ruled: number;
  wider: number;
  /** Of a boundary: its whole back-test. */
  tested: Tested | null;
  /** False where the changed file would hardly do what the draft says, so that it is not worth offering. */
  isSound: boolean;
}

/** Of the cases of before that a row is written for, it must plan at least this share as it says. */
const PLANNED_MIN = 0.9;

/** What nothing that widens a boundary can lift. */
const STILL_HELD =
  'Roll-out and evidence still hold: nothing runs alone before its stage and its standing let it.';

type WeighWorld = Pick<World, 'log' | 'workspace' | 'agents'>;

/** Whether a way lets more run without a person, found by ruling logged cases again with and without it. */
export async function weigh(
  world: WeighWorld,
  pool: Pool,
  workflow: Workflow,
  draft: Definition,
  way: OpenWay,
  cases: readonly DecidedRound[],
): Promise<Weighed> {
  if (way.way === 'playbook') {
    const says = 'A sentence lets nothing through: what a model plans from it is ruled as before.';
    return { widens: false, says, ruled: 0, wider: 0, tested: null, isSound: true };
  }
  if (way.way === 'boundary') {
    const weighed = await weighBoundary(world, pool, workflow, way);
    return draft.widen ? { ...weighed, widens: true, says: `${weighed.says} ${STILL_HELD}` } : weighed;
  }
  const newest = matching(draft, cases).slice(-RULED_MAX);
  const ids = newest.filter(({ isPast }) => !isPast).map(({ caseId }) => caseId);
  const workspace = world.workspace();
  const logged = await replayCases(world, pool, workflow, [...new Set(ids)]);
  const loaded = loadWithFile(workspace, workflow, way.file, way.text);
  const after = loaded.ok ? loaded.workflow : workflow;
  const before = newest.filter(({ isPast }) => isPast);
  const anew = await planAnew(world, workflow, after, draft.turn.agent, draft.turn.to, before);
  const ruled = logged.length + anew.ruled;
  const wider = anew.wider + logged.filter((one) => isWider(workspace, after, draft, one)).length;
  return {
    widens: wider > 0 || ruled === 0,
    says: sayWider(wider, ruled),
    ruled,
    wider,
    tested: null,
    isSound: anew.planned >= PLANNED_MIN * anew.ruled,
  };
}

/** The rounds that a draft speaks of: the same agent, the same plan, and the condition holds. */
export function matching<T extends DecidedRound>({ turn, literals }: Definition, cases: readonly T[]): T[] {
  return cases.filter(
    (one) => one.agent === turn.agent && one.planned === turn.planned && fitsAll(literals, one),
  );
}

async function weighBoundary(
  world: WeighWorld,
  pool: Pool,
  workflow: Workflow,
  { text }: OpenWay,
): Promise<Weighed> {
  const changed = loadChanged(text, world.workspace(), workflow);
  const boundary = changed.ok ? changed.boundary : workflow.boundary;
  const tested = await runBacktest(world, pool, workflow, boundary, BACKTEST_CASES);
  const wider = tested.groups
    .filter(({ direction }) => direction === 'wider')
    .reduce((sum, { cases }) => sum + cases, 0);
  const says = sayWider(wider, tested.cases);
  return { widens: wider > 0, says, ruled: tested.cases, wider, tested, isSound: true };
}

function sayWider(wider: number, of: number): string {
  if (of === 0) return 'No logged case could be ruled on again, so that only an owner may accept it.';
  if (wider > 0)
    return `In ${wider} of ${counted(of, 'logged case')} the boundary would ask less of people than it does today. Roll-out and evidence still hold: nothing runs alone before it is proved.`;
  return `In none of ${counted(of, 'logged case')} would less be asked of people than was.`;
}

/** Whether the plan that would be made instead asks for less than the one that was made. */
function isWider(workspace: Workspace, after: Workflow, draft: Definition, { actions }: LoggedCase): boolean {
  const [first] = actions;
  if (!first) return false;
  const { inputs } = first;
  const play = after.plays[draft.turn.to ?? draft.turn.planned];
  if (!play) return false;
  const filled = fillPlay(workspace, after, play, {}, inputs.event, inputs.facts);
  const plan = { ...inputs.plan, play: play.name };
  const before = strictest(actions.map((action) => effectOf(after.boundary, action.inputs)));
  const now = strictest(
    filled.actions.map(({ write, args, tainted }) =>
      effectOf(after.boundary, { ...inputs, plan, action: { write, args }, tainted: new Set(tainted) }),
    ),
  );
  return EFFECTS.indexOf(now) < EFFECTS.indexOf(before);
}

function strictest(effects: Effect[]): Effect {
  return effects.reduce(stricter, 'allow');
}
