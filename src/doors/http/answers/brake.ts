import { z } from 'zod';
import { time } from './basic.ts';

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
