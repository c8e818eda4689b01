import type { Pool } from 'pg';
import type { z } from 'zod';
import type { RuleFromCase } from '../../doors/http/answers/updates.ts';
import {
  candidatesOf,
  fits,
  idOf,
  KIND_PATH,
  LITERALS_MAX,
  sayTurn,
  type Literal,
  type Turn,
} from '../../evidence/mining/index.ts';
import { wilson } from '../../evidence/rate.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { DecidedRound } from './decided.ts';
import { languageOf, namingOf } from './language.ts';
import { newestLook, type LookWorld } from './look.ts';
import { readAll } from './past.ts';
import { proofOf, sayBacktest } from './proof.ts';
import { updatesOf } from './read.ts';
import { sayDraft, sayProof } from './say.ts';
import { draftId, type Definition, type Draft } from './schema.ts';
import { keepDrafts } from './store.ts';
import { matching } from './weigh.ts';
import { partsOf } from './ways.ts';
import { withoutSettled } from './worth.ts';

/** Parts of a condition that a page offers to choose from. */
const PARTS_MAX = 8;

/**
 * From what a person changed in a case: the parts that hold in it, the most telling first, and the draft of those that
 * are chosen, with what it would have done. Throws `not_found` where nobody decided otherwise there, and `refused`
 * where only a value was changed that no other value of the case explains.
 */
export async function ruleFromCase(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  caseId: string,
  chosenIds: readonly string[] | undefined,
): Promise<z.output<typeof RuleFromCase>> {
  const workspace = world.workspace();
  const cases = withoutSettled(await readAll(world, pool, workflow), await updatesOf(world, workflow));
  const own = cases.findLast(({ caseId: id, isChanged, isPast }) => id === caseId && isChanged && !isPast);
  if (!own)
    throw new AppError('not_found', 'Nobody decided otherwise than was planned in this case.', {
      path: 'id',
    });
  // What was found last is good enough for a hint: nobody waits for a new look after each edit.
  const drafts = (await newestLook(pool, workflow.name))?.look.drafts ?? [];
  const turn = { agent: own.agent, planned: own.planned, to: own.decided };
  const input = own.planned === own.decided ? defaultFor(drafts, own) : undefined;
  const parts = input ? [] : telling(turn, own, cases, workflow, workspace.currency);
  const suggested = drafts.find(
    (draft) =>
      !draft.widen &&
      sameTurn(draft.turn, turn) &&
      draft.literals.length > 0 &&
      matching(draft, [own]).length > 0,
  );
  // Of one value one part is enough, so that different ones stand to be chosen from.
  const offered = uniqueBy([...(suggested?.literals ?? []), ...parts], aboutOf).slice(0, PARTS_MAX);
  const chosen = chosenIds
    ? offered.filter((literal) => chosenIds.includes(idOf(literal))).slice(0, LITERALS_MAX)
    : (suggested?.literals ?? offered.slice(0, 1));
  const definition: Definition = input ?? { turn, literals: chosen };
  const id = draftId(workflow.name, definition);
  const mined = drafts.find((draft) => draft.id === id);
  const proof = mined?.proof ?? proofOf(definition, cases);
  if (!mined) {
    const draft = { ...definition, id, workflow: workflow.name, found: 'by_hand' as const };
    await keepDrafts(pool, [draft], world.now());
  }
  return {
    case: caseId,
    workflow: workflow.name,
    outcome: input ? sayDraft(workspace, workflow, definition) : sayTurn(turn, namingOf(workspace, workflow)),
    parts: partsOf(workspace, workflow, offered).map(({ literal, says, cel }) => ({
      id: idOf(literal),
      says,
      cel,
      chosen: chosen.some((one) => idOf(one) === idOf(literal)),
    })),
    update: id,
    says: sayDraft(workspace, workflow, definition),
    proof: sayProof(proof),
    backtest: sayBacktest({ turn, proof }),
  };
}

function defaultFor(drafts: readonly Draft[], own: DecidedRound): Definition {
  const draft = drafts.find(
    ({ input, turn }) =>
      input && turn.planned === own.planned && own.changed.includes(`inputs.${input.input}`),
  );
  if (draft) return { turn: draft.turn, literals: [], input: draft.input! };
  throw new AppError('refused', 'Only a value was changed, and nothing explains yet which one people set.', {
    suggestion: 'It is looked for again with every such change.',
  });
}

/** What holds in this case and sets those apart in which people decided alike: by the lower bound of how often. */
function telling(
  turn: Turn,
  own: DecidedRound,
  cases: readonly DecidedRound[],
  workflow: Workflow,
  currency: string,
): Literal[] {
  const group = cases.filter(({ agent, planned }) => agent === turn.agent && planned === turn.planned);
  const candidates = candidatesOf(group, languageOf({ currency }, workflow)).map(({ literal }) => literal);
  const plain: Literal[] = [{ is: 'equals', path: KIND_PATH, value: String(own.fields[KIND_PATH]) }];
  const here = uniqueBy([...candidates, ...plain], idOf).filter((literal) => fits(literal, own));
  const worth = (literal: Literal): number => {
    const fitted = group.filter((one) => fits(literal, one));
    const hits = fitted.filter(({ decided }) => decided === turn.to).length;
    return fitted.length === 0 ? 0 : wilson(hits, fitted.length).low;
  };
  return here
    .map((literal) => ({ literal, worth: worth(literal) }))
    .sort((one, other) => other.worth - one.worth)
    .map(({ literal }) => literal);
}

function aboutOf(literal: Literal): string {
  return literal.is === 'word' ? idOf(literal) : literal.path;
}

function sameTurn(one: Turn, other: Turn): boolean {
  return one.agent === other.agent && one.planned === other.planned && one.to === other.to;
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}
