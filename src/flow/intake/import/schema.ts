import { z } from 'zod';

export const FORMATS = ['csv', 'json', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** How a file is written. `separator` counts for CSV only. */
export interface Layout {
  format: Format;
  separator: string;
}

/** One row of a file. A row that cannot be read has `bad` instead of values, and never stops the others. */
export interface Row {
  /** 1 for the first row; a header is not counted. */
  number: number;
  /** Line on which the row begins, 1 for the first of the file. */
  line: number;
  values: Record<string, unknown>;
  bad?: string;
}

/** Where the value of a target comes from: a column, a column whose values are translated, or always the same. */
export const Source = z.union([
  z.string().min(1),
  z.strictObject({
    column: z.string().min(1),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  }),
  z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
]);
export type Source = z.infer<typeof Source>;

/** What one step of several says of itself, each a column of the step's own record. */
export const STEP_TARGETS = [
  'by',
  'name',
  'at',
  'kind',
  'play',
  'decision',
  'role',
  'outcome',
  'minutes',
  'note',
] as const;

/** Rows that hold a list of events: each becomes a step of the case that somebody took. */
export const Steps = z.strictObject({
  from: z.string().min(1),
  map: z.partialRecord(z.enum(STEP_TARGETS), Source),
});
export type Steps = z.infer<typeof Steps>;

/** Which column holds what: event fields by their names, and the targets of `DECISION_TARGETS`. */
export const Mapping = z.strictObject({
  map: z.record(z.string(), Source).default({}),
  steps: Steps.optional(),
});
export type Mapping = z.infer<typeof Mapping>;

/** What a row may say besides its event's fields; `inputs.<name>` and `facts.<name>` come on top. */
export const DECISION_TARGETS = [
  'source_id',
  'received_at',
  'kind',
  'play',
  'decided_by',
  'decided_at',
  'minutes',
  'outcome',
  'reworked',
  'note',
  'facts',
] as const;
export type DecisionTarget = (typeof DECISION_TARGETS)[number];

export const OUTCOMES = ['solved', 'escalated', 'failed'] as const;

/** A longer row is not taken: an event's text is at most a tenth of it. */
export const ROW_CHARS_MAX = 1_000_000;
