import type { Pool } from 'pg';
import { agreement } from '../../evidence/agreement.ts';
import { cohorts } from '../../evidence/cohorts.ts';
import { ladder, proposable } from '../../evidence/ladder.ts';
import { evidenceAt } from '../../evidence/summary.ts';
import { watch } from '../../evidence/watch.ts';
import { nameOf, playLabel, shapeLabel } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import { hasRight, rolesWith } from '../../people/rights.ts';
import type { Person, Workflow, Workspace } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, workflowStream } from '../schema.ts';
import type { StageWorld } from './append.ts';
import { directionOf } from './direction.ts';
import { evidenceOf, stillOpen, type StageEvidence } from './evidence.ts';
import { fell, lastProposed } from './propose.ts';
import { sayRollout } from './words.ts';

const CHANGED = WORKFLOW_ENTRIES['stage.changed'].body;
const LOST = WORKFLOW_ENTRIES['standing.lost'].body;

/**
 * How far a workflow is rolled out, why, how it goes, and what the next step waits for: all in numbers with their
 * intervals, and as sentences. `person` (null: nobody said who they are) decides only what is offered.
 */
export async function tellStage(world: StageWorld, pool: Pool, workflow: Workflow, person: Person | null) {
  const entries = await world.log.read(workflowStream(workflow.name));
  const known = await evidenceOf(pool, workflow);
  const { rollout, decided } = known;
  const { name, label, kinds } = workflow;
  const { stage, share, kinds: slice, version, since } = rollout;
  return {
    workflow: name,
    label,
    rollout: { stage, share, kinds: slice, version, since: since?.toISOString() ?? null },
    kinds,
    may: mayChange(world.workspace(), person),
    evidence: evidenceAt(decided, stage),
    agreement: tellAgreement(workflow, known),
    cohorts: cohorts(decided, await stillOpen(pool, name, { since, now: world.now() })),
    ...tellLadder(world, workflow, known, entries),
    watch: watch(decided, workflow.stepDown).map((each) => ({
      signal: each.signal,
      label: each.label,
      bound: each.bound,
      rate: each.rate,
      evidence: each.evidence,
      says: each.says,
    })),
    history: history(world.workspace(), workflow, entries),
  };
}

function mayChange(workspace: Workspace, person: Person | null) {
  const widen = person !== null && hasRight(workspace, person, 'widen');
  const roles = rolesWith(workspace, 'widen').join(' or ');
  const says = widen
    ? 'You may widen and narrow.'
    : `Anybody here may narrow; to widen takes the role ${roles}.`;
  return { widen, narrow: person !== null, says };
}

function tellAgreement(workflow: Workflow, { decided }: StageEvidence) {
  const inputs = Object.fromEntries(
    Object.values(workflow.plays).map((play) => [play.name, Object.keys(play.inputs)]),
  );
  return agreement(decided, inputs).map(({ play, agreed, arguments: each }) => ({
    play,
    label: playLabel(play, workflow),
    agreed,
    arguments: each.map((one) => ({
      ...one,
      label: shapeLabel(one.name, workflow.plays[play]?.inputs[one.name]),
    })),
  }));
}

function tellLadder(world: StageWorld, workflow: Workflow, known: StageEvidence, entries: readonly Entry[]) {
  const { rollout, decided } = known;
  const at = { now: world.now(), since: rollout.since, fell: fell(entries) };
  const rungs = ladder(workflow.ladder, rollout, decided, at);
  return { ladder: rungs, proposed: stillProposed(entries, proposable(rungs)) };
}

/** A proposal stands while its conditions do: a chargeback that comes late takes it back. */
function stillProposed(entries: readonly Entry[], next: ReturnType<typeof proposable>) {
  const last = lastProposed(entries);
  if (!last || !next || directionOf(last.to, next) !== null) return null;
  return { to: last.to, says: last.says, at: last.at.toISOString() };
}

/** Changes of stage, newest first; a fall names the cases that caused it. */
function history(workspace: Workspace, workflow: Workflow, entries: readonly Entry[]) {
  let cases: string[] = [];
  const told = entries.flatMap((entry) => {
    if (entry.kind === 'standing.lost') {
      cases = [...new Set([...cases, ...LOST.parse(entry.body).cases])];
      return [];
    }
    const caused = cases;
    cases = [];
    if (entry.kind !== 'stage.changed') return [];
    const { from, to, direction, how, because, evidence } = CHANGED.parse(entry.body);
    return [
      {
        at: entry.at.toISOString(),
        by: how === 'file' ? 'The file' : nameOf(entry.actor, workspace),
        says: `From ${sayRollout(from, workflow)} to ${sayRollout(to, workflow)}${how === 'step_down' ? ', by itself' : ''}.`,
        because,
        from,
        to,
        direction,
        evidence: evidence.says,
        cases: caused,
      },
    ];
  });
  return told.toReversed();
}

/** What a page or a terminal shows of a stage. */
export type ToldStage = Awaited<ReturnType<typeof tellStage>>;
