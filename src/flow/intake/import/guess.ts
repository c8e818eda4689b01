import type { Workflow } from '../../../workspace/schema.ts';
import { coerce } from '../../../workspace/values.ts';
import { at, columnsOf } from './columns.ts';
import type { Mapping, Row } from './schema.ts';
import { kindOf, playOf, targetsOf, type Target } from './targets.ts';
import { fold, hasMeaning, sameMeaning } from './words.ts';

// How sure a likeness makes us; what is below is no guess at all.
const SAME_NAME = 1;
const SAME_LABEL = 0.9;
const SAME_MEANING = 0.7;
const PART_OF_NAME = 0.45;
const VALUES_ONLY = 0.4;
const LONG_TEXT = 0.35;
/** Names alone do not decide: at least this share of the values must be possible. */
const FITTING_MIN = 0.5;
/** Values alone decide only where nearly all of them fit. */
const VALUES_FITTING_MIN = 0.9;
const PART_CHARS_MIN = 4;
const LONG_TEXT_CHARS = 40;

interface Guess {
  target: Target;
  column: string;
  score: number;
}

/**
 * Guesses which column holds what, from names, labels, words of the same meaning, and whether the values of the
 * first rows fit. A column serves one event field or one part of the decision, and a category also as an input.
 */
export function guessMapping(workflow: Workflow, currency: string, rows: Row[]): Mapping {
  const good = rows.filter(({ bad }) => bad === undefined);
  const columns = columnsOf(good);
  const guesses: Guess[] = [];
  for (const target of targetsOf(workflow).values()) {
    for (const column of columns) {
      const values = good
        .map((row) => at(row.values, column))
        .filter((value) => value !== undefined && value !== '');
      const score = likeness(workflow, currency, target, column, values);
      if (score > 0) guesses.push({ target, column, score });
    }
  }
  guesses.sort((one, other) => other.score - one.score);
  const map: Mapping['map'] = {};
  const used = new Set<string>();
  for (const { target, column } of guesses) {
    const place = `${placeOf(target)} ${column}`;
    if (map[target.name] !== undefined || used.has(place)) continue;
    map[target.name] = column;
    used.add(place);
  }
  return { map: inOrder(workflow, map) };
}

/** Columns are shared where that makes sense: a category is the kind and an input, a number the id and the subject. */
function placeOf(target: Target): string {
  if (target.name === 'source_id') return 'id';
  return target.group === 'event' || target.group === 'about' ? 'row' : target.group;
}

function inOrder(workflow: Workflow, map: Mapping['map']): Mapping['map'] {
  const ordered: Mapping['map'] = {};
  for (const name of targetsOf(workflow).keys()) {
    const source = map[name];
    const isInside = name.startsWith('facts.') && map['facts'] !== undefined;
    if (source !== undefined && !isInside) ordered[name] = source;
  }
  return ordered;
}

function likeness(
  workflow: Workflow,
  currency: string,
  target: Target,
  column: string,
  values: unknown[],
): number {
  const fitting = shareFitting(workflow, currency, target, values);
  if (fitting < FITTING_MIN) return 0;
  const byName = nameLikeness(target, column);
  if (byName > 0) return byName * fitting;
  return fitting >= VALUES_FITTING_MIN ? valueLikeness(target, values) : 0;
}

function nameLikeness(target: Target, column: string): number {
  const own = target.name.replace(/^(inputs|facts)\./, '');
  const [whole, name, label] = [fold(column), fold(own), fold(target.label)];
  if (column === target.name) return SAME_NAME;
  const last = fold(column.split('.').at(-1) ?? column);
  if (whole === name || last === name) return target.group === 'input' ? SAME_LABEL : SAME_NAME;
  if (whole === label || last === label) return SAME_LABEL;
  if (target.group === 'input' || target.group === 'fact') return 0;
  if (hasMeaning(last)) return SAME_MEANING * sameMeaning(name, last);
  const isPart = name.length >= PART_CHARS_MIN && last.length >= PART_CHARS_MIN;
  return isPart && target.group === 'event' && (last.includes(name) || name.includes(last))
    ? PART_OF_NAME
    : 0;
}

function valueLikeness(target: Target, values: unknown[]): number {
  const distinct = new Set(values.map(String));
  if (target.group === 'kind' || target.group === 'play') return distinct.size > 1 ? VALUES_ONLY : 0;
  if (target.group !== 'event') return 0;
  if ('choices' in target.shape && target.shape.choices) return distinct.size > 1 ? VALUES_ONLY : 0;
  const average = values.reduce<number>((sum, value) => sum + String(value).length, 0) / values.length;
  return target.shape.type === 'text' && average > LONG_TEXT_CHARS ? LONG_TEXT : 0;
}

/** The share of the values that the target could take: of kinds and choices the known ones, of ids those alone. */
function shareFitting(workflow: Workflow, currency: string, target: Target, values: unknown[]): number {
  if (values.length === 0) return 0;
  if (target.name === 'source_id' && target.group === 'about') {
    return values.every(isPlain) && new Set(values.map(String)).size === values.length ? 1 : 0;
  }
  const fits = (value: unknown): boolean => {
    if (target.group === 'kind') return isPlain(value) && kindOf(workflow, String(value)) !== undefined;
    if (target.group === 'play') return isPlain(value) && playOf(workflow, String(value)) !== undefined;
    return coerce(target.shape, value, currency).ok;
  };
  return values.filter(fits).length / values.length;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
