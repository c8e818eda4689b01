import { WIDER_BUDGETS, type Limit, type Vocabulary } from '../schema.ts';
import type { ObjectShape, Shape } from '../../workspace/shape.ts';

/** All names that a condition may use, each with its shape: `order`, `args`, `limits`, `now`. */
export interface Names {
  roots: Record<string, Shape>;
  /** Root names that are facts: read from a system, so that they can be missing or stale. */
  facts: ReadonlySet<string>;
  /** Values that are fixed when the file loads. */
  limits: Record<string, Limit>;
  /** Limits that are written with a fault of their own. */
  broken?: ReadonlySet<string>;
}

/** The names of a rule that speaks of these writes: arguments are those that all of them share. */
export function namesOf(vocabulary: Vocabulary, limits: Record<string, Limit>, writes: string[]): Names {
  return {
    roots: {
      ...vocabulary.facts,
      event: object(vocabulary.event),
      args: object(sharedArgs(writes.flatMap((write) => vocabulary.writes[write] ?? []))),
      plan: object({
        play: choice([...new Set([...vocabulary.plays, 'custom'])]),
        kind: choice([...new Set([...vocabulary.kinds, 'unclear'])]),
        agent: { type: 'string' },
        confidence: { type: 'number' },
        requester: { type: 'string', optional: true },
      }),
      limits: object(
        Object.fromEntries(Object.values(limits).map((limit) => [limit.name, shapeOfLimit(limit)])),
      ),
      budget: object({
        ...USED,
        ...Object.fromEntries(WIDER_BUDGETS.map((scope) => [scope, object(USED)])),
      }),
      now: { type: 'time' },
    },
    facts: new Set(Object.keys(vocabulary.facts).filter((name) => !RESERVED_ROOTS.has(name))),
    limits,
  };
}

const USED: Record<string, Shape> = {
  count_last_hour: { type: 'integer' },
  count_today: { type: 'integer' },
  sum_last_hour: { type: 'money' },
  sum_today: { type: 'money' },
};

/** Roots that the language itself gives; a fact of the same name is hidden by them. */
export const RESERVED_ROOTS: ReadonlySet<string> = new Set([
  'event',
  'args',
  'plan',
  'limits',
  'budget',
  'now',
]);

function sharedArgs(writes: { args: Record<string, Shape> }[]): Record<string, Shape> {
  const [first, ...rest] = writes;
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first.args).filter(([name, shape]) =>
      rest.every((write) => JSON.stringify(write.args[name]) === JSON.stringify(shape)),
    ),
  );
}

function shapeOfLimit(limit: Limit): Shape {
  if (limit.unit === 'money') return { type: 'money' };
  return { type: limit.unit === 'count' ? 'integer' : 'number' };
}

const object = (fields: Record<string, Shape>): ObjectShape => ({ type: 'object', fields });
const choice = (choices: string[]): Shape => ({ type: 'string', choices });
