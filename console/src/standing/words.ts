import type { Tone } from '../ui/effect.tsx';
import { count } from '../ui/words.ts';
import type { AgentStanding, StandingView } from './queries.ts';

type State = AgentStanding['state'];

/** What an agent has earned, in a word or two. */
export const STATES: Record<State, { says: string; tone: Tone }> = {
  earned: { says: 'Earned', tone: 'green' },
  granted: { says: 'Granted, not proved', tone: 'amber' },
  gathering: { says: 'Gathering evidence', tone: 'blue' },
  unsure: { says: 'Not sure enough', tone: 'grey' },
  vetoed: { says: 'Held back by its record', tone: 'red' },
  lost: { says: 'Lost', tone: 'red' },
  policy: { says: 'Proving anew', tone: 'amber' },
  counting: { says: 'Counting', tone: 'grey' },
};

/** “Asked first”: agents are asked in the order of their cost. */
export function orderText(order: number, all: number): string {
  if (all === 1) return 'the only one that is asked';
  return `asked ${ORDINALS[order - 1] ?? `as number ${order}`}`;
}
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** What a change of policy would end at once, for whom. */
export function closesText(view: StandingView, kinds: string[] | null): string {
  const open = view.agents.filter((agent) => agent.open);
  if (kinds?.length === 0) return 'Choose at least one kind.';
  const whom = kinds === null ? 'of any kind' : `of ${count(kinds.length, 'kind')}`;
  if (open.length === 0) {
    return `Nothing runs by itself here on evidence, so nothing closes. Evidence for cases ${whom} is gathered anew from now on.`;
  }
  const names = open.map((agent) => `${agent.agent} (${holdsText(agent)})`).join(', ');
  return `At once no case ${whom} runs by itself any more: what closes is ${names}. The agents go on proposing, people decide, and each decision counts towards opening it anew.`;
}

function holdsText(agent: AgentStanding): string {
  const lanes = agent.lanes.filter((lane) => lane.open).length;
  if (agent.granted?.stands) return 'granted';
  return lanes === 0 ? 'open' : count(lanes, 'open lane');
}

/** How full the evidence of a lane is, for a bar: all of it once the lane is open. */
export function fullness(share: number, isOpen: boolean): number {
  if (isOpen) return 1;
  return Math.min(0.98, Math.max(0, share));
}
