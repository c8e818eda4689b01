import type { Cohort, Counter, Sum, Time } from './counters.ts';
import type { MetricId, Unit } from './schema.ts';

/** How a number is made from what was counted. */
export type Measure =
  | { as: 'share'; count: Counter; of: Counter }
  | { as: 'time'; time: Time; of: Counter }
  | { as: 'mean'; sum: Sum; of: Counter }
  | { as: 'money'; of: Counter; only?: 'edit' }
  | { as: 'spend'; of: Counter }
  | { as: 'hours'; of: Counter }
  | { as: 'backlog' };

export interface Definition {
  id: MetricId;
  label: string;
  unit: Unit;
  better: 'up' | 'down' | null;
  /** What it counts, for a person who reads it on a page. */
  means: string;
  measure: Measure;
  /** Whose decisions make the agent's number; and of whose it is a share, where that is more. */
  agent: readonly Cohort[];
  of?: readonly Cohort[];
  /** Whether people's own work has this number too. */
  people: boolean;
  /** It shows only days later, so that what is younger is not counted. */
  settles?: boolean;
  /** What it does not count, which a reader may take it to. */
  leaves: string;
  /** Why there is nothing to compare with, where people's own work has no such number. */
  why: string;
  parts?: readonly { name: string; label: string; count: Counter }[];
}

/** The roll-out in which an agent's plan counts; with what it planned unseen; and with all that people did meanwhile. */
export const ACTS = ['agent'] as const;
export const SEEN = ['agent', 'shadow'] as const;
export const ALL = ['agent', 'shadow', 'control'] as const;
