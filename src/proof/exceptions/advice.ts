import type { TimedRound } from './cases.ts';

const OF_STEP: Record<string, string> = {
  context:
    'Facts could not be read: look at whether that system is slow or down, and how long its facts stay fresh.',
  plan: 'No plan came about: look at what the agent was missing.',
  action: 'The system refused it or did not answer: open one and read what it said.',
  outcome:
    'It was done, and the end state did not hold: look at whether the workflow asks for the right end state.',
};
const OF_RISE: Record<string, string> = {
  too_late: 'Nobody decided in time: give the step more people, or more time before it goes up.',
  person: 'People passed it on: ask them why, and give the step to who decides in the end.',
  role: 'It went to another role: let that role decide it at once.',
  outcome: 'It ended with somebody else: look at whether it belongs to this workflow at all.',
};

/** What to look at where no rule suggests itself, in a sentence. */
export function adviseOn({ cause, failedStep, escalated }: TimedRound): string {
  switch (cause) {
    case 'failed':
      return OF_STEP[failedStep ?? ''] ?? 'Open one and read where it stopped.';
    case 'escalated':
      return OF_RISE[escalated ?? ''] ?? 'Open one and read to whom it went.';
    case 'conflict':
      return 'The agent plans what the boundary denies: change what plans it, or the rule if it is wrong.';
    case 'reworked':
      return 'It was done and came back: read what the customer wrote then, and put such plans before a person first.';
    case 'edited':
    case null:
      return 'They are too few, or have too little in common, for a rule: read them one by one.';
  }
}
