import { z } from 'zod';
import type { HttpRoute } from '../schema.ts';
import { Shape, Shapes } from '../shape.ts';
import { Duration, entry, form, Name, within } from './form.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const TIMEOUT_MS = 10_000;
const RETRIES = 2;
const IN_FLIGHT = 16;
const RETRIES_MAX = 10;
const IN_FLIGHT_MAX = 256;

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

/** Argument templates as YAML gives them: plain values and texts with holes. */
export const Templates = z.record(z.string(), z.json());
const TextTemplates = z.record(z.string(), z.string());

const ReadForm = entry({
  ...verbs,
  label: z.string().optional(),
  args: Shapes.default({}),
  gives: Shape,
  fresh: Duration.optional(),
  page: z.string().optional(),
});

const WriteForm = entry({
  ...verbs,
  label: z.string().optional(),
  args: Shapes.default({}),
  gives: Shape.optional(),
  money: z.string().optional(),
  idempotency_header: z.string().min(1).optional(),
  confirm: entry({ read: z.string(), with: TextTemplates.default({}) }).optional(),
  undo: entry({
    write: z.string(),
    with: TextTemplates.default({}),
    within: Duration.optional(),
    /** What must still be so before it is taken back: a read that shows these values. */
    holds: entry({ read: z.string(), with: TextTemplates.default({}), shows: TextTemplates }).optional(),
  }).optional(),
  irreversible: z.boolean().optional(),
});
export type ReadForm = z.infer<typeof ReadForm>;
export type WriteForm = z.infer<typeof WriteForm>;

/** `systems/<name>.yaml` */
export const SystemForm = entry({
  system: z.string().optional(),
  label: z.string().optional(),
  kind: z.enum(['http']).default('http'),
  address: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  page: z.string().optional(),
  limits: entry({
    timeout: Duration.default(TIMEOUT_MS),
    retries: z.int().min(0).max(RETRIES_MAX).default(RETRIES),
    in_flight: z.int().min(1).max(IN_FLIGHT_MAX).default(IN_FLIGHT),
  }).prefault({}),
  reads: z.record(Name, ReadForm).default({}),
  writes: z.record(Name, WriteForm).default({}),
});
export type SystemForm = z.infer<typeof SystemForm>;

/** The one route that an offer declares, or undefined when there is none or more than one. */
export function routeOf(offer: ReadForm | WriteForm): HttpRoute | undefined {
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
function completed(route: HttpRoute, offer: ReadForm | WriteForm): HttpRoute {
  const query = { ...route.query };
  if (route.method === 'GET' || route.method === 'DELETE') {
    const inPath = new Set(pathHoles(route.path));
    for (const name of Object.keys(offer.args)) if (!inPath.has(name)) query[name] ??= name;
  }
  const { method, path } = route;
  return Object.keys(query).length === 0 ? { method, path } : { method, path, query };
}

/** Names in braces: `order_id` of `/orders/{order_id}`. */
export function pathHoles(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
