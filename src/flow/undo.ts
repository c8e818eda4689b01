import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { undoOffer } from './action/undo.ts';
import { actorOf, type DeskAnswer } from './desk.ts';
import { change } from './hands.ts';
import { digestOf, planDigest, plannedActions } from './plan/fill.ts';
import { clear } from './ruling/cleared.ts';
import { ruleNow } from './steps.ts';
import { REVIEWED_CLEARANCE_MS, type World } from './world.ts';

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
