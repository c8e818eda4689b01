import type { Row } from './schema.ts';

/** Nested records are looked into this deep for columns: `facts.order.total`. */
const DEPTH_MAX = 3;
const COLUMNS_MAX = 200;

/** The columns of some rows, nested ones as `outer.inner`, in the order in which they are met. */
export function columnsOf(rows: Row[]): string[] {
  const columns = new Set<string>();
  const visit = (values: Record<string, unknown>, before: string, depth: number): void => {
    for (const [name, value] of Object.entries(values)) {
      if (columns.size >= COLUMNS_MAX) return;
      columns.add(before + name);
      if (depth < DEPTH_MAX && isRecord(value)) visit(value, `${before}${name}.`, depth + 1);
    }
  };
  for (const { values } of rows) visit(values, '', 1);
  return [...columns];
}

/** The value at a column: its own name, else a path into nested records and lists (`events.0.at`). */
export function at(values: Record<string, unknown>, column: string): unknown {
  if (Object.hasOwn(values, column)) return values[column] ?? undefined;
  const parts = column.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const head = parts.slice(0, length).join('.');
    if (!Object.hasOwn(values, head)) continue;
    const inner = values[head];
    const rest = parts.slice(length).join('.');
    return isRecord(inner) || Array.isArray(inner) ? at(inner as Record<string, unknown>, rest) : undefined;
  }
  return undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a row as one text: what is compared with names, and what a person is shown. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : (JSON.stringify(value) ?? '');
}
