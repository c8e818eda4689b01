import type { Shape } from '../../workspace/shape.ts';

/** Paths in a value that its shape marks as written by strangers: `messages.0.text`; `` for all of it. */
export function outsidePaths(shape: Shape, value: unknown, path = ''): string[] {
  if (value === undefined || value === null) return [];
  if (shape.outside === true || shape.type === 'text') return [path];
  if (shape.type === 'list')
    return Array.isArray(value)
      ? value.flatMap((part, index) => outsidePaths(shape.of, part, under(path, index)))
      : [];
  if (shape.type !== 'object' || typeof value !== 'object') return [];
  const parts = value as Record<string, unknown>;
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    outsidePaths(field, parts[name], under(path, name)),
  );
}

/** Whether strangers may have written anything of what a read gives. */
export function mayBeOutside(shape: Shape): boolean {
  if (shape.outside === true || shape.type === 'text') return true;
  if (shape.type === 'list') return mayBeOutside(shape.of);
  return shape.type === 'object' && Object.values(shape.fields).some(mayBeOutside);
}

/** The texts at these paths. */
export function outsideTextsIn(value: unknown, paths: string[]): string[] {
  const texts: string[] = [];
  for (const path of paths) collect(partAt(value, path), texts);
  return texts;
}

function partAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], value);
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'number') texts.push(String(value));
  else if (value !== null && typeof value === 'object')
    for (const part of Object.values(value)) collect(part, texts);
}

function under(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
