import type { InputName, Unit } from './schema.ts';

/** What one input is, before anybody measured it or said anything of it. */
export interface Definition {
  label: string;
  unit: Unit;
  per: string;
  /** Where it can be counted on the log; then its measurement goes before what anybody says. */
  isMeasurable: boolean;
  /** What stands until somebody says otherwise; null: nothing honest can stand there. */
  otherwise: number | null;
  /** One sentence for who has to say it. */
  means: string;
}

const A_MONTH = 'a month';
const A_CASE = 'a case';
const AN_HOUR = 'an hour';

/** Hours that setting up a first workflow takes: reading it, writing its boundary, looking at the first cases. */
const SETUP_HOURS = 16;
/** Hours a month to look at reports, rule updates and audits, and to keep systems connected. */
const UPKEEP_HOURS = 2;
/** Until handling time is measured, a plan is taken to need so many minutes of somebody. */
const REVIEW_MINUTES = 2;

/**
 * The inputs of a statement. Defaults are made so that they do not flatter: errors avoided and faster answers count
 * for nothing until somebody says what they are worth, and upkeep is never free.
 */
export const DEFINITIONS: Record<InputName, Definition> = {
  cases: define('Cases', 'count', A_MONTH, {
    isMeasurable: true,
    means: 'How many cases come in a month.',
  }),
  minutes: define('Minutes by hand', 'minutes', A_CASE, {
    isMeasurable: true,
    means: 'How long a person works on one case without the agent, on average.',
  }),
  by_hand_minutes: define('Minutes still by hand', 'minutes', A_CASE, {
    isMeasurable: true,
    means:
      'What people still do themselves with the agent at work, spread over all cases: those that it cannot do, or that were rejected. Until somebody says it, half of the work is taken to stay with people.',
  }),
  review_minutes: define('Minutes of review', 'minutes', A_CASE, {
    isMeasurable: true,
    otherwise: REVIEW_MINUTES,
    means:
      'What looking at plans takes, spread over all cases: those that ran by themselves count with none.',
  }),
  rate: define('An hour of work', 'money', AN_HOUR, {
    means: 'What an hour of those people costs, with everything that comes on top of wages.',
  }),
  setup_hours: define('Hours to set it up', 'hours', '', {
    otherwise: SETUP_HOURS,
    means: 'Describing the workflow, writing its boundary, looking at the first cases.',
  }),
  integration: define('Integration', 'money', '', {
    otherwise: 0,
    means: 'Paid once to connect systems: licences, or work of others.',
  }),
  upkeep_hours: define('Hours of upkeep', 'hours', A_MONTH, {
    otherwise: UPKEEP_HOURS,
    means: 'Reading reports, deciding rule updates, auditing, keeping systems connected.',
  }),
  agent_spend: define('Spent by agents', 'money', A_CASE, {
    isMeasurable: true,
    otherwise: 0,
    means: 'What the agents themselves cost for one case: calls of a model.',
  }),
  error_share_before: define('Errors without the agent', 'share', A_CASE, {
    isMeasurable: true,
    otherwise: 0,
    means: 'The share of cases that come back because something was wrong, without the agent.',
  }),
  error_share_with: define('Errors with the agent', 'share', A_CASE, {
    isMeasurable: true,
    otherwise: 0,
    means: 'The share of cases that come back with the agent at work.',
  }),
  error_cost: define('An error costs', 'money', A_CASE, {
    otherwise: 0,
    means: 'Putting one right: work and goodwill, without money that the agent itself moved.',
  }),
  hours_faster: define('Answered earlier by', 'hours', A_CASE, {
    isMeasurable: true,
    otherwise: 0,
    means: 'By how many hours the first answer comes earlier than without the agent.',
  }),
  hour_value: define('An hour earlier is worth', 'money', A_CASE, {
    otherwise: 0,
    means: 'What it is worth to you that a customer has an answer an hour earlier.',
  }),
  lost: define('Lost', 'money', A_MONTH, {
    isMeasurable: true,
    otherwise: 0,
    means: 'Money that agents moved by themselves and should not have.',
  }),
};

function define(label: string, unit: Unit, per: string, rest: Partial<Definition>): Definition {
  return { label, unit, per, isMeasurable: false, otherwise: null, means: '', ...rest };
}
