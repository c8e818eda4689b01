import { celEnv, celFunc, CelScalar, isCelError, parse, plan } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import { describe, expect, test } from 'vitest';
import type { Shape } from '../../workspace/shape.ts';
import { compileCondition } from '../condition.ts';
import { NOW } from '../story.ts';

// The same conditions over the same values, answered by this evaluator, by the engine's own and by @bufbuild/cel.
// Where an engine reports an error, this one must say that it is not known.

const CONDITIONS = 2_000;

const SHAPES: Record<string, Shape> = {
  n: { type: 'integer' },
  m: { type: 'integer' },
  x: { type: 'number' },
  s: { type: 'string' },
  t: { type: 'string' },
  yes: { type: 'boolean' },
  no: { type: 'boolean' },
  gone: { type: 'boolean', optional: true },
  tags: { type: 'list', of: { type: 'string' } },
  counts: { type: 'list', of: { type: 'integer' } },
};
const VALUES = {
  n: 7,
  m: -3,
  x: 2.5,
  s: 'late parcel',
  t: 'parcel',
  yes: true,
  no: false,
  tags: ['fragile', 'gift'],
  counts: [1, 2, 30],
};
/** The engines read whole numbers as BigInt. */
const FOR_ENGINES = { e: { ...VALUES, n: 7n, m: -3n, counts: [1n, 2n, 30n] } };

type Random = () => number;

function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

function whole(random: Random, depth: number): string {
  if (depth === 0 || random() < 0.4)
    return pick(random, [
      'e.n',
      'e.m',
      '0',
      '2',
      '7',
      '-3',
      'size(e.tags)',
      'e.s.size()',
      'e.counts[1]',
      'e.counts[9]',
    ]);
  const op = pick(random, ['+', '-', '*', '/', '%']);
  return `(${whole(random, depth - 1)} ${op} ${whole(random, depth - 1)})`;
}

function fraction(random: Random, depth: number): string {
  if (depth === 0 || random() < 0.5) return pick(random, ['e.x', '1.5', '-2.25', 'double(e.n)', '100.0']);
  return `(${fraction(random, depth - 1)} ${pick(random, ['+', '-', '*'])} ${fraction(random, depth - 1)})`;
}

function text(random: Random): string {
  return pick(random, ['e.s', 'e.t', '"late parcel"', '"parcel"', '"é"', '""', '(e.s + e.t)', 'e.tags[0]']);
}

function condition(random: Random, depth: number): string {
  const roll = random();
  const order = pick(random, ['<', '<=', '>', '>=', '==', '!=']);
  if (depth > 0 && roll < 0.45) {
    const [one, other] = [condition(random, depth - 1), condition(random, depth - 1)];
    const shape = random();
    if (shape < 0.4) return `(${one} && ${other})`;
    if (shape < 0.8) return `(${one} || ${other})`;
    return shape < 0.9 ? `!(${one})` : `(${one} ? ${other} : ${condition(random, depth - 1)})`;
  }
  if (roll < 0.6) return `${whole(random, 2)} ${order} ${whole(random, 2)}`;
  if (roll < 0.7) return `${fraction(random, 2)} ${order} ${fraction(random, 2)}`;
  if (roll < 0.78) return `${text(random)} ${order} ${text(random)}`;
  if (roll < 0.84)
    return `${text(random)}.${pick(random, ['contains', 'startsWith', 'endsWith'])}(${text(random)})`;
  if (roll < 0.88) return `${text(random)} in ${pick(random, ['e.tags', '["parcel", "gift"]'])}`;
  if (roll < 0.94)
    return `e.counts.${pick(random, ['exists', 'all', 'exists_one'])}(i, ${pick(random, ['i', '(10 / (i - 2))'])} ${order} ${whole(random, 1)})`;
  return pick(random, [
    'e.yes',
    'e.no',
    'e.gone',
    'true',
    'false',
    'e.counts.filter(i, i > 1).size() == 2',
    'has(e.gone)',
    'has(e.s)',
  ]);
}

type Answer = boolean | 'unknown';

const ours = (text: string): Answer => {
  const compiled = compileCondition(text.replaceAll('e.', 'event.'), { event: SHAPES });
  if (!compiled.ok) throw new Error(`${text}: ${JSON.stringify(compiled.faults)}`);
  return compiled.evaluate({ event: VALUES, now: NOW, timeZone: 'UTC' }).value;
};

const environment = new Environment().registerVariable('e', 'map');
const engine = (text: string): Answer => {
  try {
    return environment.parse(text)(FOR_ENGINES) as boolean;
  } catch {
    return 'unknown';
  }
};

const env = celEnv({ funcs: [celFunc('unused', [CelScalar.INT], CelScalar.INT, (value) => value)] });
const bufbuild = (text: string): Answer => {
  const result = plan(env, parse(text))(FOR_ENGINES);
  return isCelError(result) ? 'unknown' : (result as boolean);
};

describe('the evaluator agrees with other CEL engines', () => {
  const random = seeded(20_260_301);
  const corpus = Array.from({ length: CONDITIONS }, () => condition(random, 3));

  test(`on ${CONDITIONS} random conditions with @bufbuild/cel`, () => {
    const differing = corpus.filter((text) => ours(text) !== bufbuild(text));
    expect(differing.map((text) => [text, ours(text), bufbuild(text)])).toEqual([]);
  });

  test(`on ${CONDITIONS} random conditions with the engine that parses them`, () => {
    const differing = corpus.filter((text) => ours(text) !== engine(text));
    expect(differing.map((text) => [text, ours(text), engine(text)])).toEqual([]);
  });

  test('and the corpus asks about all three answers', () => {
    const answers = new Map<Answer, number>();
    for (const text of corpus) answers.set(ours(text), (answers.get(ours(text)) ?? 0) + 1);
    for (const answer of [true, false, 'unknown'] as const)
      expect(answers.get(answer)).toBeGreaterThan(CONDITIONS / 20);
  });
});
