import type { Shape } from '../workspace/shape.ts';
import { compile } from './cel/compile.ts';
import type { Names } from './cel/names.ts';
import { parseCondition } from './cel/parse.ts';
import type { Problem } from './cel/problem.ts';
import { Run, type Scope } from './cel/run.ts';
import { UNKNOWN } from './cel/values.ts';
import { rootsOf } from './compiled.ts';
import type { Facts } from './schema.ts';
import { factNamed, isUntrusted, readFact, type Declared } from './scope.ts';

/** The names that a condition outside a boundary may use: those of an event and of facts. */
export interface ConditionNames {
  event?: Record<string, Shape>;
  facts?: Record<string, Shape>;
  args?: Record<string, Shape>;
}

/** What a condition is held against. Facts that are missing or stale against `now` are unknown. */
export interface ConditionScope {
  event?: Record<string, unknown>;
  facts?: Facts;
  args?: Record<string, unknown>;
  now: Date;
  timeZone: string;
}

export interface Answer {
  value: boolean | 'unknown';
  /** Paths of what was not known, sorted: `parcel`, `order.delivered_at`. Empty unless the value is unknown. */
  missing: string[];
  /** Why, as sentences: "parcel is missing: the carrier did not answer". */
  says: string[];
}

export type CompiledCondition =
  | { ok: true; facts: string[]; evaluate(scope: ConditionScope): Answer }
  /** `span` counts characters of the condition, from 0. */
  | { ok: false; faults: Problem[] };

const NO_SHAPES: Record<string, Shape> = {};
/** Conditions kept for one set of names. More than a workflow has; beyond it all are compiled anew. */
const KEPT_MAX = 2_000;

type Kept = Map<string, CompiledCondition>;
type Shapes = Record<string, Shape>;
// The shapes of a workflow are the same objects for as long as it is in force, so that a condition is compiled once
// and forgotten with its workflow.
const kept = new WeakMap<Shapes, WeakMap<Shapes, WeakMap<Shapes, Kept>>>();

/**
 * Compiles a condition of a decision table (`when`) or of a play's end state (`ends`), with the same checks and
 * fences as those of boundaries, except that `has` may be used freely: nothing is allowed by it.
 */
export function compileCondition(text: string, names: ConditionNames): CompiledCondition {
  const { facts = NO_SHAPES, event = NO_SHAPES, args = NO_SHAPES } = names;
  const byEvent = keptIn(kept, facts, () => new WeakMap<Shapes, WeakMap<Shapes, Kept>>());
  const byArgs = keptIn(byEvent, event, () => new WeakMap<Shapes, Kept>());
  const conditions = keptIn(byArgs, args, () => new Map<string, CompiledCondition>());
  let found = conditions.get(text);
  if (!found) {
    if (conditions.size >= KEPT_MAX) conditions.clear();
    conditions.set(text, (found = build(text, { facts, event, args })));
  }
  return found;
}

function keptIn<T>(map: WeakMap<Shapes, T>, key: Shapes, make: () => T): T {
  let found = map.get(key);
  if (!found) map.set(key, (found = make()));
  return found;
}

function build(text: string, { event, facts, args }: Required<ConditionNames>): CompiledCondition {
  const names: Names = {
    roots: {
      ...facts,
      event: { type: 'object', fields: event },
      args: { type: 'object', fields: args },
      now: { type: 'time' },
    },
    facts: new Set(Object.keys(facts)),
    limits: {},
  };
  const parsed = parseCondition(text, names, 'free');
  if (!parsed.ok) return { ok: false, faults: parsed.problems };
  const met = compile(parsed.tree);
  return {
    ok: true,
    facts: rootsOf(parsed.tree).filter((root) => names.facts.has(root)),
    evaluate(scope) {
      const run = new Run(scopeOfCondition(scope, { event, facts }));
      const value = met(run);
      if (value !== UNKNOWN) return { value: value === true, missing: [], says: [] };
      const missing = [...(run.missing ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
      return {
        value: 'unknown',
        missing: missing.map(([name]) => name),
        says: missing.map((pair) => pair.join(' ')),
      };
    },
  };
}

function scopeOfCondition(scope: ConditionScope, declared: Declared): Scope {
  const nowMs = scope.now.getTime();
  const facts = scope.facts ?? {};
  return {
    nowMs,
    timeZone: scope.timeZone,
    root(name) {
      if (name === 'event') return { value: scope.event };
      if (name === 'args') return { value: scope.args };
      if (name === 'now') return { value: scope.now };
      return readFact(factNamed(facts, name), nowMs);
    },
    untrusted: (root, steps) => isUntrusted(declared, facts, root, steps),
  };
}
