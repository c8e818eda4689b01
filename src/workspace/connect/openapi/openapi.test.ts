import { expect, test } from 'vitest';
import { sayFor } from '../../forms/form.ts';
import type { Fault } from '../../shape.ts';
import { readSystem } from '../../systems/index.ts';
import type { HttpFile } from '../../systems/schema.ts';
import { readYaml } from '../../yaml.ts';
import { draftSystem, listOperations } from './index.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ responses: { 200: { description: 'ok', ...json(schema) } } });
const text = { type: 'string' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });

function describe(paths: object, more: object = {}): string {
  const info = { title: 'Pet Shop API', version: '1' };
  return JSON.stringify({
    openapi: '3.1.0',
    info,
    servers: [{ url: 'https://pets.example/v1' }],
    paths,
    ...more,
  });
}

function draft(paths: object, more: object = {}): { file: HttpFile; text: string; checks: string[] } {
  const drafted = draftSystem(describe(paths, more), { source: 'pets.json', only: [] });
  const read = readYaml('systems/pet_shop.yaml', drafted.text);
  const faults: Fault[] = read.ok ? [] : read.faults;
  const env = Object.fromEntries(drafted.env.map((name) => [name, 'https://x']));
  const file = read.ok ? readSystem('pet_shop', read.yaml, env, sayFor(read.yaml, faults)) : undefined;
  if (file?.kind !== 'http' || faults.length > 0)
    throw new Error(drafted.text + JSON.stringify(faults, null, 2));
  const unbroken = drafted.text.replaceAll(/\n\s*#   /g, ' ');
  return {
    file,
    text: drafted.text,
    checks: [...unbroken.matchAll(/# Check: (.*)/g)].map(([, check = '']) => check),
  };
}

test('what gets reads and what changes writes, each with the names and shapes of the description', () => {
  const order = object(
    { id: text, status: { enum: ['open', 'paid'] }, placed: { ...text, format: 'date-time' } },
    ['id'],
  );
  const path = { parameters: [{ name: 'order-id', in: 'path', required: true, schema: text }] };
  const { file } = draft({
    '/orders/{order-id}': {
      ...path,
      get: { operationId: 'getOrder', ...ok(order) },
      put: { operationId: 'setOrder', requestBody: json(object({ status: text }, ['status'])), ...ok(order) },
    },
  });
  expect(file.reads['get_order']).toMatchObject({
    via: { method: 'GET', path: '/orders/{order_id}' },
    args: { order_id: { type: 'string' } },
    gives: {
      fields: {
        id: { type: 'string' },
        status: { choices: ['open', 'paid'], optional: true },
        placed: { type: 'time', optional: true },
      },
    },
  });
  expect(file.writes['set_order']).toMatchObject({
    via: { method: 'PUT' },
    args: { order_id: {}, status: {} },
  });
});

test('an amount beside a currency is money, in the answer and in the body', () => {
  const body = object({ amount: { type: 'integer' }, currency: text, note: text }, ['amount', 'currency']);
  const { file, checks } = draft({
    '/refunds': {
      post: {
        operationId: 'refund',
        requestBody: json(body),
        ...ok(object({ id: text, ...body.properties })),
      },
    },
  });
  expect(file.writes['refund']).toMatchObject({
    money: 'amount',
    args: { amount: { type: 'money' }, note: { optional: true } },
    via: {
      body: { amount: '{{args.amount.minor}}', currency: '{{args.amount.currency}}', note: '{{args.note}}' },
      amounts: { amount: { from: 'amount', counts: 'minor_units', currency: 'currency' } },
    },
  });
  expect(checks).toContainEqual(expect.stringContaining('1250 is 12.50'));
});

test('an undo is proposed where another operation takes away what was made, or does the opposite', () => {
  const path = (name: string) => ({ parameters: [{ name, in: 'path', required: true, schema: text }] });
  const gone = { responses: { 204: { description: 'gone' } } };
  const { file, checks } = draft({
    '/orders': {
      post: {
        operationId: 'create',
        requestBody: json(object({ sku: text })),
        ...ok(object({ id: text }, ['id'])),
      },
    },
    '/orders/{id}': { ...path('id'), delete: { operationId: 'remove', ...gone } },
    '/orders/{id}/hold': { ...path('id'), post: { operationId: 'hold', ...gone } },
    '/orders/{id}/release': { ...path('id'), post: { operationId: 'release', ...gone } },
    '/mails': { post: { operationId: 'sendMail', requestBody: json(object({ to: text })), ...gone } },
  });
  expect(file.writes['create']?.undo).toEqual({ write: 'pet_shop.remove', with: { id: '{{result.id}}' } });
  expect(file.writes['hold']?.undo).toMatchObject({ write: 'pet_shop.release', with: { id: '{{args.id}}' } });
  expect(file.writes['send_mail']?.irreversible).toBe(true);
  expect(checks.filter((check) => check.includes('is a guess'))).toHaveLength(4);
});

test('a key is sent where the service takes one, and otherwise the file says what that means', () => {
  const header = { parameters: [{ name: 'Idempotency-Key', in: 'header', schema: text }] };
  const { file, checks } = draft({
    '/a': { post: { operationId: 'a', ...header, ...ok(object({ id: text })) } },
    '/b': { post: { operationId: 'b', ...ok(object({ id: text })) } },
  });
  expect(file.writes['a']?.keyedBy).toBe('idempotency-key');
  expect(checks.filter((check) => check.includes('waits for a person'))).toHaveLength(1);
});

test('pages are followed where the description shows how', () => {
  const list = object({
    data: { type: 'array', items: object({ id: text }, ['id']) },
    meta: object({ next_cursor: text }),
  });
  const { file } = draft({
    '/orders': {
      get: { operationId: 'list', parameters: [{ name: 'cursor', in: 'query', schema: text }], ...ok(list) },
    },
  });
  expect(file.reads['list']).toMatchObject({
    args: {},
    via: { take: 'data', pages: { by: 'cursor', cursor: 'meta.next_cursor', as: 'cursor' } },
  });
});

test('the sign-in is the best that the chosen operations take', () => {
  const flows = { clientCredentials: { tokenUrl: 'https://login.example/token', scopes: { orders: 'all' } } };
  const securitySchemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    login: { type: 'oauth2', flows },
  };
  const paths = { '/a': { get: { operationId: 'a', ...ok(object({ id: text })) } } };
  const both = draft(paths, { components: { securitySchemes }, security: [{ key: [] }, { login: [] }] });
  expect(both.file.auth).toMatchObject({
    kind: 'oauth2',
    tokenUrl: 'https://login.example/token',
    scope: 'orders',
  });
  expect(draft(paths, { components: { securitySchemes }, security: [{ key: [] }] }).text).toContain(
    'auth: {header: {name: X-Key, value: "${PET_SHOP_KEY}"}}',
  );
});

test('a schema that holds itself, or that has many forms, still gives a file that loads', () => {
  const Tree = object(
    {
      name: text,
      parent: { $ref: '#/components/schemas/Tree' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
    ['name'],
  );
  const forms = {
    oneOf: [object({ a: text, both: text }, ['a', 'both']), object({ b: text, both: text }, ['both'])],
  };
  const { file, checks } = draft(
    {
      '/tree': { get: { operationId: 'tree', ...ok({ allOf: [{ $ref: '#/components/schemas/Tree' }] }) } },
      '/forms': { get: { operationId: 'forms', ...ok(forms) } },
    },
    { components: { schemas: { Tree } } },
  );
  expect(file.reads['tree']?.gives).toMatchObject({
    fields: { name: { type: 'string' }, parent: { fields: { name: { type: 'string' } } } },
  });
  expect(file.reads['forms']?.gives).toMatchObject({
    fields: { a: { optional: true }, both: { type: 'string' } },
  });
  expect(checks).toContainEqual('Left out of parent: parent, children.');
});

test('what a stranger wrote is marked as such, and so is what is personal', () => {
  const answer = object({ note: text, customer_email: text, id: text });
  const { file } = draft({ '/a': { get: { operationId: 'a', ...ok(answer) } } });
  expect(file.reads['a']?.gives).toMatchObject({
    fields: { note: { type: 'text', outside: true }, customer_email: { personal: true } },
  });
});

test('a description can carry neither our secrets away nor lines of its own into the file', () => {
  const more = {
    servers: [{ url: 'https://evil.example/${SHOP_TOKEN}' }],
    info: { title: 'Pet Shop\nauth: {bearer: x}', version: '1' },
  };
  const { text: written } = draft(
    { '/a': { get: { operationId: 'a', summary: 'A\n# b\nevil: true', ...ok(object({ id: text })) } } },
    more,
  );
  expect(written).not.toContain('SHOP_TOKEN}');
  expect(written).not.toMatch(/^(?:auth|evil):/m);
});

test.each([
  ['{"swagger": "2.0"}', 'This is Swagger 2.0'],
  ['hello: world', 'This is no OpenAPI 3.0 or 3.1 description'],
  ['{"openapi": ', 'neither JSON nor YAML'],
])('%s is no description, and is told what it is', (given, says) => {
  expect(() => listOperations(given)).toThrow(says);
});

test('operations are chosen by id, by tag and by path, and a slip gets the nearest name', () => {
  const paths = {
    '/a': { get: { operationId: 'getA', tags: ['one'], ...ok(object({ id: text })) } },
    '/b': { get: { operationId: 'getB', ...ok(object({ id: text })) } },
  };
  const reads = (only: string[]) => draftSystem(describe(paths), { source: 'x.json', only }).reads;
  expect(reads(['one'])).toEqual(['get_a']);
  expect(reads(['GET /b'])).toEqual(['get_b']);
  expect(() => reads(['getC'])).toThrow('no operation, tag or path "getC"');
});
