import { isMoney, showMoney } from './money.ts';
import { valueAt } from './paths.ts';
import type { Template } from './schema.ts';

/** What the holes of a template may name, and how values are shown to people. */
export interface Scope {
  /** `event`, each fact by its name, `args`, and for undo and confirm also `result` and `key`. */
  values: Record<string, unknown>;
  /** Message templates by name, for `{{reply.late}}`; their own holes are filled from the same values. */
  replies?: Record<string, string>;
  locale: string;
  timeZone: string;
}

export type Filled = { ok: true; value: unknown } | { ok: false; missing: string[] };

/** One hole: `{{order.total}}`, or with words for when it is missing: `{{customer.name ?? "there"}}`. */
export interface Hole {
  path: string;
  otherwise?: string;
  start: number;
  end: number;
}

/** A reply may name another reply, but not without end. */
const REPLY_DEPTH_MAX = 3;

/**
 * Fills the holes of a template. A string that is exactly one hole gives the value itself (money stays money);
 * within text, amounts and times are written as people read them. What is missing is reported, never rendered.
 */
export function fill(template: Template, scope: Scope): Filled {
  const missing: string[] = [];
  const value = fillPart(template, scope, missing, 0);
  return missing.length > 0 ? { ok: false, missing: [...new Set(missing)] } : { ok: true, value };
}

/**
 * Fills named templates. A hole that an optional argument alone consists of may be missing: the argument is left out.
 */
export function fillFields(
  templates: Record<string, Template>,
  scope: Scope,
  isOptional: (name: string) => boolean = () => false,
): { ok: true; value: Record<string, unknown> } | { ok: false; missing: string[] } {
  const missing: string[] = [];
  const value: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(templates)) {
    const filled = fill(template, scope);
    if (filled.ok) value[name] = filled.value;
    else if (!(isOptional(name) && soleHole(template) !== undefined)) missing.push(...filled.missing);
  }
  return missing.length > 0 ? { ok: false, missing: [...new Set(missing)] } : { ok: true, value };
}

/** Every hole of a text, in order. A `{{` that begins no proper hole is not one: `brokenHoles` finds those. */
export function holesOf(text: string): Hole[] {
  return [...text.matchAll(HOLE)].map((match) => ({
    path: match[1] ?? '',
    ...(match[2] === undefined ? {} : { otherwise: match[2] }),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Every hole of a template, however deep. */
export function allHoles(template: Template): Hole[] {
  if (typeof template === 'string') return holesOf(template);
  if (Array.isArray(template)) return template.flatMap(allHoles);
  if (template === null || typeof template !== 'object') return [];
  return Object.values(template).flatMap(allHoles);
}

/** The hole that the whole template consists of, if it does. */
export function soleHole(template: Template): Hole | undefined {
  if (typeof template !== 'string') return undefined;
  const text = template.trim();
  const [hole, second] = holesOf(text);
  return hole && !second && hole.start === 0 && hole.end === text.length ? hole : undefined;
}

/** Places in a text that open or close a hole but are none: `{{order total}}`, `{{order.id}`. */
export function brokenHoles(text: string): string[] {
  const rest = text.replace(HOLE, '');
  return [...rest.matchAll(/\{\{[^\n{}]*(?:\}\})?|\}\}/g)].map((match) => match[0]);
}

const HOLE = /\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*(?:\?\?\s*(?:"([^"{}]*)"\s*)?)?\}\}/g;

function fillPart(template: Template, scope: Scope, missing: string[], depth: number): unknown {
  if (typeof template === 'string') return fillText(template, scope, missing, depth);
  if (Array.isArray(template)) return template.map((part) => fillPart(part, scope, missing, depth));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, part]) => [name, fillPart(part, scope, missing, depth)]),
  );
}

function fillText(text: string, scope: Scope, missing: string[], depth: number): unknown {
  const sole = soleHole(text);
  if (sole) return resolve(sole, scope, missing, depth);
  return text.replace(HOLE, (_, path: string, otherwise: string | undefined) =>
    render(resolve({ path, otherwise }, scope, missing, depth), scope),
  );
}

function resolve(
  hole: { path: string; otherwise?: string | undefined },
  scope: Scope,
  missing: string[],
  depth: number,
): unknown {
  const reply = hole.path.startsWith('reply.')
    ? scope.replies?.[hole.path.slice('reply.'.length)]
    : undefined;
  if (reply !== undefined && depth < REPLY_DEPTH_MAX) return fillText(reply, scope, missing, depth + 1);
  const value = valueAt(scope.values, hole.path);
  if (value !== undefined && value !== null && value !== '') return value;
  if (hole.otherwise !== undefined) return hole.otherwise;
  missing.push(hole.path);
  return undefined;
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** How a value reads within a sentence. */
function render(value: unknown, scope: Scope): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((part) => render(part, scope)).join(', ');
  if (typeof value === 'number') return numbers(scope.locale).format(value);
  if (typeof value === 'string') return TIME.test(value) ? renderTime(value, scope) : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return '';
  if (isMoney(value)) return showMoney(value, scope.locale);
  return Object.values(value)
    .map((part) => render(part, scope))
    .filter((part) => part !== '')
    .join(', ');
}

/** Midnight in UTC is a date; everything else is a date with its time. */
function renderTime(text: string, { locale, timeZone }: Scope): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return text;
  const isDate = /T00:00(:00(\.0+)?)?Z$/.test(text);
  return (isDate ? dates(locale) : times(locale, timeZone)).format(time);
}

// Making a formatter takes some 30 µs and using one takes one, so they are kept: one for each way in which the
// workspaces of this process write.
const numbers = kept((locale) => new Intl.NumberFormat(locale));
const dates = kept((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const times = kept((locale, timeZone) => {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
});

function kept<T>(make: (locale: string, timeZone?: string) => T): (locale: string, timeZone?: string) => T {
  const made = new Map<string, T>();
  return (locale, timeZone) => {
    const key = `${locale} ${timeZone}`;
    const known = made.get(key) ?? make(locale, timeZone);
    made.set(key, known);
    return known;
  };
}
