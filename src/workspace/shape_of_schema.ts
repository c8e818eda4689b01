import type { Shape } from './shape.ts';

/** A JSON Schema as it comes from outside: nothing about it is certain. */
export type ForeignSchema = Record<string, unknown>;

/** A shape, or why a shape cannot say what the schema says; `doubts` are parts that were left out on the way. */
export type ShapeOf = { ok: true; shape: Shape; doubts: string[] } | { ok: false; why: string };

/** Nested deeper than this, a schema is not read. */
const DEPTH_MAX = 10;

/**
 * What a JSON Schema (2020-12, draft 7, OpenAPI 3) says of a value, as a shape. What is optional and cannot be said
 * is left out with a doubt; what is required and cannot be said is a refusal.
 */
export function shapeOfSchema(schema: unknown, root: unknown = schema): ShapeOf {
  const doubts: string[] = [];
  const read = shapeAt(schema, root, '', doubts, 0);
  return typeof read === 'string' ? { ok: false, why: read } : { ok: true, shape: read, doubts };
}

/** A shape, or a sentence about why there is none. */
function shapeAt(
  given: unknown,
  root: unknown,
  path: string,
  doubts: string[],
  depth: number,
): Shape | string {
  const at = path === '' ? 'it' : path;
  if (depth > DEPTH_MAX) return `${at} is nested too deep`;
  const schema = resolved(given, root);
  if (schema === undefined) return `${at} has no schema`;
  const shape = bare(schema, root, path, doubts, depth);
  if (typeof shape === 'string') return shape;
  const title =
    typeof schema['title'] === 'string' && schema['title'].length <= 60 ? schema['title'] : undefined;
  return title === undefined || path === '' ? shape : { ...shape, label: title };
}

function bare(
  schema: ForeignSchema,
  root: unknown,
  path: string,
  doubts: string[],
  depth: number,
): Shape | string {
  const at = path === '' ? 'it' : path;
  const choices = choicesOf(schema);
  if (choices) return { type: 'string', choices };
  const either = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(either)) return oneOf(either, root, path, doubts, depth);
  const { type, isNullable } = typeOf(schema);
  const optional = isNullable ? { optional: true } : {};
  switch (type) {
    case 'string':
      return { type: schema['format'] === 'date-time' ? 'time' : 'string', ...optional };
    case 'integer':
    case 'number':
    case 'boolean':
      return { type, ...optional };
    case 'array': {
      const of = shapeAt(schema['items'], root, `${path}[]`, doubts, depth + 1);
      return typeof of === 'string' ? of : { type: 'list', of, ...optional };
    }
    case 'object': {
      const fields = fieldsOf(schema, root, path, doubts, depth);
      return typeof fields === 'string' ? fields : { type: 'object', fields, ...optional };
    }
    case undefined:
    default:
      return `${at} may be anything`;
  }
}

function fieldsOf(
  schema: ForeignSchema,
  root: unknown,
  path: string,
  doubts: string[],
  depth: number,
): Record<string, Shape> | string {
  const properties = schema['properties'];
  const at = path === '' ? 'it' : path;
  if (!isSchema(properties) || Object.keys(properties).length === 0)
    return path === '' ? {} : `${at} is an object whose fields are not named`;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields: Record<string, Shape> = {};
  for (const [name, part] of Object.entries(properties)) {
    const below = path === '' ? name : `${path}.${name}`;
    const shape = shapeAt(part, root, below, doubts, depth + 1);
    const isOptional = !required.includes(name);
    if (typeof shape !== 'string') fields[name] = isOptional ? { ...shape, optional: true } : shape;
    else if (isOptional) doubts.push(`${shape}: left out`);
    else return shape;
  }
  if (path !== '' && Object.keys(fields).length === 0) return `${at} has no field that can be said`;
  return fields;
}

/** Either something or nothing is an optional something; other choices cannot be said. */
function oneOf(
  either: unknown[],
  root: unknown,
  path: string,
  doubts: string[],
  depth: number,
): Shape | string {
  const some = either.filter((one) => resolved(one, root)?.['type'] !== 'null');
  const [only] = some;
  if (some.length !== 1) return `${path === '' ? 'it' : path} may be one of several things`;
  const shape = shapeAt(only, root, path, doubts, depth + 1);
  return typeof shape === 'string' || some.length === either.length ? shape : { ...shape, optional: true };
}

function choicesOf(schema: ForeignSchema): string[] | undefined {
  if (typeof schema['const'] === 'string') return [schema['const']];
  const given = schema['enum'];
  if (Array.isArray(given)) {
    const names = given.filter((one) => one !== null);
    return names.length > 0 && names.every((one) => typeof one === 'string') ? names : undefined;
  }
  const either = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(either) || either.length === 0) return undefined;
  const constants = either.map((one) => (isSchema(one) ? one['const'] : undefined));
  return constants.every((one) => typeof one === 'string') ? constants : undefined;
}

function typeOf(schema: ForeignSchema): { type: string | undefined; isNullable: boolean } {
  const given = schema['type'];
  const isNullable = schema['nullable'] === true;
  if (Array.isArray(given)) {
    const types = given.filter((one) => one !== 'null');
    const [only] = types;
    const type = types.length === 1 && typeof only === 'string' ? only : undefined;
    return { type, isNullable: types.length < given.length };
  }
  if (typeof given === 'string') return { type: given, isNullable };
  return { type: isSchema(schema['properties']) ? 'object' : undefined, isNullable };
}

/** Follows references within the same document. */
function resolved(given: unknown, root: unknown): ForeignSchema | undefined {
  let schema = given;
  for (let steps = 0; steps < DEPTH_MAX && isSchema(schema) && typeof schema['$ref'] === 'string'; steps++) {
    const parts = schema['$ref'].startsWith('#/') ? schema['$ref'].slice(2).split('/') : undefined;
    schema = parts?.reduce<unknown>(
      (at, part) => (isSchema(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      root,
    );
  }
  return isSchema(schema) && typeof schema['$ref'] !== 'string' ? schema : undefined;
}

function isSchema(value: unknown): value is ForeignSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
