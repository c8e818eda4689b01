import { z } from 'zod';
import { ERROR_STATUS } from '../../../runtime/errors.ts';
import { contract, Problem, type OpName } from '../contract.ts';
import type { Route } from '../serve/route.ts';
import { takesKey } from '../serve/once.ts';
import { PERSON_HEADER } from '../serve/person.ts';
import { rightOf } from '../serve/scopes.ts';

type Json = Record<string, unknown>;

const SUMMARY = `The HTTP API of Remit. Errors are problem details (RFC 9457). What is read has an ETag and honours
If-None-Match; what changes something honours Idempotency-Key for a day, and If-Match where the same path or the case
is read. Lists that go on have a \`cursor\`.`;

/** The whole HTTP API as an OpenAPI 3.1 description, made from the table that server and clients share. */
export function describeApi(table: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of table) {
    const name = route.name ?? nameOf(route);
    if (name === undefined) continue;
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    const item = (paths[path] ??= {});
    item[route.method.toLowerCase()] = operation(name, route.status ?? 200);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Remit',
      version,
      description: SUMMARY.replaceAll('\n', ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Wherever it is reached: on this machine, or under the public address in remit.yaml.
    servers: [{ url: '/' }],
    // On its own machine Remit asks nobody to sign in; a program that speaks as an agent shows a token.
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of Remit, or an access token of the issuer in remit.yaml.',
        },
      },
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: {
        Problem: {
          description: 'What is wrong, and what to do.',
          content: { 'application/problem+json': { schema: ref('schemas/Problem') } },
        },
        NotModified: { description: 'It is what If-None-Match names.' },
      },
      parameters: PARAMETERS,
    },
  };
}

const PARAMETERS: Record<string, Json> = {
  id: { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 200 } },
  Person: header(PERSON_HEADER, 'Who acts, by their id; with a token it is whoever the token names.'),
  IdempotencyKey: header('Idempotency-Key', 'The same key with the same request is done once.'),
  IfNoneMatch: header('If-None-Match', 'The ETag that the caller has: 304 where nothing has changed.'),
  IfMatch: header('If-Match', 'The ETag that the caller saw: 412 where it has changed since.'),
};

function operation(name: OpName, status: number): Json {
  const { method, path, says, query, body, answer } = contract[name];
  const right = rightOf(name, method);
  const isRead = method === 'GET';
  const always = isRead
    ? ['IfNoneMatch']
    : ['Person', 'IfMatch', ...(takesKey(name, method) ? ['IdempotencyKey'] : [])];
  const described: Json = {
    operationId: name,
    summary: says,
    description:
      right === undefined
        ? 'For people at the desk; no token opens it.'
        : `A token takes the right \`${right}\`.`,
    tags: [tagOf(path)],
    parameters: [
      ...(path.includes(':id') ? [ref('parameters/id')] : []),
      ...queryParameters(query),
      ...always.map((one) => ref(`parameters/${one}`)),
    ],
    responses: {
      [status]: {
        description: 'The answer.',
        ...(isRead ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
        content: { 'application/json': { schema: schemaOf(answer, 'output') } },
      },
      ...(isRead ? { 304: ref('responses/NotModified') } : {}),
      ...Object.fromEntries(
        [...new Set(Object.values(ERROR_STATUS))].map((code) => [code, ref('responses/Problem')]),
      ),
    },
  };
  if (right === 'propose') described['security'] = [{ token: [] }];
  if (!isRead)
    described['requestBody'] = { content: { 'application/json': { schema: schemaOf(body, 'input') } } };
  return described;
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => nameKeys(jsonSchema as Json),
  }) as Json;
  return rest;
}

/** A record whose keys are known, written as an object with these properties: that is what clients are made from. */
function nameKeys(schema: Json): void {
  const { propertyNames, additionalProperties, properties } = schema;
  const keys = (propertyNames as { enum?: string[] } | undefined)?.enum;
  if (!keys || properties !== undefined) return;
  schema['properties'] = Object.fromEntries(keys.map((key) => [key, additionalProperties]));
  schema['additionalProperties'] = false;
  delete schema['propertyNames'];
}

function nameOf({ method, path }: Route): OpName | undefined {
  const names = Object.keys(contract) as OpName[];
  return names.find((name) => contract[name].method === method && contract[name].path === path);
}

function tagOf(path: string): string {
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  return first === 'api' ? second : first;
}

function header(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } };
}

function ref(to: string): Json {
  return { $ref: `#/components/${to}` };
}
