import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { undoOffer } from './action/undo.ts';
import { actorOf, busy, RACES_MAX, type DeskAnswer } from './desk.ts';
import { digestOf, planDigest, plannedActions } from './plan/fill.ts';
import { clear } from './ruling/cleared.ts';
import { ruleNow } from './steps.ts';
import { load, Walk } from './walk.ts';
import { REVIEWED_CLEARANCE_MS, type World } from './world.ts';

export interface HandledGiven {
  kind: string;
  play: string | null;
  outcome: 'solved' | 'escalated' | 'failed';
  minutes?: number | undefined;
  note?: string | undefined;
}

/** A person did the work by hand, here or elsewhere: the case is closed, and what they did is learned from. */
export async function handle(
  world: World,
  person: Person,
  caseId: string,
  given: HandledGiven,
): Promise<DeskAnswer> {
  return change(world, caseId, (walk) => {
    const { state, workflow } = walk;
    if (state.status === 'closed') throw new AppError('conflict', 'The case is closed already.');
    if (state.actions.some(({ status }) => status === 'intended' || status === 'unknown')) {
      throw new AppError('conflict', 'An action is under way, or its fate is not known.', {
        suggestion: 'Settle it first.',
      });
    }
    if (!workflow.kinds.some(({ name }) => name === given.kind)) {
      throw new AppError('invalid', `There is no kind ${given.kind}.`, { path: 'kind' });
    }
    if (given.play !== null && !(given.play in workflow.plays)) {
      throw new AppError('invalid', `There is no play ${given.play}.`, { path: 'play' });
    }
    const { note, minutes, ...body } = given;
    const by = actorOf(person);
    walk.add(
      'handled',
      by,
      minutes === undefined ? body : { ...body, minutes },
      note === undefined ? {} : { note },
    );
    const outcome = state.reworked && given.outcome === 'solved' ? 'reworked' : given.outcome;
    walk.add('closed', by, { outcome, end: { holds: 'unknown', says: `${person.name} did it by hand.` } });
    return 'Closed: done by hand.';
  });
}

/** A person looked: an action whose fate was not known was done, or was not. */
export async function settle(
  world: World,
  person: Person,
  caseId: string,
  given: { key: string; done: boolean; note?: string | undefined },
): Promise<DeskAnswer> {
  return change(world, caseId, (walk) => {
    const action = walk.state.actions.find(({ key }) => key === given.key);
    if (action?.status !== 'unknown') {
      throw new AppError('conflict', 'This action is not waiting to be settled.', { path: 'key' });
    }
    const by = actorOf(person);
    const says = given.note ?? `${person.name} looked: it was not done.`;
    if (given.done) {
      walk.add('action.done', by, { key: given.key, how: 'settled' }, { result: null });
      if (action.undoes) walk.add('action.undone', by, { key: action.undoes, by: given.key });
    } else walk.add('action.failed', by, { key: given.key, how: 'settled', says });
    return given.done ? 'Settled: it was done.' : 'Settled: it was not done.';
  });
}

/** Takes one action back: its undo is ruled, cleared by the person who asks, performed and logged like any other. */
export async function undo(world: World, person: Person, caseId: string, key: string): Promise<DeskAnswer> {
  return change(world, caseId, async (walk) => {
    const { state, workspace } = walk;
    const done = state.actions.find((action) => action.key === key);
    if (!done) throw new AppError('not_found', `Case ${caseId} has no action ${key}.`, { path: 'key' });
    if (state.status !== 'closed' && state.status !== 'held') {
      throw new AppError('conflict', 'The case is on its way.', {
        suggestion: 'Wait until it is closed or held.',
      });
    }
    const offer = undoOffer(workspace, done, world.now());
    if (!offer.ok) throw new AppError('refused', offer.says);
    const by = actorOf(person);
    if (state.status === 'held' && state.review) {
      walk.add('review.expired', by, { review: state.review.id, why: 'new_ruling' });
    }
    walk.add('reopened', by, { why: 'undone' }, {});
    const actions = [{ ...offer.action, tainted: [] }];
    const agent = { name: person.id, version: '0' };
    const reason = `${person.name} takes back: ${done.write}`;
    const plan = {
      agent,
      kind: state.kind ?? 'unclear',
      play: null,
      confidence: 1,
      reason,
      inputs: {},
      actions,
      undoes: key,
    };
    const digests = actions.map(digestOf);
    const digest = planDigest(plan);
    const body = { ...plannedBody(plan), actions: plannedActions(workspace, actions), digest };
    walk.add('planned', by, body, { reason, inputs: {}, actions });
    const ruled = await ruleNow(walk, { ...plan, digest, digests }, []);
    const denied = ruled.actions.flatMap(({ reasons }) => reasons).find(({ effect }) => effect === 'deny');
    if (denied) throw new AppError('refused', denied.says);
    const id = `${state.id}.c${walk.state.version + 1}`;
    walk.add('ruled', by, { ...ruled, clearances: clear(digests, id, world.now(), REVIEWED_CLEARANCE_MS) });
    return `${offer.label}: being done.`;
  });
}

function plannedBody({
  agent,
  kind,
  play,
  confidence,
  undoes,
}: {
  agent: { name: string; version: string };
  kind: string;
  play: null;
  confidence: number;
  undoes: string;
}) {
  return { agent, kind, play, confidence, undoes };
}

/** Loads a case, lets `make` add entries, appends; again from the start when somebody else was quicker. */
async function change(
  world: World,
  caseId: string,
  make: (walk: Walk) => string | Promise<string>,
): Promise<DeskAnswer> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseId));
    const says = await make(walk);
    const done = await walk.commit(false);
    if (done.ok) return { case: caseId, version: walk.state.version, says };
  }
  throw busy();
}
