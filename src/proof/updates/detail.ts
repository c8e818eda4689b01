import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Proposal } from '../../authority/changes/proposals.ts';
import { BOUNDARY_FILE } from '../../authority/changes/change_file.ts';
import { digestOfFile } from '../../authority/changes/file_stand.ts';
import { showBacktest } from '../../authority/changes/check.ts';
import type { UpdateAnswer, WayAnswer } from '../../doors/http/answers/updates.ts';
import { playLabel } from '../../flow/say/words.ts';
import { hasRight, rolesWith } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import { OWNER, type Person, type Workflow, type Workspace } from '../../workspace/schema.ts';
import type { DecidedRound } from './decided.ts';
import { linesOf } from './lines.ts';
import { kindOf, look, type LookWorld } from './look.ts';
import { readAll } from './past.ts';
import { proofOf, sayBacktest } from './proof.ts';
import { itemOf, showDraft, showProposal, updatesOf } from './read.ts';
import { explainWay, sayWay } from './say.ts';
import type { Definition, Draft } from './schema.ts';
import { draftOf } from './store.ts';
import { waysOf, type OpenWay } from './ways.ts';
import { matching, weigh } from './weigh.ts';
import { casesOf, pastOf, taughtBy, withoutSettled } from './worth.ts';

type Shown = z.output<typeof UpdateAnswer>;

/** Cases of an update that a page shows, the newest. */
const CASES_MAX = 50;

/** One update as a page shows it: its proof, its cases, and each way to accept it with what it would change. */
export async function readUpdate(
  world: LookWorld,
  pool: Pool,
  id: string,
  person: Person | null,
): Promise<Shown> {
  const workspace = world.workspace();
  const decided = await proposalOf(world, id);
  if (decided) return showDecided(world, pool, decided, person);
  const { workflow, draft, cases } = await openDraft(world, pool, id);
  const kind = kindOf(draft, cases, workflow);
  const open = waysOf(workspace, workflow, { ...draft, kind });
  const workings = [];
  for (const way of open) {
    const shown = await showWay(world, pool, workflow, draft, way, cases, person);
    if (shown) workings.push(shown);
  }
  const ways = workings.map(({ way, widens }) => ({ way, widens }));
  return {
    ...showDraft(workspace, workflow, { ...draft, ways }),
    workings,
    cases: await showCases(pool, workflow, draft, cases),
    change: null,
    because: null,
    barred: barredFrom(workspace, person),
  };
}

/** The newest proposal of any workflow that came of this update. */
export async function proposalOf(
  world: LookWorld,
  id: string,
): Promise<{ workflow: Workflow; proposal: Proposal } | undefined> {
  for (const workflow of Object.values(world.workspace().workflows)) {
    const proposal = (await updatesOf(world, workflow)).findLast(({ update }) => update?.id === id);
    if (proposal && proposal.state !== 'withdrawn') return { workflow, proposal };
  }
  return undefined;
}

/** A draft that nobody decided on, with its proof as it was found, or counted now where a person chose it. */
export async function openDraft(world: LookWorld, pool: Pool, id: string) {
  const stored = await draftOf(pool, id);
  const workflow = world.workspace().workflows[stored.workflow];
  if (!workflow)
    throw new AppError('not_found', 'The workflow that it is about is no longer there.', { path: 'id' });
  const cases = withoutSettled(await readAll(world, pool, workflow), await updatesOf(world, workflow));
  const found = await look(world, pool, workflow);
  const mined = found.look.drafts.find((one) => one.id === id);
  const proof = mined?.proof ?? proofOf(stored, cases);
  if (stored.widen && !mined)
    throw new AppError('conflict', 'The newest decisions speak for it no more, so it is no draft any more.', {
      suggestion: 'Look at the list: drafts are made again from the newest decisions.',
    });
  const past = mined?.past ?? pastOf(stored, cases);
  const { at, ways, taught } = mined ?? { at: found.at, ways: [], taught: taughtBy(stored, cases) };
  const draft: Draft = { ...stored, ...mined, proof, past, taught, at, ways };
  return { workflow, draft, cases };
}

async function showDecided(
  world: LookWorld,
  pool: Pool,
  { workflow, proposal }: { workflow: Workflow; proposal: Proposal },
  person: Person | null,
): Promise<Shown> {
  const workspace = world.workspace();
  const update = proposal.update!;
  const cases = await readAll(world, pool, workflow);
  const isOpen = proposal.state === 'proposed';
  const file = proposal.file ?? BOUNDARY_FILE;
  const way = isOpen
    ? await showWay(
        world,
        pool,
        workflow,
        update,
        { way: update.way, file, text: proposal.text },
        cases,
        person,
      )
    : undefined;
  const isOwn = proposal.by.type === 'person' && proposal.by.id === person?.id;
  return {
    ...(await showProposal(world, pool, workflow, proposal)),
    ...itemOf(workspace, workflow, update),
    says: update.says,
    workings: way ? [way] : [],
    cases: await showCases(pool, workflow, update, cases),
    change: isOpen ? proposal.id : null,
    because: proposal.because,
    barred:
      barredFrom(workspace, person) ??
      (isOpen && isOwn ? 'Somebody else must accept it: you proposed it.' : null),
  };
}

/** Why a person may neither accept nor decline; null where they may. */
export function barredFrom(workspace: Workspace, person: Person | null): string | null {
  if (!person) return 'Say who you are first.';
  if (hasRight(workspace, person, 'change_boundary')) return null;
  return `Accepting takes the role ${rolesWith(workspace, 'change_boundary').join(' or ')}.`;
}

/** The digest or version that a change of this file must be made from. */
export function baseOf(workflow: Workflow, file: string): string {
  if (file === BOUNDARY_FILE) return workflow.boundary.version;
  return digestOfFile(file, workflow.files[file] ?? '');
}

async function showWay(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  draft: Definition & Pick<Draft, 'proof' | 'freed'>,
  way: OpenWay,
  cases: readonly DecidedRound[],
  person: Person | null,
): Promise<z.output<typeof WayAnswer> | null> {
  const workspace = world.workspace();
  const weighed = await weigh(world, pool, workflow, draft, way, cases);
  if (!weighed.isSound) return null;
  const { precision } = draft.proof;
  const isOwner = person?.roles.includes(OWNER) ?? false;
  const ownersOnly = 'It lets more run without a person: only an owner may accept it.';
  return {
    way: way.way,
    label: sayWay(way.way, workflow),
    file: way.file,
    says: explainWay(way.way, draft.widen !== undefined),
    lines: linesOf(workflow.files[way.file] ?? '', way.text),
    base: baseOf(workflow, way.file),
    text: way.text,
    widens: weighed.widens,
    widens_says: weighed.says,
    backtest: {
      cases: draft.proof.base.of,
      says: sayBacktest(draft),
      better: precision.count,
      worse: worseOf(draft, cases),
      boundary: weighed.tested && showBacktest(weighed.tested, workspace),
    },
    barred: barredFrom(workspace, person) ?? (weighed.widens && !isOwner ? ownersOnly : null),
  };
}

async function showCases(
  pool: Pool,
  workflow: Workflow,
  draft: Definition & Pick<Draft, 'freed'>,
  cases: readonly DecidedRound[],
): Promise<Shown['cases']> {
  const newest = casesOf(draft, cases).slice(-CASES_MAX).toReversed();
  const { rows } = await pool.query<{ id: string; title: string }>(
    'select id, title from cases where id = any($1)',
    [newest.map(({ caseId }) => caseId)],
  );
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return newest.map(({ caseId, at, decided, isChanged }) => ({
    case: caseId,
    title: titles.get(caseId) ?? caseId,
    at: at.toISOString(),
    fits: draft.widen ? !isChanged : decided === draft.turn.to,
    decided: decided === null ? 'Taken over by a person' : playLabel(decided, workflow),
  }));
}

/** Of the cases that it fits, those that went right as they were planned. */
function worseOf(draft: Definition & Pick<Draft, 'freed'>, cases: readonly DecidedRound[]): number {
  if (draft.widen) return casesOf(draft, cases).filter(({ isChanged }) => isChanged).length;
  return matching(draft, cases).filter(({ decided }) => decided === draft.turn.planned).length;
}
