import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { entry, form, within, type Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import type { Path as At } from '../yaml.ts';
import type { Template } from '../schema.ts';
import { AmountsForm, checkAmounts } from './amounts.ts';
import { confide } from './confide.ts';
import { checkPages, Fields, PagesForm, type HttpAnswer, type HttpPages } from './http_answer.ts';
import { AuthForm, checkAuth, type HttpAuth } from './http_auth.ts';
import { checkBody } from './http_body.ts';
import { checkOffers, namesInBraces, offersOf, readKeys, systemKeys, writeKeys } from './offers.ts';
import type { SystemCommon } from './schema.ts';

/** A system that is spoken to over HTTP and JSON. */
export interface HttpFile extends SystemCommon<HttpRoute> {
  kind: 'http';
  /** Base address; `${NAME}` was already replaced from the environment. */
  address: string;
  /** Holds secrets, so it is not enumerable: it never shows in JSON, in a log or in a spread copy. */
  headers: Record<string, string>;
  /** Holds secrets as well. */
  auth?: HttpAuth | undefined;
}

/** How one read or write is reached. */
export interface HttpRoute extends HttpAnswer {
  method: (typeof METHODS)[number];
  /** `/orders/{order_id}`: `{name}` takes the argument of that name, URL-encoded. */
  path: string;
  /** Argument name → query parameter name. Arguments named in neither path nor query go into the JSON body. */
  query?: Record<string, string>;
  /** The system takes our key in this header, or in this field of the body, and performs a key at most once. */
  idempotencyHeader?: string;
  idempotencyField?: string;
  /** What is sent where it is not simply the arguments: holes name `args` and `key`. */
  body?: Template;
  /** The body is a form and not JSON. */
  isForm?: boolean;
  pages?: HttpPages;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const Path = z
  .string()
  .regex(/^\//, 'does not begin with a slash\nwrite a path below the address, such as /orders/{order_id}');

/** Query parameters: a list of arguments by their own names, or a mapping from argument to parameter. */
const Query = form((raw, fail) => {
  if (!Array.isArray(raw)) return within(z.record(z.string(), z.string()), raw, fail);
  const names = within(z.array(z.string()), raw, fail);
  return names && Object.fromEntries(names.map((name) => [name, name]));
});

const routeKeys = { get: Path, post: Path, put: Path, patch: Path, delete: Path };
const verbs = {
  get: Path.optional(),
  post: Path.optional(),
  put: Path.optional(),
  patch: Path.optional(),
  delete: Path.optional(),
  route: entry({ method: z.enum(METHODS), path: Path, query: Query.optional() }).optional(),
  query: Query.optional(),
};

const bodyKeys = { body: z.json().optional(), send_as: z.enum(['json', 'form']).default('json') };
const answerKeys = { take: Fields.optional(), amounts: AmountsForm.optional() };
const ReadForm = entry({
  ...verbs,
  ...readKeys,
  ...answerKeys,
  ...bodyKeys,
  pages: PagesForm.optional(),
});
const WriteForm = entry({
  ...verbs,
  ...writeKeys,
  ...answerKeys,
  ...bodyKeys,
  idempotency_header: z.string().min(1).optional(),
  idempotency_field: z.string().min(1).optional(),
});
type Offer = z.infer<typeof ReadForm> | z.infer<typeof WriteForm>;

/** `systems/<name>.yaml` of kind `http` */
export const HttpForm = entry({
  ...systemKeys,
  kind: z.literal('http').default('http'),
  address: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  auth: AuthForm.optional(),
  ...offersOf(ReadForm, WriteForm),
});

/** An HTTP system's file as the runtime takes it, after saying everything in it that does not hold together. */
export function checkHttp(name: string, form: z.infer<typeof HttpForm>, env: Env, say: Say): HttpFile {
  const address = fromEnv(form.address, env, ['address'], say);
  if (address !== '' && !isAddress(address))
    say(['address'], 'is not an http address', 'write one such as https://shop.example');
  const headers: Record<string, string> = {};
  for (const [header, text] of Object.entries(form.headers)) {
    headers[header.toLowerCase()] = fromEnv(text, env, ['headers', header], say);
  }
  const via = (offer: Offer, path: At) => checkRoute(offer, path, say);
  const keyedBy = (offer: z.infer<typeof WriteForm>) =>
    offer.idempotency_header?.toLowerCase() ?? offer.idempotency_field;
  const auth = checkAuth(form.auth, env, say);
  const sets =
    auth?.kind === 'header' ? auth.name : auth && auth.kind !== 'hmac' ? 'authorization' : undefined;
  if (sets !== undefined && sets in headers) say(['auth'], `sets ${sets}, which stands in headers as well`);
  const common = checkOffers(name, form, env, say, via, keyedBy);
  return confide(
    { ...common, kind: 'http' as const, address: address.replace(/\/+$/, '') },
    { headers, auth },
  );
}

function checkRoute(offer: Offer, path: At, say: Say): HttpRoute {
  const route = routeOf(offer);
  if (!route) {
    say(
      path,
      'needs exactly one route',
      'write get:, post:, put:, patch: or delete: and a path such as /orders/{order_id}',
    );
    return { method: 'GET', path: '/' };
  }
  for (const hole of namesInBraces(route.path))
    checkArgument(hole, offer, `{${hole}} of its path`, path, say);
  for (const arg of Object.keys(route.query ?? {})) {
    if (!Object.hasOwn(offer.args, arg)) {
      say(
        [...path, 'query'],
        `names "${arg}", which is not an argument`,
        suggestName(arg, Object.keys(offer.args)),
      );
    }
  }
  return withMore(route, offer, path, say);
}

/** What goes beyond the address: the key, the body, and which part of the answer is meant. */
function withMore(plain: HttpRoute, offer: Offer, path: At, say: Say): HttpRoute {
  const { take, body, send_as } = offer;
  const header = 'idempotency_header' in offer ? offer.idempotency_header?.toLowerCase() : undefined;
  const field = 'idempotency_field' in offer ? offer.idempotency_field : undefined;
  const pages = 'pages' in offer ? offer.pages : undefined;
  const amounts = checkAmounts(offer.amounts, offer.gives, say, [...path, 'amounts']);
  const route: HttpRoute = {
    ...plain,
    ...(header !== undefined && { idempotencyHeader: header }),
    ...(field !== undefined && { idempotencyField: field }),
    ...(take !== undefined && { take }),
    ...(amounts && { amounts }),
    ...(body !== undefined && { body }),
    ...(send_as === 'form' && { isForm: true }),
    ...(pages && { pages }),
  };
  checkBody(route, offer.args, path, say);
  if (header !== undefined && field !== undefined)
    say([...path, 'idempotency_field'], 'stands beside idempotency_header: one of them is enough');
  if (pages && offer.gives) checkPages(pages, offer.gives, take, route.method, [...path, 'pages'], say);
  return route;
}

/** A path cannot be built from what may be missing or from what is not one value. */
function checkArgument(name: string, offer: Offer, what: string, path: At, say: Say): void {
  const shape = Object.hasOwn(offer.args, name) ? offer.args[name] : undefined;
  if (!shape) say(path, `has ${what}, but no such argument`, suggestName(name, Object.keys(offer.args)));
  else if (shape.optional === true) say([...path, 'args', name], 'is optional, but the path needs it');
  else if (shape.type === 'list' || shape.type === 'object')
    say([...path, 'args', name], 'cannot stand in a path: it is not one value');
}

/** The one route that an offer declares, or undefined when there is none or more than one. */
function routeOf(offer: Offer): HttpRoute | undefined {
  const given = Object.keys(routeKeys).filter((key) => offer[key as keyof typeof routeKeys] !== undefined);
  if (offer.route && given.length === 0) {
    return completed({ ...offer.route, query: offer.route.query ?? offer.query }, offer);
  }
  const [verb, second] = given;
  if (verb === undefined || second !== undefined || offer.route) return undefined;
  const method = verb.toUpperCase() as HttpRoute['method'];
  return completed({ method, path: offer[verb as keyof typeof routeKeys] ?? '/', query: offer.query }, offer);
}

/** What a GET or DELETE does not name in its path goes into the query: neither carries a body. */
function completed(route: HttpRoute, offer: Offer): HttpRoute {
  const query = { ...route.query };
  if (route.method === 'GET' || route.method === 'DELETE') {
    const inPath = new Set(namesInBraces(route.path));
    for (const name of Object.keys(offer.args)) if (!inPath.has(name)) query[name] ??= name;
  }
  const { method, path } = route;
  return Object.keys(query).length === 0 ? { method, path } : { method, path, query };
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
