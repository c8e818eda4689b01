import { isScalar, type Node } from 'yaml';
import { BRAKES, EFFECTS, type Brake, type Effect, type Rule } from '../schema.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Entries, Reader } from './reader.ts';

export const RULE_KEYS = ['id', 'on', 'effect', 'when', 'because', 'brake'] as const;
/** A boundary with more rules than this is not one that a person reads. */
export const RULES_MAX = 500;

/** A rule with the node of its condition, so that faults in it can be placed. */
export interface ReadRule {
  rule: Rule;
  when?: Node;
  on?: Node;
}

/** Reads `rules:`; ids are unique, effects and writes are known names. */
export function readRules(reader: Reader, node: Node | null | undefined, writes: string[]): ReadRule[] {
  const rules: ReadRule[] = [];
  const items = reader.items(node, 'rules') ?? [];
  if (items.length > RULES_MAX) reader.fault(node, 'rules', `at most ${RULES_MAX} rules`);
  const lines = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const fields = reader.entries(item, `rules[${index}]`, RULE_KEYS);
    const read = fields && readRule(reader, fields, item, index, writes);
    if (!read) continue;
    const before = lines.get(read.rule.id);
    if (before !== undefined) {
      reader.fault(
        item,
        `rules.${read.rule.id}`,
        `the id ${read.rule.id} is already used in line ${before}`,
        'give each rule its own id',
      );
    } else lines.set(read.rule.id, read.rule.line);
    rules.push(read);
  }
  return rules;
}

function readRule(
  reader: Reader,
  fields: Entries,
  item: Node,
  index: number,
  writes: string[],
): ReadRule | undefined {
  const id = readId(reader, fields, item, index);
  const path = `rules.${id ?? index}`;
  const effect = readEffect(reader, fields, item, path);
  const on = readOn(reader, fields, item, path, writes);
  const when = fields.get('when')?.value ?? undefined;
  const condition = when && readCondition(reader, when, path);
  const because = fields.has('because')
    ? reader.words(fields.get('because')?.value, `${path}.because`, 'a reason in plain words')
    : undefined;
  const brake = fields.has('brake') ? readBrake(reader, fields, item, path, effect) : undefined;
  if (!id || !effect || !on) return undefined;
  const rule: Rule = { id, on, effect, line: reader.line(item) };
  if (condition !== undefined) rule.when = condition;
  if (because !== undefined) rule.because = because;
  if (brake !== undefined) rule.brake = brake;
  const onNode = fields.get('on')?.value;
  return { rule, ...(when && condition !== undefined && { when }), ...(onNode && { on: onNode }) };
}

function readId(reader: Reader, fields: Entries, item: Node, index: number): string | undefined {
  const node = fields.get('id')?.value;
  const id = reader.words(
    node ?? item,
    `rules[${index}].id`,
    'an id for the rule',
    'add id: and a short name',
  );
  if (id === undefined || /^[a-z0-9][a-z0-9_-]{0,63}$/i.test(id)) return id;
  reader.fault(node, `rules[${index}].id`, `${id} is not an id`, 'use letters, digits, - and _');
  return undefined;
}

function readEffect(reader: Reader, fields: Entries, item: Node, path: string): Effect | undefined {
  const node = fields.get('effect')?.value ?? item;
  const effect = reader.words(node, `${path}.effect`, `an effect: ${EFFECTS.join(', ')}`);
  if (effect === undefined || isEffect(effect)) return effect;
  reader.fault(node, `${path}.effect`, `there is no effect ${effect}`, suggestName(effect, EFFECTS));
  return undefined;
}

function isEffect(text: string): text is Effect {
  return (EFFECTS as readonly string[]).includes(text);
}

/** What stops at once when the rule is met: only a rule that restricts can tell that something is wrong. */
function readBrake(
  reader: Reader,
  fields: Entries,
  item: Node,
  path: string,
  effect: Effect | undefined,
): Brake | undefined {
  const node = fields.get('brake')?.value ?? item;
  const named = reader.words(node, `${path}.brake`, `what stops: ${BRAKES.join(', ')}`, 'such as workflow');
  const brake = BRAKES.find((known) => known === named);
  if (named !== undefined && !brake) {
    reader.fault(node, `${path}.brake`, `there is no brake ${named}`, suggestName(named, BRAKES));
  }
  if (effect === 'allow') {
    const says = 'a rule that allows cannot stop anything';
    reader.fault(node, `${path}.brake`, says, 'write brake: on a rule with approve, human or deny');
  }
  return brake;
}

/** A write on the map, `system.*` or `*`. A name that matches nothing may be a misspelt one, which is a fault. */
export function readOn(
  reader: Reader,
  fields: Entries,
  item: Node,
  path: string,
  writes: string[],
  what: 'rule' | 'step' = 'rule',
): string | undefined {
  const node = fields.get('on')?.value ?? item;
  const on = reader.words(
    node,
    `${path}.on`,
    `a write that the ${what} speaks of`,
    'such as shop.refund, shop.* or *',
  );
  if (on === undefined || writes.some((write) => speaksOf(on, write)) || on === '*') return on;
  const systems = [...new Set(writes.map((write) => `${write.split('.')[0]}.*`))];
  reader.fault(
    node,
    `${path}.on`,
    `the write ${on} is not on the map, so the ${what} could never apply`,
    suggestName(on, [...writes, ...systems]),
  );
  return undefined;
}

/** Whether a rule on `on` applies to a write: the same, `shop.*` or `*`. */
export function speaksOf(on: string, write: string): boolean {
  return on === '*' || on === write || (on.endsWith('.*') && write.startsWith(on.slice(0, -1)));
}

export function readCondition(reader: Reader, node: Node, path: string): string | undefined {
  const value = reader.scalar(node);
  if (typeof value === 'string' && value.trim() !== '') return value;
  // `when: true` is a condition too, though YAML reads it as no text.
  if (typeof value === 'boolean' && isScalar(node)) return String(value);
  reader.fault(node, `${path}.when`, 'expected a condition', "such as when: 'args.amount > limits.auto_max'");
  return undefined;
}
