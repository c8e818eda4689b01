import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';
import { z } from 'zod';
import { contract, Problem } from '../../src/doors/http/contract.ts';

interface JsonSchema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
}

const HEAD = `// Made from the contract of the HTTP interface, and held against it by a test. Do not change it by hand:
// UPDATE_DOCS=1 npx vitest run test/reference.test.ts makes it again.
`;

const TYPES = join(import.meta.dirname, '..', '..', 'clients', 'typescript', 'src', 'operations.ts');

/** Fails unless the client's types are those of the contract; with `UPDATE_DOCS` they are written anew. */
export async function expectClientTypes(): Promise<void> {
  const made = await clientTypes();
  if (process.env['UPDATE_DOCS']) writeFileSync(TYPES, made);
  expect(readFileSync(TYPES, 'utf8') === made, 'the types of the client are older than the contract').toBe(
    true,
  );
}

/** The client's types and its table of routes, from the table that the server itself is made from. */
async function clientTypes(): Promise<string> {
  const operations = Object.entries(contract).map(([name, { says, query, body, answer }]) => {
    const parts = [`query: ${written(query, 'input')}`, `body: ${written(body, 'input')}`];
    return `/** ${says} */\n${name}: {${parts.join(';')}; answer: ${written(answer, 'output')}};`;
  });
  const routes = Object.entries(contract).map(
    ([name, { method, path }]) => `${name}: ['${method}', '${path}'],`,
  );
  const text = `${HEAD}
/** Every operation: what goes in and what comes out. */
export interface Operations {\n${operations.join('\n')}\n}

/** An error as the server tells it (RFC 9457). */
export interface Problem ${written(Problem, 'output')}

export const ROUTES = {\n${routes.join('\n')}\n} as const satisfies Record<keyof Operations, readonly ['GET' | 'POST', string]>;
`;
  return format(text, { ...(await resolveConfig(TYPES)), parser: 'typescript' });
}

function written(schema: z.ZodType, io: 'input' | 'output'): string {
  return typeOf(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as JsonSchema);
}

function typeOf(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
      return `(${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    case undefined:
    default:
      return 'unknown';
  }
}

function objectOf({ properties, required = [], additionalProperties: more }: JsonSchema): string {
  const fields = Object.entries(properties ?? {}).map(
    ([name, field]) => `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(field)};`,
  );
  if (fields.length > 0) return `{${fields.join('')}}`;
  if (properties && typeof more !== 'object') return 'Record<string, never>';
  return typeof more === 'object' ? `Record<string, ${typeOf(more)}>` : 'Record<string, unknown>';
}
