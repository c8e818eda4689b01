import type { Cohort } from './counters.ts';
import { COST } from './define_cost.ts';
import { QUALITY } from './define_quality.ts';
import { WORK } from './define_work.ts';
import type { Definition } from './define.ts';

export type { Definition, Measure } from './define.ts';

/** Each metric, defined once, in the order in which a page shows them. docs/metrics.md is held against it. */
export const DEFINITIONS: readonly Definition[] = [...WORK, ...QUALITY, ...COST];

const byId = new Map<string, Definition>(DEFINITIONS.map((one) => [one.id, one]));

/** The definition of a metric; undefined for a name that is none. */
export function definitionOf(id: string): Definition | undefined {
  return byId.get(id);
}

/** Whose decisions stand for people: the control group at the same time, and the logging period. */
export const CONTROL: readonly Cohort[] = ['control'];
export const BASELINE: readonly Cohort[] = ['recorded', 'shadow'];
