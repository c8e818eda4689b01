import { z } from 'zod';
import { STAGES } from '../../authority/schema.ts';
import type { StandingLimits } from '../../learning/standing/schema.ts';
import type { Attention, LadderStep, StepDown } from '../rollout.ts';
import { Amount, Duration, entry, form, within } from './form.ts';

const PERCENT = /^(\d{1,3}(?:\.\d{1,3})?)\s*%$/;
const PERCENT_MAX = 100;

/** `25%`: percent, 0–100. */
export const Percent: z.ZodType<number> = form((raw, fail) => {
  const percent = Number(PERCENT.exec(String(raw))?.[1]);
  if (percent >= 0 && percent <= PERCENT_MAX) return percent;
  fail('is not a share\nwrite a percentage such as 25%');
  return undefined;
});

/** `2%`: a rate as a share, 0–1. `off` is null. */
const Bound = Percent.transform((percent) => percent / PERCENT_MAX);
const Watched = z.union([z.literal('off').transform(() => null), Bound]);

const StageName = z.enum(STAGES);
const Kinds = z.array(z.string()).nullable();

/** Steps that the console offers to write down, and a workflow may: what must hold before each is proposed. */
export const LadderForm: z.ZodType<LadderStep[]> = z
  .array(
    entry({
      stage: StageName,
      share: Percent.default(PERCENT_MAX),
      kinds: Kinds.default(null),
      after: entry({
        decisions: z.int().min(0).default(0),
        days: z.number().min(0).default(0),
        disagreement: Bound.optional(),
        rework: Bound.optional(),
        failures: Bound.optional(),
        conflicts: Bound.optional(),
      }).prefault({}),
    }),
  )
  .transform((steps) => steps.map(({ stage, share, kinds, after }) => ({ stage, share, kinds, ...after })));

/** Rates that are borne where a workflow says nothing of it. */
export const STEP_DOWN: StepDown = {
  failures: 0.05,
  rework: 0.1,
  disagreement: 0.2,
  conflicts: 0.05,
  per: 1_000,
};

export const StepDownForm: z.ZodType<StepDown> = entry({
  failures: Watched.default(STEP_DOWN.failures),
  rework: Watched.default(STEP_DOWN.rework),
  disagreement: Watched.default(STEP_DOWN.disagreement),
  conflicts: Watched.default(STEP_DOWN.conflicts),
  /** At most one false alarm in so many decisions, on average. */
  per: z.int().min(20).max(1_000_000).default(STEP_DOWN.per),
});

export const CheckForm = entry({
  id: z.string().min(1),
  on: z.string().optional(),
  must: z.string().min(1),
  says: z.string().min(1),
  effect: z.enum(['approve', 'human', 'deny']).default('human'),
});
export type CheckForm = z.infer<typeof CheckForm>;

const PLAN_TIME_MS = 60_000;

export const LimitsForm = entry({
  turns: z.int().min(1).nullable().default(null),
  tokens: z.int().min(1).nullable().default(null),
  time: Duration.default(PLAN_TIME_MS),
  cost: Amount.nullable().default(null),
  cost_per_day: Amount.nullable().default(null),
});

/** What must be proved where a workflow says nothing of it: alpha and delta of `src/learning/gate/`. */
export const STANDING: StandingLimits = { risk: 0.02, error: 0.05, granted: {} };

export const StandingForm: z.ZodType<StandingLimits> = entry({
  risk: Bound.default(STANDING.risk),
  error: Bound.default(STANDING.error),
  granted: z.record(z.string(), z.string().min(1)).default({}),
}).refine(({ risk, error }) => risk > 0 && risk < 1 && error > 0 && error < 1, {
  message: 'asks for a proof that no evidence can give\nwrite shares such as risk: 2%, error: 5%',
});

/** Nobody is checked unless the workflow's file says so. */
export const ATTENTION: Attention = { checks: 0, second: 0 };

export const AttentionForm: z.ZodType<Attention> = entry({
  checks: Percent.default(ATTENTION.checks),
  second: Percent.default(ATTENTION.second),
});

const AUDIT_SHARE = 5;
const AUDIT_TARGET = 0.05;

/** `5%`, or `{share: 5%, target: 5%}`: percent of what ran by itself, and the deviations it should stay below. */
export const AuditsForm = z.union([
  Percent.transform((share) => ({ share, target: AUDIT_TARGET })),
  entry({ share: Percent.default(AUDIT_SHARE), target: Bound.default(AUDIT_TARGET) }),
]);

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const HOURS = /^([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)$/;
const HOLIDAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTES_MAX = 24 * 60;

type Fail = (message: string, path?: (string | number)[]) => void;

/** `{mon-fri: 09:00-17:30, sat: 10:00-13:00, holidays: [2026-12-25]}` */
export const HoursForm = form((raw, fail) => {
  const given = within(z.record(z.string(), z.unknown()), raw, fail);
  if (!given) return undefined;
  const { holidays: days, ...rest } = given;
  const week: ({ from: number; to: number } | null)[] = DAYS.map(() => null);
  for (const [name, hours] of Object.entries(rest)) {
    const span = spanOf(name);
    if (!span) {
      fail('is not a day or a span of days\nwrite mon, tue … sun, or mon-fri', [name]);
      continue;
    }
    const open = hoursOf(hours, name, fail);
    for (let day = span.first; day <= span.last; day++) week[day] = open ?? null;
  }
  const Holidays = z.array(z.string().regex(HOLIDAY, 'is not a day\nwrite one such as 2026-12-25'));
  const holidays = days === undefined ? [] : (within(Holidays, days, fail, ['holidays']) ?? []);
  if (week.every((day) => day === null)) fail('names no working time\nwrite mon-fri: 09:00-17:00');
  return { week, holidays };
});

function spanOf(name: string): { first: number; last: number } | undefined {
  const [from = '', to = from] = name.split('-');
  const first = DAYS.findIndex((day) => day === from);
  const last = DAYS.findIndex((day) => day === to);
  return first < 0 || last < first ? undefined : { first, last };
}

function hoursOf(raw: unknown, name: string, fail: Fail): { from: number; to: number } | undefined {
  const match = HOURS.exec(String(raw));
  const minutes = (hour: number, minute: number) => Number(match?.[hour]) * 60 + Number(match?.[minute]);
  const open = { from: minutes(1, 2), to: minutes(3, 4) };
  if (match && open.from < open.to && open.to <= MINUTES_MAX) return open;
  fail('is not a span of hours\nwrite one such as 09:00-17:30', [name]);
  return undefined;
}
