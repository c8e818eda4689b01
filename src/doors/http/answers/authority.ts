import { z } from 'zod';
import {
  Alarm,
  EvidenceAtChange,
  Rate,
  RolloutForm,
  Slice,
  RollbackItem,
} from '../../../authority/schema.ts';
import { Effect } from '../../../flow/ruling/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

/** One brake, thrown or released. */
export const SwitchAnswer = z.object({
  /** `all`, `workflow:W`, `agent:A`, `system:S`, `write:S.W` */
  switch: z.string(),
  label: z.string(),
  thrown_at: time.nullable(),
  by: z.string().nullable(),
  because: z.string().nullable(),
  drill: z.boolean(),
  /** Open cases that wait because of it; of a drill, actions done since that a throw would have stopped. */
  waiting: z.number(),
});

export const BrakeAnswer = z.object({
  /** Those that are thrown, newest first, drills among them. */
  thrown: z.array(SwitchAnswer),
  /** Everything that can be stopped, with labels, most general first. */
  offers: z.array(
    z.object({
      switch: z.string(),
      label: z.string(),
      group: z.enum(['all', 'workflow', 'agent', 'system', 'write']),
    }),
  ),
});

/** What a throw did, or would do. */
export const BrakeReport = z.object({
  switch: z.string(),
  says: z.string(),
  /** Actions that were in flight: they finish and are reported in their cases. */
  in_flight: z.array(z.object({ key: z.string(), case: z.string(), write: z.string() })),
  /** Open cases that it stops at their next action, by workflow. */
  open: z.array(z.object({ workflow: z.string(), label: z.string(), cases: z.number() })),
  /** Actions that it would have stopped in the last hour and the last day. */
  last_hour: z.number(),
  last_day: z.number(),
});

const Median = z.object({
  count: z.number(),
  /** Median, and the 95 % interval of it; null where there are too few. */
  minutes: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
/** One cohort of a workflow since the last change of stage. */
const Cohort = z.object({
  cases: z.number(),
  to_resolution: Median,
  rework: Rate.nullable(),
  failures: Rate.nullable(),
});

/** How far a workflow is rolled out, why, how it goes, and what the next step waits for. */
export const StageAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  rollout: RolloutForm.extend({ since: time.nullable(), version: z.number() }),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  /** What this person may do here. */
  may: z.object({ widen: z.boolean(), narrow: z.boolean(), says: z.string() }),
  evidence: EvidenceAtChange,
  /** Agreement of people with the agent, per play and per argument, in shadow, draft and control cases. */
  agreement: z.array(
    z.object({
      play: z.string(),
      label: z.string(),
      agreed: Rate,
      arguments: z.array(z.object({ name: z.string(), label: z.string(), agreed: Rate })),
    }),
  ),
  cohorts: z.object({
    agent: Cohort,
    control: Cohort,
    /** Difference of the medians (agent − control) in minutes, with its 95 % interval; null where it cannot be said. */
    difference: z.object({ minutes: z.number(), low: z.number(), high: z.number() }).nullable(),
    says: z.string(),
  }),
  ladder: z.array(
    z.object({
      to: RolloutForm,
      state: z.enum(['taken', 'next', 'later']),
      /** Each condition with what is so now; a step is proposed when all hold. */
      conditions: z.array(z.object({ says: z.string(), holds: z.boolean() })),
    }),
  ),
  /** A step whose conditions hold and that nobody has taken yet. */
  proposed: z.object({ to: RolloutForm, says: z.string(), at: time }).nullable(),
  /** The bounds beyond which it falls back to draft by itself, and how near they are. */
  watch: z.array(
    z.object({
      signal: Alarm.shape.signal,
      label: z.string(),
      bound: z.number(),
      rate: Rate,
      /** The evidence of the sequential test, as a share of what raises the alarm: 1 is the alarm. */
      evidence: z.number(),
      says: z.string(),
    }),
  ),
  history: z.array(
    z.object({
      at: time,
      by: z.string(),
      says: z.string(),
      because: z.string(),
      from: RolloutForm,
      to: RolloutForm,
      direction: z.enum(['widened', 'narrowed', 'moved']),
      evidence: z.string(),
      cases: z.array(z.string()),
    }),
  ),
});

/** The most that a workflow can do without a person, as its rules, budgets and stage let through. */
export const ExposureAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  stage: RolloutForm,
  /** False where the stage or a switch lets nothing run alone: then everything below is what it would be in `act`. */
  acts: z.boolean(),
  says: z.string(),
  writes: z.array(
    z.object({
      write: z.string(),
      label: z.string(),
      alone: z.boolean(),
      irreversible: z.boolean(),
      message: z.boolean(),
      /** Null: unbounded. Each with the rule that bounds it. */
      each: z.object({ money: MoneyAnswer.nullable(), by: z.array(z.string()), says: z.string() }),
      hour: z.object({
        count: z.number().nullable(),
        money: MoneyAnswer.nullable(),
        by: z.array(z.string()),
        says: z.string(),
      }),
      day: z.object({
        count: z.number().nullable(),
        money: MoneyAnswer.nullable(),
        by: z.array(z.string()),
        says: z.string(),
      }),
      undo: z.string().nullable(),
    }),
  ),
  /** Over all writes. Null: unbounded, or no money at all where `moves_money` is false. */
  moves_money: z.boolean(),
  total: z.object({
    hour: z.object({ money: MoneyAnswer.nullable(), count: z.number().nullable() }),
    day: z.object({ money: MoneyAnswer.nullable(), count: z.number().nullable() }),
  }),
  /** What nothing bounds, each a sentence with what to write. */
  unbounded: z.array(z.object({ write: z.string(), says: z.string(), suggestion: z.string() })),
});

export const NoticeAnswer = z.object({
  id: z.string(),
  at: time,
  workflow: z.string().nullable(),
  kind: z.string(),
  says: z.string(),
  link: z.string().nullable(),
  cases: z.array(z.string()),
});

export const RollbackSummary = z.object({
  id: z.string(),
  state: z.enum(['planned', 'running', 'paused', 'done', 'cancelled']),
  title: z.string(),
  slice: Slice,
  counts: z.record(z.string(), z.number()),
  by: z.string(),
  at: time,
  changed_at: time,
});
export const RollbackAnswer = RollbackSummary.extend({
  because: z.string(),
  money: z.array(MoneyAnswer),
  items: z.array(RollbackItem),
  says: z.string(),
  may: z.boolean(),
  /** It can be taken back itself: its undos are writes that have an undo. */
  reversible: z.boolean(),
});

const Sentences = z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() }));
/** What a changed boundary would mean: faults, the statement's difference, and its effect on the log. */
export const BoundaryCheck = z.object({
  faults: z.array(
    z.object({ line: z.number().nullable(), says: z.string(), suggestion: z.string().nullable() }),
  ),
  warnings: z.array(z.object({ line: z.number().nullable(), says: z.string() })),
  version: z.string().nullable(),
  statement: z.array(z.object({ write: z.string(), label: z.string(), sentences: Sentences })),
  limits: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      /** As the file writes it, without the unit's name: `50.00 EUR`, `30`. */
      value: z.string(),
      ceiling: z.string().nullable(),
      says: z.string(),
    }),
  ),
  backtest: z
    .object({
      cases: z.number(),
      /** Ruled cases that could not be ruled on again as they were then, and are not among them. */
      left_out: z.number(),
      /** Cases per second of the replay itself. */
      per_second: z.number(),
      from: time.nullable(),
      /** Changed rulings grouped by write and by the rule that used to decide; unintended widenings first. */
      groups: z.array(
        z.object({
          id: z.string(),
          direction: z.enum(['wider', 'narrower', 'other']),
          unintended: z.boolean(),
          says: z.string(),
          from: Effect,
          to: Effect,
          cases: z.number(),
          money: MoneyAnswer.nullable(),
          examples: z.array(z.object({ case: z.string(), title: z.string(), money: MoneyAnswer.nullable() })),
        }),
      ),
    })
    .nullable(),
});

export const ChangeAnswer = z.object({
  id: z.string(),
  workflow: z.string(),
  state: z.enum(['proposed', 'accepted', 'declined', 'withdrawn']),
  because: z.string(),
  by: z.string(),
  at: time,
  decided_by: z.string().nullable(),
  decided_at: time.nullable(),
  /** Why this person may not accept it; null where they may. */
  barred: z.string().nullable(),
});
export const BoundaryAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  version: z.string(),
  text: z.string(),
  /** `in_step`, or what stands between the files and what is in force. */
  files: z.object({
    state: z.enum(['in_step', 'console_ahead', 'conflict']),
    says: z.string(),
    /** The files' own text where it is another. */
    text: z.string().nullable(),
  }),
  may: z.object({
    change: z.boolean(),
    raise_ceilings: z.boolean(),
    needs_two: z.boolean(),
    says: z.string(),
  }),
  changes: z.array(ChangeAnswer.extend({ text: z.string() })),
  history: z.array(
    z.object({
      at: time,
      by: z.string(),
      from: z.enum(['files', 'console']),
      because: z.string(),
      version: z.string(),
    }),
  ),
});

export const AwayAnswer = z.object({
  away: z.array(z.object({ person: z.string(), until: time, deputy: z.string() })),
});

export const AuditItem = z.object({
  case: z.string(),
  workflow: z.string(),
  title: z.string(),
  closed_at: time,
});
