import { z } from 'zod';
import { time } from './basic.ts';

/**
 * `up`: what was asked last was answered. `unsure`: something went wrong in the last minutes. `down`: it takes no calls,
 * and its cases are held. `unknown`: nothing was asked of it yet.
 */
export const Light = z.enum(['up', 'unsure', 'down', 'unknown']);

/** How often it was called in the last hour, probes left out. */
export const CallsAnswer = z.object({
  calls: z.number(),
  faults: z.number(),
  /** Mean of what the calls took; null where there was none. */
  mean_ms: z.number().nullable(),
  slowest_ms: z.number().nullable(),
});

export const SystemSummary = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.string(),
  light: Light,
  /** What the light means, in a sentence. */
  says: z.string(),
  /** Since when it is down. */
  since: time.nullable(),
  last_ok_at: time.nullable(),
  last_fault_at: time.nullable(),
  /** Open cases that wait for it. */
  held: z.number(),
  last_hour: CallsAnswer,
  reads: z.number(),
  writes: z.number(),
  /** Workflows whose map names it. */
  workflows: z.array(z.object({ name: z.string(), label: z.string() })),
  /** Where a person sees the system itself. */
  page: z.string().nullable(),
});

export const SystemsAnswer = z.object({
  systems: z.array(SystemSummary),
  /** This Remit runs against recorded answers, and nothing real can be reached. */
  sandbox: z.boolean(),
});

const Offer = z.object({
  name: z.string(),
  label: z.string(),
  /** How it is reached: `GET /orders/{order_id}`, a statement, a tool. */
  via: z.string(),
  args: z.array(z.object({ name: z.string(), type: z.string(), optional: z.boolean() })),
  /** Workflows that may use it. Nobody else can. */
  used_by: z.array(z.object({ name: z.string(), label: z.string() })),
  last_hour: CallsAnswer,
});

export const SystemAnswer = SystemSummary.extend({
  limits: z.array(z.object({ name: z.string(), says: z.string() })),
  /** The dry read, as a person would say it. */
  probe: z.string(),
  offers: z.object({
    reads: z.array(Offer.extend({ fresh_ms: z.number().nullable() })),
    writes: z.array(
      Offer.extend({
        /** The argument that budgets sum. */
        money: z.string().nullable(),
        /** What becomes of a second sending, in a sentence. */
        once: z.string(),
        confirm: z.string().nullable(),
        undo: z.string().nullable(),
        /** The writes that it takes back: nobody may plan it, and a person who takes those back uses it. */
        undo_of: z.array(z.string()),
        irreversible: z.boolean(),
        /** What holds it in each workflow that may use it. */
        governed: z.array(z.object({ workflow: z.string(), label: z.string(), rules: z.number() })),
      }),
    ),
  }),
  /** What can be done in the system that Remit does not see or hold. */
  ungoverned: z.array(z.string()),
  faults: z.array(
    z.object({ at: time, verb: z.string(), name: z.string(), says: z.string(), took_ms: z.number() }),
  ),
  /** When it was down, newest first. */
  outages: z.array(
    z.object({ since: time, until: time.nullable(), says: z.string(), held: z.number().nullable() }),
  ),
  /** Cases that wait for it, at most 20. */
  waiting: z.array(z.object({ id: z.string(), title: z.string(), since: time })),
});

export const ProbeAnswer = z.object({
  ok: z.boolean(),
  says: z.string(),
  todo: z.string().nullable(),
  warnings: z.array(z.object({ says: z.string(), todo: z.string().nullable() })),
  took_ms: z.number(),
});
