import { isMoney, showMoney } from '../../workspace/money.ts';
import { valueAt } from '../../workspace/paths.ts';
import type { Template, Workflow } from '../../workspace/schema.ts';
import { holesOf, soleHole } from '../../workspace/template.ts';
import { mappedOf, sourceOf, type Arrival, type Trigger } from '../../workspace/triggers/index.ts';
import type { Only } from '../../workspace/triggers/schema.ts';
import type { Event } from './schema.ts';

/** What an arrival comes to: an event, nothing of this workflow's business, or something that its trigger cannot read. */
export type Translated =
  | { ok: true; event: Event; late: Late | null }
  | { ok: false; why: 'left_out'; says: string }
  | { ok: false; why: 'unreadable'; says: string; path: string };

/** Where the arrival names an action that it may be an outcome of. */
export type Late = { what: string } & ({ ref: string } | { key: string });

const SOURCE_ID_CHARS_MAX = 500;

/**
 * Turns what came in by a trigger into an event of its workflow: a pure function of both, so that what could not be
 * read is tried again with the same result but for a mended mapping. The event's fields are checked at intake.
 */
export function translate(workflow: Workflow, trigger: Trigger, arrival: Arrival): Translated {
  const about = { id: arrival.id, type: arrival.type, at: arrival.at.toISOString() };
  const values = { payload: arrival.payload, mapped: mappedOf(trigger, arrival), arrival: about };
  const unmet = trigger.only.find((only) => !holds(only, values));
  if (unmet) return { ok: false, why: 'left_out', says: sayUnmet(unmet, values) };
  const missing: string[] = [];
  const id = trigger.id === null ? arrival.id : asText(fillPlain(trigger.id, values, missing));
  const fields: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(trigger.fields)) {
    const lacks: string[] = [];
    const value = fillPlain(template, values, lacks);
    if (lacks.length === 0) fields[name] = value;
    else if (workflow.event.fields[name]?.optional !== true) missing.push(...lacks);
  }
  const [first] = missing;
  if (first !== undefined) {
    const others = [...new Set(missing)].slice(1);
    const more = others.length > 0 ? `, and neither is ${others.join(', ')}` : '';
    return { ok: false, why: 'unreadable', says: `${first} is not in what came${more}.`, path: first };
  }
  if (id === '' || id.length > SOURCE_ID_CHARS_MAX) {
    const says = `It has no id that names it once: ${id === '' ? 'there is none' : 'it is longer than 500 characters'}.`;
    return { ok: false, why: 'unreadable', says, path: 'id' };
  }
  const event = { source: sourceOf(trigger), source_id: id, received_at: arrival.at, fields };
  return { ok: true, event, late: lateOf(trigger, values) };
}

/** What names no action is an event like any other. */
function lateOf({ late }: Trigger, values: unknown): Late | null {
  if (!late) return null;
  const lacks: string[] = [];
  const name = asText(fillPlain(late.template, values, lacks));
  if (lacks.length > 0 || name === '') return null;
  return late.by === 'ref' ? { what: late.what, ref: name } : { what: late.what, key: name };
}

/** Fills a template with values as they are: a number in a text is an order's number, and no amount for a reader. */
function fillPlain(template: Template, values: unknown, missing: string[]): unknown {
  if (typeof template !== 'string') {
    if (Array.isArray(template)) return template.map((part) => fillPlain(part, values, missing));
    if (template === null || typeof template !== 'object') return template;
    const parts = Object.entries(template).map(([name, part]) => [name, fillPlain(part, values, missing)]);
    return Object.fromEntries(parts) as unknown;
  }
  const look = (path: string, otherwise: string | undefined): unknown => {
    const value = valueAt(values, path);
    if (value !== undefined && value !== null && value !== '') return value;
    if (otherwise === undefined) missing.push(path);
    return otherwise;
  };
  const sole = soleHole(template);
  if (sole) return look(sole.path, sole.otherwise);
  let text = '';
  let from = 0;
  for (const { path, otherwise, start, end } of holesOf(template)) {
    text += template.slice(from, start) + asText(look(path, otherwise));
    from = end;
  }
  return text + template.slice(from);
}

/** A value within a text. */
function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(asText).join(', ');
  if (isMoney(value)) return showMoney(value, 'en');
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function holds({ path, isNot, values: wanted }: Only, values: unknown): boolean {
  const value = valueAt(values, path);
  const isThere = value !== undefined && value !== null;
  if (wanted === null) return isThere !== isNot;
  const isOne =
    isThere && (Array.isArray(value) ? value : [value]).some((one) => wanted.includes(asText(one)));
  return isOne !== isNot;
}

function sayUnmet({ path, isNot, values: wanted }: Only, values: unknown): string {
  const value = asText(valueAt(values, path)).slice(0, 80);
  if (wanted === null) return `${path} is ${isNot ? 'there' : 'not there'}.`;
  return `${path} is ${value === '' ? 'not there' : `"${value}"`}, and only ${isNot ? 'others than ' : ''}${wanted.join(', ')} are taken.`;
}
