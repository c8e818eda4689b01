import type { Rate } from '../../authority/schema.ts';

/** One declared value that a condition may speak of: a field of the event or of a fact, by its path. */
export interface Field {
  path: string;
  /** As people read it: "order, delivered at". */
  label: string;
  type: 'choice' | 'boolean' | 'number' | 'money' | 'time' | 'list';
  /** It may be missing, so that whether it is known can say something. */
  optional: boolean;
}

/** What conditions of a workflow may be made of. */
export interface Language {
  fields: readonly Field[];
  /** Paths of the event's texts, in which words are looked for: `event.message`. */
  texts: readonly string[];
  currency: string;
}

/** One part of a condition. Times are whole days before the decision; money is in units, not minor units. */
export type Literal =
  | { is: 'known' | 'unknown'; path: string }
  | { is: 'equals'; path: string; value: string | boolean }
  | { is: 'more' | 'at_most'; path: string; value: number }
  | { is: 'word'; word: string };

/** Stands for the plan of a case in which nothing was planned: no row of the table speaks. */
export const NO_PLAN = '';

/** The path under which a plan's kind stands among the values of a case. */
export const KIND_PATH = 'plan.kind';

/** A decided case with a plan, as conditions are held against it. */
export interface DecidedCase {
  id: string;
  /** Declared values by path, and the plan's kind under `plan.kind`. What is missing is not there. */
  fields: Readonly<Record<string, string | number | boolean>>;
  /** What the customer wrote, in lower case. */
  text: string;
  /** Whom or what the case is about, where that is known: cases of one subject are one voice for a word. */
  subject?: string;
  /** Who planned, and the play that was planned; `NO_PLAN` where nothing was. */
  agent: string;
  planned: string;
  /** The play that a person decided; null where they took it over, or rejected it. */
  decided: string | null;
}

/** What people did where an agent had planned `planned`; `to` null: a person took it over or rejected it. */
export interface Turn {
  agent: string;
  planned: string;
  to: string | null;
}

/** How well a condition explains a turn. */
export interface Proof {
  precision: Rate;
  base: Rate;
  /** Chance under no connection, corrected; null where a person chose the condition. */
  p: number | null;
  tried: number;
}

/** A condition that explains when people decided otherwise. */
export interface Finding {
  turn: Turn;
  literals: Literal[];
  proof: Proof;
}

export interface Mined {
  findings: Finding[];
  /** Cases looked at, and those in which people decided otherwise. */
  cases: number;
  changed: number;
  /** Conditions that could have been found. */
  tried: number;
}
