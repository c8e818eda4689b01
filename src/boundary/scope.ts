import type { Root, Scope } from './cel/run.ts';
import { readTime } from './cel/values.ts';
import type { Fact, Facts, RulingInput, Vocabulary } from './schema.ts';
import type { Shape } from '../workspace/shape.ts';

/** What an age in milliseconds is called: "3 hours". Whole units, the largest that fits. */
export function sayAge(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1_000, 'second'],
  ];
  const [size, word] = units.find(([size]) => ms >= size) ?? [1_000, 'second'];
  const count = Math.floor(ms / size);
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** A fact's value, or why there is none: never read, not answered, or older than it stays fresh. */
export function readFact(fact: Fact | undefined, nowMs: number): Root {
  if (!fact) return { missing: 'was not read' };
  if (fact.missing !== undefined) return { missing: `is missing: ${fact.missing}` };
  if (fact.value === undefined || fact.value === null) return { missing: 'is missing' };
  if (fact.freshMs !== undefined) {
    const age = nowMs - (readTime(fact.at) ?? NaN);
    // Written this way round so that an age that is not a number is stale as well.
    if (!(age <= fact.freshMs)) {
      const old = Number.isNaN(age) ? 'at a time that is not known' : `${sayAge(age)} ago`;
      return { missing: `is stale: it was read ${old} and stays fresh for ${sayAge(fact.freshMs)}` };
    }
  }
  return { value: fact.value };
}

/** The scope that a ruling's conditions see. */
export class RulingScope implements Scope {
  readonly nowMs: number;
  readonly timeZone: string;
  private readonly input: RulingInput;
  private readonly declared: Declared;

  constructor(input: RulingInput, declared: Declared) {
    this.input = input;
    this.declared = declared;
    this.nowMs = input.now.getTime();
    this.timeZone = input.timeZone;
  }

  root(name: string): Root {
    const { input } = this;
    switch (name) {
      case 'args':
        return { value: input.action.args };
      case 'event':
        return { value: input.event };
      case 'plan':
        return { value: input.plan };
      case 'budget':
        return { value: input.budgets };
      case 'now':
        return { value: input.now };
      default:
        return readFact(factNamed(input.facts, name), this.nowMs);
    }
  }

  untrusted(root: string, steps: (string | number)[]): boolean {
    if (root === 'args') return isTainted(this.input.tainted, steps);
    return isUntrusted(this.declared, this.input.facts, root, steps);
  }
}

/** The shapes of what a text can be in: the event's fields and the facts. */
export type Declared = Pick<Vocabulary, 'event' | 'facts'>;

/** Whether a field of the event or of a fact is a stranger's text: as it is declared, or as the fact was read. */
export function isUntrusted(
  declared: Declared,
  facts: Facts,
  root: string,
  steps: (string | number)[],
): boolean {
  if (root === 'event') return isOutside({ type: 'object', fields: declared.event }, steps);
  if (factNamed(facts, root)?.trust === 'outside') return true;
  const shape = Object.hasOwn(declared.facts, root) ? declared.facts[root] : undefined;
  return shape !== undefined && isOutside(shape, steps);
}

export function factNamed(facts: Facts, name: string): Fact | undefined {
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/** A value is tainted with everything above it and by anything inside it. */
function isTainted(tainted: ReadonlySet<string>, steps: (string | number)[]): boolean {
  if (tainted.size === 0) return false;
  const path = steps.join('.');
  for (const mark of tainted) {
    if (
      mark === path ||
      mark === '' ||
      path === '' ||
      path.startsWith(`${mark}.`) ||
      mark.startsWith(`${path}.`)
    )
      return true;
  }
  return false;
}

/** Whether a field, one above it or one inside it is declared as a stranger's text. */
function isOutside(shape: Shape, steps: (string | number)[]): boolean {
  if (shape.outside) return true;
  const [step, ...rest] = steps;
  if (step === undefined) {
    const inner =
      shape.type === 'list' ? [shape.of] : shape.type === 'object' ? Object.values(shape.fields) : [];
    return inner.some((field) => isOutside(field, []));
  }
  if (shape.type === 'list') return isOutside(shape.of, rest);
  const field = shape.type === 'object' && Object.hasOwn(shape.fields, step) ? shape.fields[step] : undefined;
  return field !== undefined && isOutside(field, rest);
}
