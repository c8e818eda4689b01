import { isMoney } from '../../workspace/money.ts';
import type { HttpRoute } from '../../workspace/schema.ts';
import { decimalOf } from '../decimal.ts';
import { asForm, fillBody } from './body.ts';

export interface Request {
  /** Path with query, encoded. */
  path: string;
  body: string | undefined;
  headers: Record<string, string>;
}
export type Built = ({ ok: true } & Request) | { ok: false; says: string };

/** A route with everything worked out that does not depend on arguments. */
export interface CompiledRoute {
  method: HttpRoute['method'];
  /** `key` is our key of a write. */
  build(args: Record<string, unknown>, key?: string): Built;
}

/**
 * Prepares a route: arguments go into the path, the query or, where the method carries one, the JSON body.
 * In a body money is `{"minor": 1250, "currency": "EUR"}`; in a path or query it is `12.50 EUR`.
 */
export function compileRoute(basePath: string, route: HttpRoute): CompiledRoute {
  const parts = route.path.split(/\{(\w+)\}/);
  const query = Object.entries(route.query ?? {});
  const elsewhere = new Set([...parts.filter((_, index) => index % 2 === 1), ...query.map(([name]) => name)]);
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  const build = (args: Record<string, unknown>, key?: string): Built => {
    let path = basePath;
    for (const [index, part] of parts.entries()) {
      if (index % 2 === 0) {
        path += part;
        continue;
      }
      const text = segment(args[part]);
      if (text === undefined) return { ok: false, says: `needs a proper "${part}" in its address` };
      path += text;
    }
    if (query.length > 0) path += search(path.includes('?') ? '&' : '?', query, args);
    const headers: Record<string, string> = {};
    if (route.idempotencyHeader !== undefined && key !== undefined) headers[route.idempotencyHeader] = key;
    const body = hasBody ? bodyOf(route, args, elsewhere, key) : undefined;
    if (body !== undefined) headers['content-type'] = `application/${route.isForm ? FORM : 'json'}`;
    return { ok: true, path, body, headers };
  };
  return { method: route.method, build };
}

/** Dots alone would climb in the address, and nothing at all would ask for something else. */
function segment(value: unknown): string | undefined {
  const text = asText(value);
  if (text === undefined || text === '' || text === '.' || text === '..') return undefined;
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function search(first: string, query: [string, string][], args: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, param] of query) {
    const value = args[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      const text = asText(one);
      if (text !== undefined) params.append(param, text);
    }
  }
  const text = params.toString();
  return text === '' ? '' : first + text;
}

const FORM = 'x-www-form-urlencoded';

function bodyOf(
  route: HttpRoute,
  args: Record<string, unknown>,
  elsewhere: ReadonlySet<string>,
  key: string | undefined,
): string {
  const { body: template, idempotencyField: field, isForm } = route;
  let body: unknown = args;
  if (template !== undefined) body = fillBody(template, args, key);
  else if (elsewhere.size > 0)
    body = Object.fromEntries(Object.entries(args).filter(([name]) => !elsewhere.has(name)));
  if (field !== undefined && key !== undefined && body !== null && typeof body === 'object')
    body = { ...body, [field]: key };
  return isForm ? asForm(body) : JSON.stringify(body);
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isMoney(value)) return undefined;
  return `${decimalOf(value)} ${value.currency}`;
}
