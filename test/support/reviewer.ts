import {
  audit,
  claim,
  decide,
  handle,
  late,
  settle,
  undo,
  type CaseState,
  type World,
} from '../../src/flow/index.ts';
import { shown } from '../../src/flow/case/check.ts';
import { deciders } from '../../src/flow/review/who.ts';
import { atHand } from '../../src/flow/desk/standing.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';

const MINUTE_MS = 60_000;

export const VERBS = [
  'claim',
  'approve',
  'approve',
  'edit',
  'reject',
  'escalate',
  'snooze',
  'handle',
  'undo',
  'settle',
  'late',
  'audit',
];

/** What people do where they see this. */
export function fitting(state: CaseState): string[] {
  if (state.status === 'unknown') return ['settle', 'settle', 'handle'];
  if (state.status === 'held')
    return state.review?.effect === 'approve' ? ['approve', 'approve', 'edit'] : ['edit'];
  if (state.status === 'closed' && state.rounds.at(-1)?.how === 'alone') return ['undo', 'undo', 'audit'];
  if (state.status === 'closed' && !state.seconded) return ['undo', 'undo', 'audit', 'late'];
  return state.actions.some(({ status }) => status === 'done') ? ['undo'] : ['claim', 'handle'];
}

/** Who may decide what is asked; nobody where no yes is asked for. */
export function mayDecide(state: CaseState, workspace: Workspace): Person[] {
  const workflow = workspace.workflows[state.workflow];
  const asked = workflow && atHand(state, { workspace, workflow, away: {} });
  const ids = asked && state.review?.effect === 'approve' ? deciders(asked) : [];
  return workspace.people.filter(({ id }) => ids.includes(id));
}

export const PLAYS = ['refund_shipping', 'apologise', 'answer', 'send_tracking', 'refund_order'];

/** One click of a person who has this state on the screen. */
export async function doIt(
  world: World,
  person: Person,
  verb: string,
  state: CaseState,
  draw: { play: string; at: number; done: boolean },
  now: Date,
): Promise<unknown> {
  // Most have on the screen what everybody sees; somebody who read the log otherwise knows the true plan too.
  const plan = (draw.at === 3 ? state : shown(state)).plan?.digest ?? '';
  const review = state.review?.id ?? `${state.id}.r1`;
  const key = state.actions[draw.at]?.key ?? state.actions[0]?.key ?? 'none';
  const kind = 'late_delivery';
  switch (verb) {
    case 'claim':
      return claim(world, person, review);
    case 'edit':
      return decide(world, person, review, { plan, decision: 'edit', kind, play: draw.play, inputs: {} });
    case 'escalate':
      return decide(world, person, review, { plan, decision: 'escalate', role: 'manager' });
    case 'snooze':
      return decide(world, person, review, {
        plan,
        decision: 'snooze',
        until: new Date(now.getTime() + MINUTE_MS).toISOString(),
      });
    case 'handle':
      return handle(world, person, state.id, {
        kind,
        play: draw.done ? 'apologise' : null,
        outcome: 'solved',
      });
    case 'undo':
      return undo(world, person, state.id, key);
    case 'audit':
      return audit(world, person, state.id, { kind, play: draw.play });
    case 'late': {
      const told = {
        what: 'chargeback',
        case: state.id,
        source: 'bank',
        source_id: `${state.id}-${draw.at}`,
      };
      const about = draw.done && key !== 'none' ? { ...told, key } : told;
      return late(world, about, async () => undefined);
    }
    case 'settle':
      return settle(world, person, state.id, { key, done: draw.done });
    default:
      return decide(world, person, review, { plan, decision: verb === 'reject' ? 'reject' : 'approve' });
  }
}
