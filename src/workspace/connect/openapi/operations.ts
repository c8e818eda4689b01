import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../nearest.ts';
import { asJson, asList, asText, asWords, isJson, type Description, type Json } from './description.ts';
import { snake } from './names.ts';

/** One operation of a description. */
export interface Operation {
  /** As the description calls it; made of method and path where it calls it nothing. */
  id: string;
  /** The same as a name that rules and templates can say, and that no other operation has. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  tags: string[];
  summary: string | undefined;
  isDeprecated: boolean;
  parameters: Parameter[];
  body: { type: string; schema: Json; isRequired: boolean } | undefined;
  /** Of the first 2xx answer; undefined where it has none in JSON. */
  answer: Json | undefined;
  answerHeaders: string[];
  security: Json[];
}

export interface Parameter {
  name: string;
  in: string;
  isRequired: boolean;
  schema: Json;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation of a description, in its order. */
export function operationsOf(description: Description): Operation[] {
  const taken = new Set<string>();
  const found: Operation[] = [];
  for (const [path, given] of Object.entries(asJson(description.root['paths']))) {
    const item = description.resolve(given)?.value ?? {};
    for (const method of METHODS) {
      if (isJson(item[method])) found.push(operationOf(description, path, method, item, item[method], taken));
    }
  }
  return found;
}

/** The operations that were asked for by id, name, tag, path, or `METHOD path`; all of them where nothing was asked for. */
export function chosen(operations: Operation[], only: string[]): Operation[] {
  if (only.length === 0) return operations;
  const kept = new Set<Operation>();
  for (const wanted of only) {
    const fits = operations.filter((operation) => namesOf(operation).includes(wanted.toLowerCase()));
    if (fits.length === 0) {
      const names = operations.flatMap(({ id, tags }) => [id, ...tags]);
      throw new AppError('not_found', `The description has no operation, tag or path "${wanted}".`, {
        suggestion: `Here ${suggestName(wanted, [...new Set(names)]) ?? 'are no operations'}; --list shows them all.`,
      });
    }
    for (const operation of fits) kept.add(operation);
  }
  return operations.filter((operation) => kept.has(operation));
}

function namesOf({ id, name, tags, method, path }: Operation): string[] {
  return [id, name, ...tags, path, `${method} ${path}`].map((text) => text.toLowerCase());
}

function operationOf(
  description: Description,
  path: string,
  method: (typeof METHODS)[number],
  item: Json,
  given: Json,
  taken: Set<string>,
): Operation {
  const id = asWords(given['operationId']) ?? `${method} ${path}`;
  const own = new Map<string, Parameter>();
  for (const raw of [...asList(item['parameters']), ...asList(given['parameters'])]) {
    const parameter = parameterOf(description, raw);
    if (parameter) own.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  const { answer, headers } = answerOf(description, given);
  return {
    id,
    name: freeName(asText(given['operationId']) ?? nameOf(method, path), taken),
    method: method.toUpperCase() as Operation['method'],
    path,
    tags: asList(given['tags']).flatMap((tag) => asWords(tag) ?? []),
    summary: asWords(given['summary']) ?? asWords(asText(given['description'])?.split(/\.\s|\n/)[0]),
    isDeprecated: given['deprecated'] === true,
    parameters: [...own.values()],
    body: bodyOf(description, given),
    answer,
    answerHeaders: headers,
    security: asList(given['security'] ?? description.root['security']).filter(isJson),
  };
}

function parameterOf(description: Description, raw: unknown): Parameter | undefined {
  const given = description.resolve(raw)?.value;
  const name = asText(given?.['name']);
  const place = asText(given?.['in']);
  if (!given || name === undefined || place === undefined) return undefined;
  const [content] = Object.values(asJson(given['content']));
  const schema = asJson(given['schema'] ?? asJson(content)['schema']);
  return { name, in: place, isRequired: given['required'] === true || place === 'path', schema };
}

/** JSON before a form, and a form before anything else. */
function bodyOf(description: Description, given: Json): Operation['body'] {
  const body = description.resolve(given['requestBody'])?.value;
  const types = Object.entries(asJson(body?.['content']));
  const found =
    types.find(([type]) => isJsonType(type)) ??
    types.find(([type]) => type.includes('form-urlencoded')) ??
    types[0];
  if (!body || !found) return undefined;
  return {
    type: found[0],
    schema: asJson(asJson(found[1])['schema']),
    isRequired: body['required'] === true,
  };
}

function answerOf(description: Description, given: Json): { answer: Json | undefined; headers: string[] } {
  const answers = Object.entries(asJson(given['responses'])).filter(([status]) =>
    /^2(\d\d|XX)$/i.test(status),
  );
  for (const [, raw] of answers) {
    const answer = description.resolve(raw)?.value;
    const headers = Object.keys(asJson(answer?.['headers']));
    const json = Object.entries(asJson(answer?.['content'])).find(([type]) => isJsonType(type))?.[1];
    if (json !== undefined) return { answer: asJson(asJson(json)['schema']), headers };
  }
  return { answer: undefined, headers: [] };
}

export function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/.test(type) || type === '*/*';
}

function nameOf(method: string, path: string): string {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? `by_${part.slice(1, -1)}` : part));
  return [method, ...parts].join('_');
}

function freeName(given: string, taken: Set<string>): string {
  const base = snake(given);
  let name = base;
  for (let index = 2; taken.has(name); index++) name = `${base}_${index}`;
  taken.add(name);
  return name;
}
