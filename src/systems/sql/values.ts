import { isMoney } from '../../workspace/money.ts';
import { shapeAt } from '../../workspace/paths.ts';
import type { Shape } from '../../workspace/shape.ts';
import { placed, parseStatement, type SqlDialect } from '../../workspace/systems/sql_statement.ts';
import { coerce } from '../../workspace/values.ts';
import { decimalOf } from '../decimal.ts';
import type { SqlMake } from './line.ts';

/** A statement as the database takes it, with the names whose values go to its places. */
export interface Statement {
  text: string;
  order: string[];
}

export function compileStatement(sql: string, dialect: SqlDialect): Statement {
  return placed(parseStatement(sql, dialect), dialect);
}

/** Values for a statement's places: an argument, a part of one (`amount.minor`), or our key. What is left out is null. */
export function valuesFor(
  { order }: Statement,
  args: Record<string, unknown>,
  key: string | undefined,
  { shapes, parameter }: { shapes: Record<string, Shape>; parameter: SqlMake['parameter'] },
): unknown[] {
  return order.map((name) => {
    if (name === 'key' && key !== undefined && !Object.hasOwn(args, 'key')) return key;
    const [top = '', part] = name.split('.');
    const value = args[top];
    const found = shapeAt(shapes, name);
    const isTime = found.ok && found.shape.type === 'time';
    if (part === undefined) return parameter(value, isTime);
    if (isMoney(value) && part === 'decimal') return decimalOf(value);
    return parameter((value as Record<string, unknown> | undefined)?.[part], isTime);
  });
}

export type Fitted = { ok: true; value: unknown } | { ok: false; says: string };

/** Holds a row, or rows, against their shape; columns that are not declared are left out. */
export function fit(shape: Shape, value: unknown): Fitted {
  const read = coerce(shape, prepared(shape, value));
  if (read.ok) return read;
  const [first] = read.problems;
  const more = read.problems.length > 1 ? ` (and ${read.problems.length - 1} more)` : '';
  return {
    ok: false,
    says: `answered with something unexpected: ${first?.path ?? ''} ${first?.says ?? ''}${more}`,
  };
}

/** What databases have no type for: truth written as 1 and 0, and JSON kept as text. */
function prepared(shape: Shape, value: unknown): unknown {
  if (shape.type === 'boolean' && (value === 1 || value === 0)) return value === 1;
  if (typeof value === 'bigint') return String(value);
  if (shape.type === 'list' || shape.type === 'object') {
    const parsed = typeof value === 'string' ? parsedJson(value) : value;
    if (shape.type === 'list')
      return Array.isArray(parsed) ? parsed.map((part) => prepared(shape.of, part)) : parsed;
    if (parsed === null || typeof parsed !== 'object' || parsed instanceof Date) return parsed;
    const row = { ...(parsed as Record<string, unknown>) };
    for (const [name, field] of Object.entries(shape.fields))
      if (Object.hasOwn(row, name)) row[name] = prepared(field, row[name]);
    return row;
  }
  return value;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
