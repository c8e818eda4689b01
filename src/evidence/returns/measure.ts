import { counted as countedWords } from '../words.ts';
import {
  differenceOfMeans,
  lossOf,
  meanOf,
  meanWithInterval,
  MEAN_MIN,
  shareOf,
  spreadOver,
  type Sums,
  type Sure,
} from './counts.ts';
import { DAYS_IN_MONTH } from './pay_back.ts';
import type { Measured } from './resolve.ts';
import type { InputName } from './schema.ts';

/** What was counted of the rounds of one group of cases. Minutes and hours as such, money in minor units. */
export interface GroupCounts {
  /** Decided rounds. */
  decided: number;
  handling: Sums;
  /** Hours until something first went out. */
  response: Sums;
  /** Rounds that closed long enough ago to have come back, and those that did. */
  closed: number;
  reworked: number;
}

export interface AgentCounts extends GroupCounts {
  cases: number;
  /** Rounds that people decided with the plan before them, and those that they did themselves. */
  reviewed: { count: number; known: Sums };
  byHand: { count: number; known: Sums };
  spent: Sums;
  /** Money of actions that were done and not taken back: all of it, that which nobody decided, and what of that was lost. */
  moved: { count: number; sum: number };
  alone: { count: number; sum: number };
  lost: { count: number; sum: number };
  otherCurrencies: number;
}

/** What was counted of one workflow in a span. */
export interface Counts {
  /** Days from the first plan that counts to the end of the span. */
  days: number;
  agent: AgentCounts;
  control: GroupCounts;
  baseline: GroupCounts;
}

/** Where the cases behind an input are: of the agent, or of the people that it is held against. */
export type Href = (name: InputName, who: Who) => string | null;
export type Who = 'agent' | 'control' | 'baseline';

/** A volume of fewer days says nothing of a month. */
export const DAYS_MIN = 7;

/** Every input that the counts can tell, with its interval. What they cannot tell is absent. */
export function measure(counts: Counts, href: Href): Partial<Record<InputName, Measured>> {
  const { agent, days } = counts;
  const made: Partial<Record<InputName, Measured>> = {};
  const put: Put = (name, value, count, says, who = 'agent') => {
    if (value) made[name] = { ...value, count, says, href: href(name, who) };
  };
  measurePeople(counts, put);
  if (days < DAYS_MIN || agent.cases === 0) return made;
  const months = days / DAYS_IN_MONTH;
  const perMonth = agent.cases / months;
  const span = `in ${countedWords(Math.round(days), 'day')}`;
  put(
    'cases',
    { value: perMonth, low: perMonth, high: perMonth },
    agent.cases,
    `${agent.cases} with the agent ${span}.`,
  );
  const { reviewed, byHand, decided } = agent;
  put(
    'review_minutes',
    spreadOver(reviewed, decided),
    decided,
    sayPart(reviewed, decided, 'a person looked at the plan'),
  );
  put('by_hand_minutes', spreadOver(byHand, decided), decided, sayPart(byHand, decided, 'a person did it'));
  const spent = meanWithInterval(agent.spent);
  put(
    'agent_spend',
    spent && { ...spent, low: Math.max(0, spent.low) },
    agent.spent.count,
    `The mean of ${agent.spent.count} plans.`,
  );
  const { lost, alone } = agent;
  const loss = lossOf({ lost: lost.count, sum: lost.sum, moved: alone.count, movedSum: alone.sum, months });
  put('lost', loss, alone.count, sayLost(lost.count, alone.count, span));
  return made;
}

type Put = (name: InputName, value: Sure | null, count: number, says: string, who?: Who) => void;

/** What people need without the agent: the control group where it is large enough, else the logging period. */
function measurePeople({ agent, control, baseline }: Counts, put: Put): void {
  const withMinutes = larger(control, baseline, ({ handling }) => handling.count);
  if (withMinutes) {
    const { group, says, who } = withMinutes;
    put(
      'minutes',
      meanWithInterval(group.handling),
      group.handling.count,
      `The mean of ${group.handling.count} cases ${says}.`,
      who,
    );
  }
  const withErrors = larger(control, baseline, ({ closed }) => closed);
  const after = 'that closed two weeks ago or longer';
  if (withErrors && agent.closed >= MEAN_MIN) {
    const { group, says, who } = withErrors;
    put(
      'error_share_before',
      shareOf(group.reworked, group.closed),
      group.closed,
      `${group.reworked} of ${group.closed} came back, ${says}.`,
      who,
    );
    put(
      'error_share_with',
      shareOf(agent.reworked, agent.closed),
      agent.closed,
      `${agent.reworked} of ${agent.closed} came back, of those ${after}.`,
    );
  }
  const withResponse = larger(control, baseline, ({ response }) => response.count);
  if (withResponse && meanOf(agent.response)) {
    const { group, says } = withResponse;
    const count = Math.min(agent.response.count, group.response.count);
    put(
      'hours_faster',
      differenceOfMeans(group.response, agent.response),
      count,
      `Means of ${agent.response.count} cases with the agent and ${group.response.count} ${says}.`,
    );
  }
}

function larger(control: GroupCounts, baseline: GroupCounts, count: (group: GroupCounts) => number) {
  if (count(control) >= MEAN_MIN)
    return { group: control, who: 'control' as const, says: 'in the control group, at the same time' };
  if (count(baseline) >= MEAN_MIN)
    return { group: baseline, who: 'baseline' as const, says: 'in the logging period' };
  return null;
}

function sayPart({ count, known }: { count: number; known: Sums }, of: number, what: string): string {
  if (count === 0) return `In none of ${of} ${what}.`;
  const mean = known.count === 0 ? '' : `, ${(known.sum / known.count).toFixed(1)} minutes each`;
  return `In ${count} of ${of} ${what}${mean}.`;
}

function sayLost(lost: number, alone: number, span: string): string {
  if (alone === 0) return `Nothing was moved without a person ${span}.`;
  return `${lost} of ${alone} that moved money without a person came back or were found wrong ${span}.`;
}
