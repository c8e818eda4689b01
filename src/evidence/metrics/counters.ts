/*
 * What is counted of each decision (a row of `decisions`): conditions in SQL over the columns of that one row, so that
 * the rollups, the list of cases behind a number and a plain query over the raw rows say the same by construction.
 */

/** Somebody or something decided: a plan that a new message overtook is no decision. */
const DECIDED = `(how is not null and how <> 'expired')`;
/** Decided, or still to be decided: what waits for people is part of the work, and was not done alone. */
const BEGUN = `(${DECIDED} or (how is null and closed_at is null))`;
const AUDITED = '(audited_at is not null)';
/** A person said what kind it is, beside an agent that had said so too. */
const ROUTED = `(planned is not null and (how in ('approved', 'edited', 'handled') or ${AUDITED}))`;
const COMPARED = `(agreed is not null and how <> 'alone')`;

export const COUNTERS = {
  plans: 'planned is not null',
  conflicts: 'planned is not null and conflict',
  begun: BEGUN,
  decided: DECIDED,
  prepared: `${BEGUN} and planned is not null`,
  alone: `how = 'alone' and closed_at is not null and not failed and decided_by is null`,
  intervened: `${BEGUN} and (how is null or how <> 'alone' or decided_by is not null)`,
  let_through: `how in ('approved', 'edited')`,
  edited: `how = 'edited'`,
  judged: `how in ('approved', 'edited', 'rejected')`,
  rejected: `how = 'rejected'`,
  compared: COMPARED,
  agreed: `${COMPARED} and agreed`,
  reworked: `${DECIDED} and reworked`,
  escalated: `${BEGUN} and escalated is not null`,
  escalated_too_late: `${BEGUN} and escalated = 'too_late'`,
  escalated_person: `${BEGUN} and escalated = 'person'`,
  escalated_role: `${BEGUN} and escalated = 'role'`,
  escalated_outcome: `${BEGUN} and escalated = 'outcome'`,
  failures: `${BEGUN} and failed_step is not null`,
  failed_context: `${BEGUN} and failed_step = 'context'`,
  failed_plan: `${BEGUN} and failed_step = 'plan'`,
  failed_action: `${BEGUN} and failed_step = 'action'`,
  failed_outcome: `${BEGUN} and failed_step = 'outcome'`,
  audited: AUDITED,
  deviating: `${AUDITED} and agreed is false`,
  routed: ROUTED,
  misrouted: `${ROUTED} and (planned_kind <> kind or (${AUDITED} and changed like '%"kind"%'))`,
} as const;
export type Counter = keyof typeof COUNTERS;
export const COUNTER_NAMES = Object.keys(COUNTERS) as Counter[];

/** Numbers of which count, sum and sum of squares are kept: enough for a mean and its interval. Null: does not count. */
export const SUMS = {
  /** Share of the inputs that an edit changed. */
  extent: `case when how = 'edited' then edited_share end`,
  /** What agents spent, in minor units of the workspace's currency. */
  spent: 'spent_minor::double precision',
  /** Minutes of a person's work: none where it ran by itself. */
  work: `case when not ${DECIDED} then null when how = 'alone' and decided_by is null then 0
    else handling_ms / 60000::double precision end`,
} as const;
export type Sum = keyof typeof SUMS;
export const SUM_NAMES = Object.keys(SUMS) as Sum[];

const SINCE = 'coalesce(since_at, opened_at)';
const ms = (from: string, to: string) =>
  `greatest(0, extract(epoch from ${to} - ${from})::double precision * 1000)`;

const SINCE_HERE = 'coalesce(decisions.since_at, decisions.opened_at)';
/** Rounds of one case are neighbours in the primary key. */
function sameCase(other: string): string {
  return `${other}.id > decisions.case_id || '.' and ${other}.id < decisions.case_id || '/'`;
}

/** Times in milliseconds, kept as histograms. Null: does not count. */
export const TIMES = {
  first_response: `case when first_response_at is not null then ${ms(SINCE, 'first_response_at')} end`,
  resolution: `case when closed_at is not null then ${ms(SINCE, 'closed_at')} end`,
  waiting: `case when ${DECIDED} and how <> 'alone' and at >= asked_at then ${ms('asked_at', 'at')} end`,
  handling: `case when ${DECIDED} then handling_ms::double precision end`,
} as const;
export type Time = keyof typeof TIMES;

/**
 * How long what is still open has taken up to a moment, over `decisions`, the newest of each open case. Null: it is over,
 * or its clock does not run. Work itself has no such clock: who has not begun has not worked.
 */
export const AGES = (now: string): Partial<Record<Time, string>> => ({
  first_response: `case when not exists (select from decisions earlier where ${sameCase('earlier')}
    and earlier.first_response_at is not null and coalesce(earlier.since_at, earlier.opened_at) = ${SINCE_HERE})
    then ${ms(SINCE_HERE, now)} end`,
  resolution: ms(SINCE_HERE, now),
  waiting: `case when decisions.at is null and decisions.asked_at is not null then ${ms('decisions.asked_at', now)} end`,
});
/** Still open: the case is, and nothing was planned anew since. */
export const OPEN = `decisions.closed_at is null and (decisions.how is null or decisions.how <> 'expired')
  and exists (select from cases where cases.id = decisions.case_id and cases.closed_at is null)
  and not exists (select from decisions later where ${sameCase('later')} and later.planned_at > decisions.planned_at)`;
export const TIME_NAMES = Object.keys(TIMES) as Time[];

/** Whose decision it is. The agent's are those of the roll-out in which its plan counted; the logging period is two. */
export const COHORTS = ['agent', 'shadow', 'control', 'recorded'] as const;
export type Cohort = (typeof COHORTS)[number];
export const COHORT = `case when cohort = 'recorded' or stage = 'record' then 'recorded'
  when cohort = 'control' then 'control' when stage = 'shadow' then 'shadow' else 'agent' end`;

/** The play that a decision is told apart by: the planned one, else the one that was carried out. */
export const PLAY = `coalesce(planned, decided, '')`;
