import type { Template } from '../../schema.ts';
import type { ObjectShape, Shape } from '../../shape.ts';
import type { Amounts } from '../../systems/amounts.ts';
import type { Description } from './description.ts';
import { moneyIn, withMoney, type FoundMoney } from './money.ts';
import { snake } from './names.ts';
import { isJsonType, type Operation, type Parameter } from './operations.ts';
import { pagesOf, isOfPages } from './pages.ts';
import { isObject, shapeOf, type Doubts } from './shapes.ts';

/** A read or a write as it will stand in the file, with everything that a person has to look at. */
export interface Draft {
  name: string;
  isRead: boolean;
  operation: Operation;
  path: string;
  args: Record<string, Shape>;
  query: Record<string, string>;
  gives: Shape | undefined;
  take: string | undefined;
  amounts: Amounts;
  pages: Record<string, unknown> | undefined;
  body: Template | undefined;
  isForm: boolean;
  money: string | undefined;
  idempotencyHeader: string | undefined;
  undo: { write: string; with: Record<string, string> } | undefined;
  isIrreversible: boolean;
  doubts: Doubts;
}

/** An operation that no line of a file could say. */
export interface LeftOut {
  operation: Operation;
  why: string;
}

const IDEMPOTENCY = /idempoten|^x-request-key$/i;
/** Optional parameters of a query beyond these are left out, and named. */
const OPTIONAL_QUERY_MAX = 8;

/** Makes a read or a write of an operation: GET reads, and everything else is taken to write. */
export function draftOf(description: Description, operation: Operation): Draft | LeftOut {
  const doubts: Doubts = [];
  const isRead = operation.method === 'GET';
  const args: Record<string, Shape> = {};
  const { path, query } = addressOf(description, operation, args, doubts);
  const body = isRead ? undefined : bodyOf(description, operation, args, doubts);
  if (body && 'why' in body) return { operation, why: body.why };
  const answer = answerOf(description, operation, doubts);
  if (isRead && !answer.gives)
    return { operation, why: 'the description does not say what it answers in JSON' };
  if (operation.isDeprecated) doubts.unshift('The service calls it deprecated.');
  if (!isRead && /search|query|lookup|find|list/i.test(operation.id))
    doubts.push('It may only read. If so, move it to reads: a POST may stand there.');
  return {
    name: operation.name,
    isRead,
    operation,
    path,
    args,
    query,
    gives: answer.gives,
    take: answer.take,
    amounts: answer.amounts,
    pages: isRead ? pagesOf(operation, description, answer, doubts) : undefined,
    body: body?.template,
    isForm: body?.isForm ?? false,
    money: body?.money,
    idempotencyHeader: operation.parameters.find(
      ({ name, in: place }) => place === 'header' && IDEMPOTENCY.test(name),
    )?.name,
    undo: undefined,
    isIrreversible: false,
    doubts: [...new Set(doubts)],
  };
}

function argName(name: string, args: Record<string, Shape>): string {
  const plain = /^[A-Za-z]\w*$/.test(name) ? name : snake(name);
  return Object.hasOwn(args, plain) ? `new_${plain}` : plain;
}

function addressOf(
  description: Description,
  { path, parameters, method }: Operation,
  args: Record<string, Shape>,
  doubts: Doubts,
): { path: string; query: Record<string, string> } {
  let written = path;
  for (const { name, schema } of parameters.filter((parameter) => parameter.in === 'path')) {
    const arg = argName(name, args);
    const shape = shapeOf(description, schema, 'args', doubts, name);
    const isOneValue = shape && shape.type !== 'list' && shape.type !== 'object';
    args[arg] = isOneValue ? { ...shape, optional: undefined } : { type: 'string' };
    written = written.replaceAll(`{${name}}`, `{${arg}}`);
  }
  for (const [, hole = ''] of written.matchAll(/\{([^}]+)\}/g)) {
    const arg = /^\w+$/.test(hole) ? hole : snake(hole);
    args[arg] ??= { type: 'string' };
    written = written.replaceAll(`{${hole}}`, `{${arg}}`);
  }
  const query: Record<string, string> = {};
  const asked = parameters.filter((parameter) => parameter.in === 'query' && !isOfPages(parameter));
  const optional = asked.filter(({ isRequired }) => !isRequired);
  const kept = [...asked.filter(({ isRequired }) => isRequired), ...optional.slice(0, OPTIONAL_QUERY_MAX)];
  for (const parameter of kept) addToQuery(description, parameter, { args, query, method, doubts });
  const dropped = optional.slice(OPTIONAL_QUERY_MAX).map(({ name }) => name);
  if (dropped.length > 0) doubts.push(`Left out of the query: ${dropped.join(', ')}.`);
  const headers = parameters.filter(({ in: place, name }) => place === 'header' && !IDEMPOTENCY.test(name));
  for (const { name, isRequired } of headers)
    if (isRequired) doubts.push(`The service asks for the header ${name}: set it under headers.`);
  return { path: written, query };
}

function addToQuery(
  description: Description,
  { name, schema, isRequired }: Parameter,
  {
    args,
    query,
    method,
    doubts,
  }: { args: Record<string, Shape>; query: Record<string, string>; method: string; doubts: Doubts },
): void {
  const shape = shapeOf(description, schema, 'args', doubts, name) ?? { type: 'string' };
  if (shape.type === 'object')
    return void doubts.push(`Left out of the query: ${name}, which is not one value.`);
  const arg = argName(name, args);
  const { optional: _, ...bare } = shape;
  args[arg] = isRequired ? bare : { ...bare, optional: true };
  if (arg !== name || (method !== 'GET' && method !== 'DELETE')) query[arg] = name;
}

type Body = { template: Template | undefined; isForm: boolean; money: string | undefined };

function bodyOf(
  description: Description,
  { body, method }: Operation,
  args: Record<string, Shape>,
  doubts: Doubts,
): Body | { why: string } | undefined {
  if (!body) return undefined;
  if (method === 'DELETE')
    return void doubts.push('The service takes a body here; a DELETE is sent without one.');
  const isForm = body.type.includes('form-urlencoded');
  if (!isForm && !isJsonType(body.type)) return { why: `it takes ${body.type}, which is not sent` };
  const shape = shapeOf(description, body.schema, 'args', doubts);
  if (!shape) {
    if (body.isRequired)
      doubts.push('The description does not say what its body holds: write args and body.');
    return undefined;
  }
  if (!isObject(shape)) {
    args['body'] = shape;
    return { template: '{{args.body}}', isForm, money: undefined };
  }
  return bodyOfFields(shape, args, isForm, doubts);
}

/** Each field is an argument; a template is needed only where they are not sent as they are called. */
function bodyOfFields(
  shape: ObjectShape,
  args: Record<string, Shape>,
  isForm: boolean,
  doubts: Doubts,
): Body {
  const [money] = moneyIn(shape);
  const found = money ? [money] : [];
  const template: Record<string, Template> = {};
  let isPlain = money === undefined;
  let moneyArg: string | undefined;
  for (const [field, own] of Object.entries(withMoney(shape, found).fields)) {
    if (field === money?.currency) continue;
    const arg = argName(field, args);
    args[arg] = own;
    isPlain &&= arg === field;
    template[field] = `{{args.${arg}}}`;
    if (field !== money?.field) continue;
    moneyArg = arg;
    const number = `{{args.${arg}.${partOf(money)}}}`;
    const currency = `{{args.${arg}.currency}}`;
    if (money.from === field) Object.assign(template, { [field]: number, [money.currency]: currency });
    else template[field] = { [lastOf(money.from)]: number, [lastOf(money.currency)]: currency };
  }
  if (money) {
    const counted =
      money.counts === 'minor_units' ? 'minor units (1250 is 12.50)' : 'units with decimals (12.50)';
    doubts.push(`${money.from} and ${money.currency} are one amount of money here, sent as ${counted}.`);
  }
  return { template: isPlain ? undefined : template, isForm, money: moneyArg };
}

const lastOf = (path: string): string => path.split('.').at(-1) ?? '';

function partOf({ counts, type }: FoundMoney): string {
  if (counts === 'minor_units') return 'minor';
  return type === 'number' ? 'units' : 'decimal';
}

/** What stands around the thing itself in many answers. */
const AROUND =
  /^(?:meta\w*|links?|_links|pagination|paging|pages?|total\w*|counts?|next\w*|prev\w*|cursor\w*|has_?more|more|request_?id|success|ok|object|url|limit|offset|size|per_?page|errors?|warnings?)$/i;

export interface Answer {
  gives: Shape | undefined;
  take: string | undefined;
  amounts: Amounts;
}

function answerOf(description: Description, { answer }: Operation, doubts: Doubts): Answer {
  const whole = answer && shapeOf(description, answer, 'gives', doubts);
  if (!whole || (whole.type !== 'object' && whole.type !== 'list'))
    return { gives: undefined, take: undefined, amounts: {} };
  const { gives, take } = unwrapped({ ...whole, optional: undefined });
  const amounts: Amounts = {};
  return { gives: inMoney(gives, '', amounts, doubts), take, amounts };
}

/** `{data: {…}, meta: {…}}` gives what is in `data`. */
function unwrapped(gives: Shape): { gives: Shape; take: string | undefined } {
  if (!isObject(gives)) return { gives, take: undefined };
  const inner = Object.entries(gives.fields).filter(([name]) => !AROUND.test(name));
  const [only] = inner;
  if (inner.length !== 1 || !only || (only[1].type !== 'object' && only[1].type !== 'list'))
    return { gives, take: undefined };
  return { gives: { ...only[1], optional: undefined }, take: only[0] };
}

function inMoney(shape: Shape, path: string, amounts: Amounts, doubts: Doubts): Shape {
  if (shape.type === 'list') return { ...shape, of: inMoney(shape.of, path, amounts, doubts) };
  if (!isObject(shape)) return shape;
  const found = moneyIn(shape);
  for (const { field, from, currency, counts } of found) {
    amounts[path === '' ? field : `${path}.${field}`] = { from, counts, currency };
    doubts.push(
      `${field} is read as money: ${counts === 'minor_units' ? '1250 is 12.50' : '12.5 is 12.50'} in ${currency}.`,
    );
  }
  const fields = Object.entries(withMoney(shape, found).fields).map(([name, field]) => [
    name,
    inMoney(field, path === '' ? name : `${path}.${name}`, amounts, doubts),
  ]);
  return { ...shape, fields: Object.fromEntries(fields) as Record<string, Shape> };
}
