import { counted, type Histogram } from '../metrics/bins.ts';
import { counted as countedWords } from '../words.ts';
import { fasterAnswers } from './answers.ts';
import { lossOf, meanWithInterval, MEAN_MIN, shareOf, spreadOver, type Sums, type Sure } from './counts.ts';
import { DAYS_IN_MONTH } from './pay_back.ts';
import type { Measured } from './resolve.ts';
import { larger, peoplesMinutes, stillByHand } from './minutes.ts';
import type { InputName } from './schema.ts';

/** What was counted of the rounds of one group of cases. Minutes and hours as such, money in minor units. */
export interface GroupCounts {
  /** Decided rounds. */
  decided: number;
  handling: Sums;
  /** The same, kind by kind. */
  kinds: KindMinutes[];
  /** Times (ms) until something first went out, and how long those wait to whom nothing has yet. */
  answers: { ended: Histogram; open: Histogram };
  /** Rounds that closed long enough ago to have come back, and those that did. */
  closed: number;
  reworked: number;
}

/** Decisions of one kind, and the minutes that are known of them. */
export interface KindMinutes {
  kind: string;
  decided: number;
  known: Sums;
  minutes: Histogram;
}

export interface AgentCounts extends GroupCounts {
  /** Cases with a decision; and decisions that still wait for people. */
  cases: number;
  waiting: number;
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
  const cases = agent.cases + agent.waiting;
  const perMonth = cases / months;
  const span = `in ${countedWords(Math.round(days), 'day')}`;
  put(
    'cases',
    { value: perMonth, low: perMonth, high: perMonth },
    cases,
    `${cases} with the agent ${span}${sayWaiting(agent.waiting)}.`,
  );
  const { reviewed, byHand, waiting } = agent;
  const all = agent.decided + waiting;
  const people = peoplesMinutes(counts);
  put(
    'review_minutes',
    spreadOver(reviewed, all),
    all,
    sayPart(reviewed, all, 'a person looked at the plan'),
  );
  put(
    'by_hand_minutes',
    stillByHand(byHand, { waiting, all }, people),
    all,
    `${sayPart(byHand, all, 'a person did it')}${sayAsHand(waiting)}`,
  );
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
  const minutes = peoplesMinutes({ agent, control, baseline });
  if (minutes) put('minutes', minutes, minutes.count, minutes.says, minutes.who);
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
  const withResponse = larger(control, baseline, ({ answers }) => counted(answers.ended));
  if (withResponse) {
    const { group, says } = withResponse;
    const faster = fasterAnswers(agent.answers, group.answers);
    if (faster) put('hours_faster', faster, faster.count, `${faster.says} ${says}.`);
  }
}

function sayWaiting(waiting: number): string {
  return waiting === 0 ? '' : `, ${waiting} of them still to be decided`;
}

function sayAsHand(waiting: number): string {
  if (waiting === 0) return '';
  return ` ${waiting} ${waiting === 1 ? 'waits' : 'wait'} and ${waiting === 1 ? 'counts' : 'count'} as the longest part of people’s work.`;
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
