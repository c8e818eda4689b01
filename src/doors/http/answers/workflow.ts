import { z } from 'zod';
import { Effect } from '../../../flow/ruling/schema.ts';
import { InputAnswer } from './plan.ts';

export const WorkflowAnswer = z.object({
  name: z.string(),
  label: z.string(),
  purpose: z.string(),
  pressure: z.string(),
  version: z.string(),
  stage: z.string(),
  kinds: z.array(z.object({ name: z.string(), label: z.string(), cases: z.number() })),
  map: z.object({
    reads: z.array(
      z.object({
        fact: z.string(),
        label: z.string(),
        read: z.string(),
        system: z.string(),
        optional: z.boolean(),
        fresh_ms: z.number().nullable(),
        with: z.record(z.string(), z.string()),
      }),
    ),
    writes: z.array(
      z.object({
        write: z.string(),
        label: z.string(),
        system: z.string(),
        money: z.string().nullable(),
        undo: z.string().nullable(),
        irreversible: z.boolean(),
        exactly_once: z.string(),
      }),
    ),
    never: z.array(z.string()),
  }),
  plays: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      writes: z.array(z.string()),
      inputs: z.array(InputAnswer),
      cases: z.number(),
      ends: z.string().nullable(),
    }),
  ),
  agents: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      version: z.string(),
      says: z.string(),
      rows: z.array(
        z.object({ id: z.string(), when: z.string().nullable(), play: z.string(), because: z.string() }),
      ),
    }),
  ),
  boundary: z.object({
    version: z.string(),
    file: z.string(),
    text: z.string(),
    otherwise: Effect,
    statement: z.array(z.object({ write: z.string(), text: z.string(), rules: z.array(z.string()) })),
    limits: z.array(z.object({ name: z.string(), value: z.string(), ceiling: z.string().nullable() })),
  }),
  playbook: z.string(),
  counts: z.object({
    open: z.number(),
    held: z.number(),
    closed: z.number(),
    alone: z.number(),
    by_people: z.number(),
    reworked: z.number(),
  }),
  /** Faults of a newer version on disk that is not in force. */
  faults: z.array(
    z.object({
      file: z.string(),
      line: z.number().optional(),
      says: z.string(),
      suggestion: z.string().optional(),
    }),
  ),
});
