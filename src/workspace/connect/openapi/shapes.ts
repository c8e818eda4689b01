import type { ObjectShape, Shape } from '../../shape.ts';
import { asJson, asList, asText, isJson, type Description, type Json } from './description.ts';

/** Shapes nested deeper than this are left out: no rule and no plan reads that far. */
const DEPTH_MAX = 4;
/** Objects with more fields than this are cut down to those that matter most; a comment names the others. */
const FIELDS_MAX = 24;
/** Parts that may be missing and hold more values than this are left out: few workflows need them. */
const LEAVES_MAX = 12;
/** The same for parts of parts. */
const NESTED_MAX = 6;
/** A text that may be longer than this is one that somebody wrote. */
const TEXT_CHARS = 200;

const PERSONAL =
  /(?:^|_)(?:e?mail|phone|mobile|first_?name|last_?name|full_?name|birth\w*|street|address(?:_?line\w*)?|postal_?code|postcode|zip|iban|ip)(?:_|$)/i;
const WRITTEN =
  /^(?:text|note|notes|message|comment|comments|body|description|subject|reason_text|feedback|review|content)$/i;
const WANTED =
  /^(?:id|\w*_id|status|state|\w*amount\w*|total\w*|price|currency|\w*_at|created|updated|name|email|type|reason|quantity)$/i;

/** What was left out of a shape or guessed about it, in words. */
export type Doubts = string[];

/** A schema as a shape; undefined where there is nothing in it that a shape could say. */
export function shapeOf(
  description: Description,
  given: unknown,
  use: 'args' | 'gives',
  doubts: Doubts,
  name = '',
  seen: readonly string[] = [],
): Shape | undefined {
  const resolved = description.resolve(given);
  if (!resolved || resolved.refs.some((ref) => seen.includes(ref)) || seen.length > 60) return undefined;
  const inner = [...seen, ...resolved.refs];
  const schema = merged(description, resolved.value, doubts, name, inner);
  const type = typeOf(schema);
  const shape = bare(description, schema, type, { use, doubts, name, seen: inner });
  if (!shape) return undefined;
  const marked = {
    ...shape,
    ...marks(name, shape, schema, use),
    ...(isNullable(schema) && { optional: true }),
  };
  return marked as Shape;
}

interface Within {
  use: 'args' | 'gives';
  doubts: Doubts;
  name: string;
  seen: readonly string[];
}

function bare(
  description: Description,
  schema: Json,
  type: string | undefined,
  within: Within,
): Shape | undefined {
  switch (type) {
    case 'object':
      return objectOf(description, schema, within);
    case 'array': {
      if (depthOf(within.name) >= DEPTH_MAX) return undefined;
      const of = shapeOf(
        description,
        schema['items'],
        within.use,
        within.doubts,
        `${within.name}[]`,
        within.seen,
      );
      return of && { type: 'list', of: withoutOptional(of) };
    }
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
    case 'boolean':
      return { type };
    case undefined:
    default:
      return undefined;
  }
}

function textOf(schema: Json): Shape {
  const choices = asList(schema['enum'] ?? (schema['const'] === undefined ? [] : [schema['const']]));
  const names = choices.filter((choice): choice is string => typeof choice === 'string' && choice !== '');
  if (names.length > 0) return { type: 'string', choices: names };
  const format = asText(schema['format']);
  if (format === 'date-time' || format === 'date') return { type: 'time' };
  const most = schema['maxLength'];
  return { type: typeof most === 'number' && most > TEXT_CHARS ? 'text' : 'string' };
}

function objectOf(
  description: Description,
  schema: Json,
  { use, doubts, name, seen }: Within,
): Shape | undefined {
  const properties = Object.entries(asJson(schema['properties']));
  if (properties.length === 0 || depthOf(name) >= DEPTH_MAX) return undefined;
  const required = new Set(asList(schema['required']));
  const fields: Record<string, Shape> = {};
  const without: string[] = [];
  for (const [own, raw] of ordered(properties, required)) {
    const { readOnly, writeOnly } = description.resolve(raw)?.value ?? {};
    if ((use === 'args' && readOnly === true) || (use === 'gives' && writeOnly === true)) continue;
    const isMust = required.has(own);
    const isTooMany = Object.keys(fields).length >= FIELDS_MAX && !(use === 'args' && isMust);
    const path = name === '' ? own : `${name}.${own}`;
    const known = doubts.length;
    const shape =
      isTooMany || !/^\w+$/.test(own) ? undefined : shapeOf(description, raw, use, doubts, path, seen);
    const isHeavy =
      !isMust && name !== '' ? leaves(shape) > NESTED_MAX : !isMust && leaves(shape) > LEAVES_MAX;
    if (!shape || isHeavy) {
      without.push(own);
      // What is left out as a whole has no parts to speak of.
      doubts.length = known;
    } else fields[own] = isMust ? shape : { ...shape, optional: true };
  }
  if (without.length > 0) doubts.push(`Left out${name === '' ? '' : ` of ${name}`}: ${listed(without)}.`);
  return Object.keys(fields).length === 0 ? undefined : { type: 'object', fields };
}

/** Those that are required and those that rules ask for come first, where not all can come. */
function ordered(properties: [string, unknown][], required: ReadonlySet<unknown>): [string, unknown][] {
  if (properties.length <= FIELDS_MAX) return properties;
  const rank = ([name]: [string, unknown]): number =>
    (required.has(name) ? 0 : 1) + (WANTED.test(name) ? 0 : 2);
  return [...properties].sort((a, b) => rank(a) - rank(b));
}

/** `allOf` put together; of `oneOf` and `anyOf` what all of them could be, with a doubt. */
function merged(
  description: Description,
  schema: Json,
  doubts: Doubts,
  name: string,
  seen: readonly string[],
): Json {
  let whole = schema;
  for (const part of asList(schema['allOf'])) {
    const resolved = description.resolve(part);
    if (!resolved || resolved.refs.some((ref) => seen.includes(ref))) continue;
    whole = joined(whole, merged(description, resolved.value, doubts, name, [...seen, ...resolved.refs]));
  }
  const variants = [...asList(schema['oneOf']), ...asList(schema['anyOf'])]
    .map((variant) => description.resolve(variant))
    .filter((variant) => variant !== undefined && !variant.refs.some((ref) => seen.includes(ref)))
    .map((variant) =>
      merged(description, variant?.value ?? {}, doubts, name, [...seen, ...(variant?.refs ?? [])]),
    );
  if (variants.length === 0) return whole;
  const real = variants.filter((variant) => typeOf(variant) !== 'null');
  const isNull = real.length < variants.length;
  const objects = real.filter((variant) => typeOf(variant) === 'object');
  const [first] = objects.length > 0 ? objects : real;
  if (first === undefined) return whole;
  if (real.length > 1)
    doubts.push(
      `${name === '' ? 'It' : name} can have ${real.length} forms; this is what they share or the first says.`,
    );
  const all = objects.length > 1 ? objects.reduce(loosely) : first;
  return { ...joined(whole, all), ...(isNull && { nullable: true }) };
}

function joined(a: Json, b: Json): Json {
  const properties = { ...asJson(a['properties']), ...asJson(b['properties']) };
  const required = [...asList(a['required']), ...asList(b['required'])];
  return { ...b, ...a, ...(Object.keys(properties).length > 0 && { properties }), required };
}

/** Of two forms only what both require is required. */
function loosely(a: Json, b: Json): Json {
  const required = asList(a['required']).filter((name) => asList(b['required']).includes(name));
  return { ...joined(a, b), required };
}

function typeOf(schema: Json): string | undefined {
  const { type } = schema;
  const types = Array.isArray(type) ? type.filter((one) => one !== 'null') : [type];
  if (typeof types[0] === 'string') return types[0];
  if (Array.isArray(type) && type.includes('null')) return 'null';
  if (isJson(schema['properties'])) return 'object';
  if (schema['items'] !== undefined) return 'array';
  return Array.isArray(schema['enum']) || typeof schema['const'] === 'string' ? 'string' : undefined;
}

function isNullable(schema: Json): boolean {
  const { type, nullable } = schema;
  return nullable === true || (Array.isArray(type) && type.includes('null'));
}

/** Personal data by its name; and free text of an answer counts as written by a stranger until somebody says else. */
function marks(name: string, shape: Shape, schema: Json, use: 'args' | 'gives'): Partial<Shape> {
  const own = name.split('.').at(-1)?.replace('[]', '') ?? '';
  const isText = shape.type === 'string' || shape.type === 'text';
  if (!isText || ('choices' in shape && shape.choices)) return {};
  const isPersonal =
    PERSONAL.test(own.replaceAll(/([a-z])([A-Z])/g, '$1_$2')) || schema['format'] === 'email';
  const isWritten = use === 'gives' && (WRITTEN.test(own) || shape.type === 'text');
  return { ...(isPersonal && { personal: true }), ...(isWritten && { type: 'text', outside: true }) };
}

function leaves(shape: Shape | undefined): number {
  if (shape?.type === 'list') return leaves(shape.of);
  if (shape?.type !== 'object') return 1;
  return Object.values(shape.fields).reduce((sum, field) => sum + leaves(field), 0);
}

function depthOf(name: string): number {
  return name === '' ? 0 : name.split('.').length;
}

function withoutOptional(shape: Shape): Shape {
  const { optional: _, ...rest } = shape;
  return rest;
}

/** How many names a comment lists. */
const LISTED_MAX = 30;

function listed(names: string[]): string {
  const more = names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '';
  return names.slice(0, LISTED_MAX).join(', ') + more;
}

export function isObject(shape: Shape | undefined): shape is ObjectShape {
  return shape?.type === 'object';
}
