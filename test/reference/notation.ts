import { z } from 'zod';

interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  default?: unknown;
}

const INDENT = '  ';
/** An object that fits into this many characters is written on one line. */
const LINE_CHARS_MAX = 96;

/** A zod schema as a person writes down a shape: `{ id: text, money?: { … } | null }`. */
export function notation(schema: z.ZodType): string {
  return written(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema,
    '',
  );
}

function written(schema: JsonSchema, indent: string): string {
  const { type, items, properties, additionalProperties } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => written(choice, indent)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => written({ ...schema, type: one }, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (type === 'array') return listed(written(items ?? {}, indent));
  if (type === 'object' && properties) return fields(schema, indent);
  if (type === 'object' && typeof additionalProperties === 'object') {
    return `{ [name]: ${written(additionalProperties, indent)} }`;
  }
  if (type === 'string') return 'text';
  if (type === 'integer') return 'whole number';
  return type ?? 'anything';
}

function listed(item: string): string {
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
}

function fields({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = indent + INDENT;
  const parts = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    const otherwise = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`;
    return `${name}${mark}: ${written(schema, inner)}${otherwise}`;
  });
  if (parts.length === 0) return '{}';
  const line = `{ ${parts.join(', ')} }`;
  if (!line.includes('\n') && indent.length + line.length <= LINE_CHARS_MAX) return line;
  return `{\n${parts.map((part) => `${inner}${part}\n`).join('')}${indent}}`;
}
