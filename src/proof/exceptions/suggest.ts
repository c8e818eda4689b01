import type { Pool } from 'pg';
import { fitsAll, KIND_PATH, type Literal, type Turn } from '../../evidence/mining/index.ts';
import type { Pattern } from '../../evidence/patterns/index.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { LookWorld } from '../updates/look.ts';
import { updatesOf } from '../updates/read.ts';
import { sayDraft } from '../updates/say.ts';
import { draftId, type Draft } from '../updates/schema.ts';
import { keepDrafts } from '../updates/store.ts';
import type { TimedRound } from './cases.ts';

/** A draft must speak of at least this share of a group to be its answer. */
const COVERED_MIN = 0.5;
/** Of edits that share something, so many make a draft worth looking at. */
const EDITS_MIN = 3;

/**
 * The rule update that would have spared the cases of a group: one that was mined and speaks of most of them, else, of
 * edits that share a pattern, a draft of that very pattern. Null where nothing short of a person's thought helps.
 */
export async function suggest(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  own: readonly TimedRound[],
  { literals, all }: Pick<Pattern, 'literals' | 'all'>,
  drafts: readonly Draft[],
): Promise<{ id: string; says: string } | null> {
  const [first] = own;
  if (!first || first.planned === '') return null;
  const workspace = world.workspace();
  const mined = drafts.find((draft) => isAnswer(draft, own, first));
  if (mined) return { id: mined.id, says: sayDraft(workspace, workflow, mined) };
  const isOther = first.cause === 'edited' && first.decided !== first.planned;
  if (!isOther || own.length < EDITS_MIN) return null;
  const turn = { agent: first.agent, planned: first.planned, to: first.decided };
  const decided = (await updatesOf(world, workflow)).findLast(
    ({ state, update }) => state !== 'withdrawn' && sameTurn(update!.turn, turn),
  );
  if (decided) return { id: decided.update!.id, says: `${decided.update!.says} (${decided.state})` };
  // What most plans of a play are changed to needs no pattern: the kind alone says when.
  const usual = own.length >= COVERED_MIN * all ? kindsOf(own) : [];
  const parts = literals.length > 0 ? literals : usual;
  if (parts.length === 0) return null;
  const definition = { turn, literals: [...parts] };
  const id = draftId(workflow.name, definition);
  await keepDrafts(pool, [{ ...definition, id, workflow: workflow.name, found: 'by_hand' }], world.now());
  return { id, says: sayDraft(workspace, workflow, definition) };
}

/** The planned kind, where all of them have the same. */
function kindsOf(own: readonly TimedRound[]): Literal[] {
  const kinds = new Set(own.map(({ fields }) => String(fields[KIND_PATH])));
  const [kind = ''] = kinds;
  return kinds.size === 1 ? [{ is: 'equals', path: KIND_PATH, value: kind }] : [];
}

function sameTurn(one: Turn, other: Turn): boolean {
  return one.agent === other.agent && one.planned === other.planned && one.to === other.to;
}

function isAnswer(
  { turn, literals, input, widen }: Draft,
  own: readonly TimedRound[],
  first: TimedRound,
): boolean {
  if (turn.planned !== first.planned || widen) return false;
  if (first.cause === 'edited' && (input ? first.decided !== first.planned : turn.to !== first.decided))
    return false;
  const covered = own.filter((one) => one.agent === turn.agent && fitsAll(literals, one));
  return covered.length >= COVERED_MIN * own.length;
}
