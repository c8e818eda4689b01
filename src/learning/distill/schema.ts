import type { Rate } from '../../authority/schema.ts';

/** One case as an agent (or a person) answered it: `answer` is a play, or anything else to be explained. */
export type Answered = {
  /** Facts and fields by name; the kind, where it is known before the answer, as the field `kind`. */
  fields: Record<string, string | number | boolean>;
  /** The words of the case, where they may explain the answer. */
  text?: string;
  answer: string;
};

/** One condition of a row. `unknown`: the field is not there. `says`: the text holds the word. */
export type Condition =
  | { field: string; test: 'is' | 'is not'; value: string | boolean }
  | { field: string; test: 'above' | 'at most'; value: number }
  | { field: string; test: 'unknown' }
  | { test: 'says'; value: string };

/** The first row that fits gives the answer; the last one has no conditions. */
export type TableRow = {
  when: Condition[];
  /** `order days late above 7 and topic is “late”`; `otherwise` for the last one. */
  says: string;
  answer: string;
  /** Of the cases it was made from that this row takes: how many have its answer. */
  taught: Rate | null;
  /** The same of held-out cases, which it was not made from. Null: none came to this row. */
  held: Rate | null;
};

/** A readable table that stands for a behaviour, and how truly it does. */
export type Table = {
  rows: TableRow[];
  /** Of held-out cases: how many the table answers as they were answered. Null: too few cases to hold any out. */
  fidelity: Rate | null;
  /** The same for one that always gives the most frequent answer: what the table must be better than. */
  always: Rate | null;
  /** Cases that it was made from, and cases held out. */
  taught: number;
  held: number;
  /** One sentence about all of it, with numbers. */
  says: string;
};
