import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Node } from 'yaml';
import type { Fault } from '../workspace/shape.ts';
import { namesOf, type Names } from './cel/names.ts';
import { parseCondition } from './cel/parse.ts';
import { chainWarnings, checkChain } from './chain/check.ts';
import { compileAll, compileRule, type CompiledRule } from './compiled.ts';
import { suggestName } from '../workspace/nearest.ts';
import { readApprove } from './read/approve.ts';
import { readLimits, type ReadLimits } from './read/limits.ts';
import { placeIn } from './read/place.ts';
import { Reader } from './read/reader.ts';
import { readRules, speaksOf, type ReadRule } from './read/rules.ts';
import { EFFECTS, type Boundary, type Vocabulary } from './schema.ts';
import { usedBudgets } from './used-budgets.ts';
import { warnings } from './warnings.ts';

export type Loaded = { ok: true; boundary: Boundary; warnings: Fault[] } | { ok: false; faults: Fault[] };

const KEYS = ['boundary', 'limits', 'rules', 'otherwise', 'approve'];
/** A longer file is refused unread. */
export const BOUNDARY_CHARS_MAX = 256 * 1024;

/**
 * Reads, checks and compiles a `boundary.yaml`. Either everything is right, or every fault is told with its line,
 * column and a suggestion. Warnings are told beside a boundary that loads.
 */
export function loadBoundary(text: string, file: string, vocabulary: Vocabulary): Loaded {
  if (text.length > BOUNDARY_CHARS_MAX) {
    return { ok: false, faults: [{ file, says: `a boundary may have ${BOUNDARY_CHARS_MAX} characters` }] };
  }
  const reader = new Reader(text, file);
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults };
  const fields = reader.entries(reader.document.contents, '', KEYS);
  if (!fields) return { ok: false, faults: reader.faults };
  const top = reader.document.contents;
  const name = reader.words(
    fields.get('boundary')?.value ?? top,
    'boundary',
    'the name of the boundary',
    'start with boundary: and a name',
  );
  const { limits, broken } = readLimits(reader, fields.get('limits')?.value, vocabulary.currency);
  const read = readRules(reader, fields.get('rules')?.value ?? top, Object.keys(vocabulary.writes));
  const otherwise = readOtherwise(reader, fields.get('otherwise')?.value ?? top);
  const writes = Object.keys(vocabulary.writes);
  const chain = readApprove(reader, fields.get('approve')?.value, { roles: vocabulary.roles, writes });
  const namesFor = namesOfWrites({ limits, broken }, vocabulary);
  const compiled = checkRules(reader, read, namesFor);
  const steps = checkChain(reader, chain, namesFor, vocabulary);
  if (reader.faults.length > 0 || !name || !otherwise) return { ok: false, faults: inOrder(reader.faults) };
  const rules = read.map(({ rule }) => rule);
  const approve = chain.map(({ step }) => step);
  const boundary: Boundary = {
    name,
    version: versionOf({ name, limits, rules, otherwise, approve }),
    file,
    text,
    limits,
    rules,
    otherwise,
    approve,
    ...usedBudgets([...compiled, ...steps]),
    compiled: compileAll(vocabulary, compiled, steps),
  };
  const told = [...warnings(boundary, compiled, steps), ...chainWarnings(reader, chain, vocabulary)];
  return { ok: true, boundary, warnings: told };
}

function readOtherwise(reader: Reader, node: Node | null | undefined): Boundary['otherwise'] | undefined {
  const choices = EFFECTS.filter((effect) => effect !== 'allow');
  const effect = reader.words(
    node,
    'otherwise',
    `what holds where no rule allows: ${choices.join(', ')}`,
    'add otherwise: approve',
  );
  const known = choices.find((choice) => choice === effect);
  if (known || effect === undefined) return known;
  if (effect === 'allow') {
    reader.fault(
      node,
      'otherwise',
      'what no rule speaks of cannot be allowed',
      'write an allow rule, and otherwise: approve',
    );
  } else reader.fault(node, 'otherwise', `there is no effect ${effect}`, suggestName(effect, choices));
  return undefined;
}

/** The names that a condition about a write, `shop.*` or `*` may use; made once for each. */
function namesOfWrites({ limits, broken }: ReadLimits, vocabulary: Vocabulary): (on: string) => Names {
  const names = new Map<string, Names>();
  return (on) => {
    let known = names.get(on);
    if (!known) {
      const writes = Object.keys(vocabulary.writes).filter((write) => speaksOf(on, write));
      names.set(on, (known = { ...namesOf(vocabulary, limits, writes), broken }));
    }
    return known;
  };
}

/** Checks every condition against the names of the writes that its rule speaks of. */
function checkRules(reader: Reader, read: ReadRule[], namesFor: (on: string) => Names): CompiledRule[] {
  return read.flatMap(({ rule, when }) => {
    const known = namesFor(rule.on);
    if (rule.when === undefined || !when) return [compileRule(rule, undefined, known.facts)];
    const parsed = parseCondition(rule.when, known, rule.effect === 'allow' ? 'allow' : 'restrict');
    if (parsed.ok) return [compileRule(rule, parsed.tree, known.facts)];
    for (const { span, says, suggestion } of parsed.problems) {
      reader.faultAt(
        placeIn(reader.text, when, rule.when, span.start),
        `rules.${rule.id}.when`,
        says,
        suggestion,
      );
    }
    return [];
  });
}

type Canonical = Pick<Boundary, 'name' | 'limits' | 'rules' | 'otherwise' | 'approve'>;

/** SHA-256 of what the boundary says: neither the order of rules nor where they stand in the file counts. */
function versionOf({ limits, rules, ...rest }: Canonical): string {
  const said = {
    ...rest,
    limits: Object.values(limits)
      .map(withoutLine)
      .sort(by((limit) => limit.name)),
    rules: rules.map(withoutLine).sort(by((rule) => rule.id)),
  };
  return createHash('sha256').update(canonicalize(said)!).digest('hex');
}

function withoutLine<T extends { line: number }>(said: T): Omit<T, 'line'> {
  const { line, ...rest } = said;
  void line;
  return rest;
}

function by<T>(key: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0);
}

function inOrder(faults: Fault[]): Fault[] {
  return faults.sort(
    (one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
  );
}
