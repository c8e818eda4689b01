import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { time } from './basic.ts';

/** A number with what it was counted from and a way to the cases behind it. */
const Measure = z.object({
  id: z.string(),
  label: z.string(),
  /** With its count and its interval. */
  says: z.string(),
  /** Fewer cases than say much. */
  small: z.boolean(),
  /** A path of the console; null where there is nothing to list. */
  href: z.string().nullable(),
});

const TableRow = z.object({
  /** `order.days_late > 7 and topic is late` */
  says: z.string(),
  play: z.string(),
  label: z.string(),
  taught: Rate.nullable(),
  held: Rate.nullable(),
});

/** Something that it does although nobody wrote it, or may do and never does. */
const Parting = z.object({ says: z.string(), cases: z.number(), href: z.string().nullable() });

export const CARD_CHANGES = ['version', 'boundary', 'stage', 'lane', 'policy', 'rule'] as const;

/** The living document of one agent of a workflow, made from the log at every look. */
export const CardAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  made_at: time,
  agents: z.array(z.object({ name: z.string(), version: z.string(), kind: z.string() })),
  agent: z.object({ name: z.string(), version: z.string(), kind: z.string(), says: z.string() }),
  /** What it may do: the boundary's sentences about writes that its plays use. */
  may: z.object({
    says: z.string(),
    /** How far the roll-out and the evidence let it act at present. */
    now: z.string(),
    writes: z.array(z.object({ write: z.string(), label: z.string(), sentences: z.array(z.string()) })),
    always: z.array(z.string()),
    never: z.array(z.string()),
  }),
  /** What it does: a table distilled from its behaviour. Null: too few cases. */
  does: z.object({
    says: z.string(),
    cases: z.number(),
    table: z
      .object({
        rows: z.array(TableRow),
        fidelity: Rate.nullable(),
        always: Rate.nullable(),
        says: z.string(),
      })
      .nullable(),
  }),
  parts: z.object({
    says: z.string(),
    /** It does what no rule speaks of. */
    unwritten: z.array(Parting),
    /** It may do it, and never did. */
    unused: z.array(Parting),
    /** It planned what is denied. */
    denied: z.array(Parting),
  }),
  well: z.object({ says: z.string(), measures: z.array(Measure) }),
  changed: z.array(
    z.object({
      at: time,
      what: z.enum(CARD_CHANGES),
      says: z.string(),
      by: z.string(),
      because: z.string(),
      href: z.string().nullable(),
    }),
  ),
  /** All of it as one document. */
  markdown: z.string(),
});
