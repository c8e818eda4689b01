import { isMoney, parseMoney } from './money.ts';
import type { ObjectShape, ScalarShape, Shape } from './shape.ts';

/** One thing that is wrong with a value: where in it, and what was expected. */
export interface Problem {
  path: string;
  says: string;
}

export type Coerced = { ok: true; value: unknown } | { ok: false; problems: Problem[] };

/** Holds a value against its shape as it stands, without turning texts into numbers or amounts. */
export function checkValue(shape: Shape, value: unknown, path = ''): Problem[] {
  const problems: Problem[] = [];
  read(shape, value, path, problems, false);
  return problems;
}

/**
 * Reads a value that came as text (a CSV cell, a form, a query) or as JSON from outside: `12.50 EUR` and
 * `{amount: 12.5, currency: EUR}` become money, `yes` a boolean, `42` a number, a date an ISO 8601 time in UTC.
 * Fields that the shape does not name are dropped: what is not declared does not come in.
 * A number alone is an amount only where `currency` says of what.
 */
export function coerce(shape: Shape, raw: unknown, currency?: string): Coerced {
  const problems: Problem[] = [];
  const value = read(shape, raw, '', problems, true, currency);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** As `coerce`, for the named values of an event, of arguments or of inputs. */
export function coerceFields(fields: Record<string, Shape>, raw: unknown, currency?: string): Coerced {
  return coerce({ type: 'object', fields }, raw, currency);
}

function read(
  shape: Shape,
  raw: unknown,
  path: string,
  problems: Problem[],
  isLenient: boolean,
  currency?: string,
): unknown {
  if (isAbsent(raw, shape, isLenient)) {
    if (shape.optional !== true) problems.push({ path, says: 'is missing' });
    return undefined;
  }
  if (shape.type === 'object') return readObject(shape, raw, path, problems, isLenient, currency);
  if (shape.type === 'list') {
    if (!Array.isArray(raw)) return expected('a list', raw, path, problems);
    return raw.map((item, index) => read(shape.of, item, join(path, index), problems, isLenient, currency));
  }
  const value = isLenient ? lenient(shape, raw, currency) : raw;
  if (!isScalar(shape.type, value)) return expected(NAMES[shape.type], raw, path, problems);
  if (shape.choices !== undefined && !shape.choices.includes(String(value))) {
    problems.push({ path, says: `"${clip(String(value))}" is not one of ${shape.choices.join(', ')}` });
    return undefined;
  }
  return value;
}

function readObject(
  shape: ObjectShape,
  raw: unknown,
  path: string,
  problems: Problem[],
  isLenient: boolean,
  currency?: string,
): unknown {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    return expected('an object', raw, path, problems);
  const given = raw as Record<string, unknown>;
  const value: Record<string, unknown> = {};
  for (const name in shape.fields) {
    const field = shape.fields[name];
    if (field === undefined) continue;
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const part = read(field, own, join(path, name), problems, isLenient, currency);
    if (part !== undefined) value[name] = part;
  }
  if (!isLenient) {
    for (const name in given) {
      if (!Object.hasOwn(shape.fields, name))
        problems.push({ path: join(path, name), says: 'is not declared' });
    }
  }
  return value;
}

const NAMES: Record<ScalarShape['type'], string> = {
  string: 'a text',
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  money: 'an amount such as 12.50 EUR',
  time: 'a time such as 2026-03-01T09:00:00Z',
};

/** ISO 8601 with a zone: a time without one would mean another instant on another machine. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;

function isScalar(type: ScalarShape['type'], value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'money':
      return isMoney(value);
    case 'time':
      return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value));
  }
}

function lenient(shape: ScalarShape, raw: unknown, currency?: string): unknown {
  const text = typeof raw === 'string' ? raw.trim() : undefined;
  switch (shape.type) {
    case 'string':
    case 'text':
      return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : raw;
    case 'integer':
    case 'number':
      return text !== undefined && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : raw;
    case 'boolean':
      return text === undefined ? raw : (BOOLEANS[text.toLowerCase()] ?? raw);
    case 'money':
      return lenientMoney(raw, currency);
    case 'time':
      return lenientTime(raw);
  }
}

const BOOLEANS: Record<string, boolean> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

function lenientMoney(raw: unknown, currency?: string): unknown {
  if (typeof raw === 'string') {
    const text = raw.trim();
    const swapped = /^([A-Z]{3})\s+(-?[\d.]+)$/.exec(text);
    const whole = parseMoney(swapped ? `${swapped[2]} ${swapped[1]}` : text);
    return whole ?? (currency === undefined ? raw : (parseMoney(`${text} ${currency}`) ?? raw));
  }
  if (typeof raw === 'number')
    return currency === undefined ? raw : (parseMoney(`${raw} ${currency}`) ?? raw);
  if (raw === null || typeof raw !== 'object') return raw;
  const { minor, amount, currency: own } = raw as Record<string, unknown>;
  if (minor !== undefined) return { minor, currency: own };
  const isAmount = typeof amount === 'number' || typeof amount === 'string';
  return isAmount && typeof own === 'string' ? (parseMoney(`${amount} ${own}`) ?? raw) : raw;
}

/** Texts without a zone are taken as UTC: files that mean another zone must write it. */
function lenientTime(raw: unknown): unknown {
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? raw : raw.toISOString();
  if (typeof raw !== 'string') return raw;
  const text = raw.trim();
  if (DATE.test(text)) return `${text}T00:00:00Z`;
  const local = LOCAL_TIME.exec(text);
  return local ? `${local[1]}T${local[2]}Z` : text;
}

/** An empty cell of a table means that there is nothing, except in a text that must be there. */
function isAbsent(raw: unknown, shape: Shape, isLenient: boolean): boolean {
  if (raw === undefined || raw === null) return true;
  if (!isLenient || raw !== '') return false;
  return shape.optional === true || (shape.type !== 'string' && shape.type !== 'text');
}

function expected(name: string, raw: unknown, path: string, problems: Problem[]): undefined {
  problems.push({ path, says: `should be ${name}, not ${show(raw)}` });
}

/** How much of a wrong value a message may quote. */
const QUOTED_CHARS_MAX = 40;

function show(raw: unknown): string {
  if (raw === null) return 'null';
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object') return 'an object';
  return typeof raw === 'string' ? `"${clip(raw)}"` : (JSON.stringify(raw) ?? typeof raw);
}

function clip(text: string): string {
  return text.length > QUOTED_CHARS_MAX ? `${text.slice(0, QUOTED_CHARS_MAX)}…` : text;
}

function join(path: string, part: string | number): string {
  return path === '' ? String(part) : `${path}.${part}`;
}
