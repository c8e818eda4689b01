import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { DECISIONS, MISTAKES } from '../../../flow/review/schema.ts';
import { time } from './basic.ts';

/** A known-answer check after its answer: what was planted, and what the person made of it. */
export const CheckAnswer = z.object({
  caught: z.boolean(),
  mistake: z.enum(MISTAKES),
  /** What was wrong, as a sentence: "Amount was ten times as much." */
  says: z.string(),
  by: z.string(),
  at: time,
  decision: z.enum([...DECISIONS, 'handled']),
  /** The planted plan beside the true one, part by part. */
  differences: z.array(z.object({ what: z.string(), planted: z.string(), true: z.string() })),
});

/** How two people judge the same case, each without the other's answer. */
export const AgreementAnswer = z.object({
  rate: Rate.nullable(),
  /** Agreement beyond chance (Gwet's AC1) with its 95 % interval; null below ten cases. */
  beyond_chance: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  says: z.string(),
  /** Cases on which they did not agree, newest first. */
  cases: z.array(z.object({ case: z.string(), at: time, first: z.string(), second: z.string() })),
});

/** How one person looks before they decide. */
export const LookAnswer = z.object({
  person: z.string(),
  name: z.string(),
  /** Decisions in the time asked for, and of how many it is known how long the case was on the screen. */
  decisions: z.number(),
  timed: z.number(),
  /** Seconds on screen: the median with its 95 % interval, and the middle four fifths; null below ten. */
  pace: z
    .object({
      seconds: z.number(),
      low: z.number(),
      high: z.number(),
      tenth: z.number(),
      ninetieth: z.number(),
    })
    .nullable(),
  /** Of decisions with a plan on the screen, in how many each part was opened or scrolled to. */
  opened: z.array(z.object({ part: z.string(), label: z.string(), rate: Rate })),
  /** Approvals in less than a second, and the rule of the warning. */
  quick: z.object({
    rate: Rate.nullable(),
    /** So many in a row warn, at this person's usual pace. */
    needed: z.number(),
    /** How long the run is that goes on now. */
    run: z.number(),
    warns: z.boolean(),
    says: z.string(),
    /** Runs that were long enough, newest first. */
    runs: z.array(z.object({ from: time, to: time, length: z.number(), cases: z.array(z.string()) })),
  }),
  checks: z.object({
    /** Share of planted mistakes that were noticed. */
    caught: Rate.nullable(),
    says: z.string(),
    recent: z.array(
      z.object({
        case: z.string(),
        at: time,
        mistake: z.enum(MISTAKES),
        says: z.string(),
        caught: z.boolean(),
      }),
    ),
  }),
  agreement: AgreementAnswer,
  /** What an agreement of this person with a plan on the screen counts for as evidence, 0–1. */
  weight: z.object({
    factor: z.number(),
    why: z.enum(['good', 'unmeasured', 'misses', 'run']),
    says: z.string(),
  }),
  says: z.string(),
});

/** What a person sees of their own looking. */
export const AttentionAnswer = z.object({
  from: time,
  /** Percent of held plans and of decided cases, per workflow, where any are set. */
  set: z.array(z.object({ workflow: z.string(), label: z.string(), checks: z.number(), second: z.number() })),
  mine: LookAnswer,
});

/** All reviewers at a glance, for owners. */
export const ReviewersAnswer = z.object({
  from: time,
  reviewers: z.array(LookAnswer),
  checks: Rate.nullable(),
  agreement: AgreementAnswer,
  says: z.string(),
});

/** One week's draw of what ran by itself. */
export const AuditWeek = z.object({
  /** Monday of the week: `2026-03-02`. */
  week: z.string(),
  ran: z.number(),
  drawn: z.number(),
  judged: z.number(),
  deviated: z.number(),
  /** Drawn and not judged in time; each counts as a deviation, for what was not looked at must not flatter. */
  overdue: z.number(),
  /** Drawn, and came back before anybody judged it: it counts as a deviation. */
  came_back: z.number(),
  waiting: z.number(),
  rate: Rate.nullable(),
});

/** The weekly spot audits of a workflow against their target. */
export const AuditsOfWorkflow = z.object({
  workflow: z.string(),
  label: z.string(),
  /** Percent that is drawn, and the share of deviations to stay below. */
  share: z.number(),
  target: z.number(),
  weeks: z.array(AuditWeek),
  /** All these weeks together. */
  total: AuditWeek.omit({ week: true }).extend({
    /** One-sided 95 % bounds of the rate of deviations, exact (Clopper & Pearson). */
    at_least: z.number(),
    at_most: z.number(),
  }),
  target_is: z.enum(['met', 'not_met', 'unknown']),
  /** Cases without a deviation that would show the target to be met; null where it is met or lost. */
  needed: z.number().nullable(),
  says: z.string(),
  /** Judged cases in which the person would have done otherwise, newest first. */
  deviations: z.array(z.object({ case: z.string(), at: time, title: z.string(), says: z.string() })),
});
export const AuditWeeksAnswer = z.object({ from: time, workflows: z.array(AuditsOfWorkflow) });
