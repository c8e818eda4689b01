import type { Shape } from '../../shape.ts';

/** Lines longer than this are broken into a block. */
const LINE_CHARS_MAX = 100;

const PLAIN = /^[A-Za-z_/][\w ./()'-]*\??$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;

/** A value as YAML writes it on one line. */
export function onOneLine(value: unknown): string {
  if (typeof value === 'string')
    return PLAIN.test(value) && !RESERVED.test(value) && value.trim() === value
      ? value
      : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, own]) => `${onOneLine(name)}: ${onOneLine(own)}`)
      .join(', ')}}`;
  return JSON.stringify(value ?? null);
}

/** `name: value` on one line where it fits, else as a block with everything in it on lines of its own. */
export function lines(name: string, value: unknown, indent: number): string[] {
  const start = `${' '.repeat(indent)}${onOneLine(name)}:`;
  const line = `${start} ${onOneLine(value)}`;
  const isLong = line.length > LINE_CHARS_MAX && value !== null && typeof value === 'object';
  if (!isLong) return [line];
  if (Array.isArray(value)) {
    const [only] = value;
    const isShape = value.length === 1 && only !== null && typeof only === 'object' && !Array.isArray(only);
    if (!isShape) return [start, ...filled(value.map(onOneLine), indent + 2)];
    const [first = '', ...rest] = Object.entries(only as object).flatMap(([key, own]) =>
      lines(key, own, indent + 4),
    );
    return [start, `${' '.repeat(indent + 2)}- ${first.trimStart()}`, ...rest];
  }
  return [start, ...Object.entries(value).flatMap(([key, own]) => lines(key, own, indent + 2))];
}

/** A list over as many lines as it needs, each as full as it may be. */
function filled(values: string[], indent: number): string[] {
  const made = [`${' '.repeat(indent)}[`];
  values.forEach((value, index) => {
    const text = index === values.length - 1 ? `${value}]` : `${value},`;
    const last = made.at(-1) ?? '';
    if (last.length + text.length + 1 > LINE_CHARS_MAX) made.push(`${' '.repeat(indent + 1)}${text}`);
    else made[made.length - 1] = last.endsWith('[') ? last + text : `${last} ${text}`;
  });
  return made;
}

/** What makes a mapping a shape's long form where nothing else stands in it. */
const LONG_FORM = ['type', 'choices', 'list', 'of', 'fields', 'label', 'optional', 'outside', 'personal'];

/** A shape as a workspace's file writes it, as short as it goes. */
export function written(shape: Shape): unknown {
  const { optional, outside, personal } = shape;
  const marks = { ...(outside && { outside }), ...(personal && { personal }), ...(optional && { optional }) };
  if (shape.type === 'list')
    return Object.keys(marks).length === 0 ? [written(shape.of)] : { list: written(shape.of), ...marks };
  if (shape.type === 'object') {
    const fields = writtenFields(shape.fields);
    const isAmbiguous = Object.keys(fields).every((name) => LONG_FORM.includes(name));
    const isPlain = Object.keys(marks).length === 0 && !isAmbiguous;
    return isPlain ? fields : { fields, ...marks };
  }
  if (shape.choices) return { choices: shape.choices, ...marks };
  if (outside || personal) return { type: shape.type, ...marks };
  return optional ? `${shape.type}?` : shape.type;
}

export function writtenFields(fields: Record<string, Shape>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, written(field)]));
}
