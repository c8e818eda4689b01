import type { IncomingHttpHeaders } from 'node:http';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { valueAt } from '../../workspace/paths.ts';
import type { Shape } from '../../workspace/shape.ts';
import type { HttpRoute } from '../../workspace/systems/schema.ts';
import { fit, jsonOf, NOT_JSON } from './answer.ts';
import { toReadAnswer } from './read.ts';
import type { Sent } from './send.ts';

type Pages = NonNullable<HttpRoute['pages']>;

interface Reading {
  via: HttpRoute;
  pages: Pages;
  gives: Shape;
  /** The system's own address: a page elsewhere is not followed, for our sign-in would go there. */
  address: URL;
  bytesMax: number;
}

/**
 * Reads all pages of an answer as one: the list goes on, and what stands around it is that of the first page. An
 * answer with more pages than allowed is refused and never cut short: half of a list proves nothing.
 */
export async function readPages(
  firstPath: string,
  send: (path: string) => Promise<Sent>,
  { via, pages, gives, address, bytesMax }: Reading,
): Promise<ReadAnswer> {
  const items: unknown[] = [];
  const asked = new Set<string>();
  const listPath = pages.list ?? (gives.type === 'list' ? via.take : undefined);
  let first: unknown;
  let bytes = 0;
  let path = pages.by === 'number' ? withParameter(firstPath, pages.as, String(pages.from)) : firstPath;
  for (let page = 0; ; page++) {
    if (asked.has(path)) return bad('answered with pages that lead round in a circle');
    if (page >= pages.most)
      return bad(`has more than ${pages.most} pages, which is more than this read may ask for`);
    asked.add(path);
    const sent = await send(path);
    const problem = problemOf(sent, page);
    if (problem) return problem;
    const { text, headers } = sent as Sent & { ok: true };
    bytes += text.length;
    if (bytes > bytesMax) return bad(`answered with more than ${bytesMax} bytes`);
    const json = jsonOf(text);
    if (!json) return { ok: false, why: 'bad_answer', says: NOT_JSON, retry: true };
    if (page === 0) first = json.value;
    const list = listPath === undefined ? json.value : valueAt(json.value, listPath);
    if (!Array.isArray(list)) return bad(`answered without the list ${listPath ?? 'that it is'}`);
    for (const item of list) items.push(item);
    const next = nextOf(pages, { path, firstPath, headers, json: json.value, list, page }, address);
    if (next === undefined) break;
    if (!next.ok) return bad(next.says);
    path = next.path;
  }
  const whole = listPath === undefined ? items : withList(first, listPath.split('.'), items);
  const read = fit(whole, gives, via);
  return read.ok ? { ok: true, value: read.value, at: new Date() } : bad(read.says);
}

function bad(says: string): ReadAnswer {
  return { ok: false, why: 'bad_answer', says, retry: false };
}

/** A page that does not come takes the whole answer away. That a later one is not there is no answer at all. */
function problemOf(sent: Sent, page: number): ReadAnswer | undefined {
  if (sent.ok && sent.status >= 200 && sent.status < 300) return undefined;
  const answer = toReadAnswer(sent, { type: 'object', fields: {} });
  if (page === 0 || answer.ok) return answer;
  const says = `${answer.says} (page ${page + 1})`;
  return answer.why === 'not_found' ? { ...answer, why: 'bad_answer', says } : { ...answer, says };
}

interface Page {
  path: string;
  firstPath: string;
  headers: IncomingHttpHeaders;
  json: unknown;
  list: unknown[];
  page: number;
}

type Next = { ok: true; path: string } | { ok: false; says: string } | undefined;

function nextOf(pages: Pages, page: Page, address: URL): Next {
  switch (pages.by) {
    case 'link': {
      const given = pages.next === undefined ? linkIn(page.headers['link']) : valueAt(page.json, pages.next);
      return typeof given === 'string' && given !== '' ? within(given, page.path, address) : undefined;
    }
    case 'cursor': {
      const cursor = valueAt(page.json, pages.cursor);
      if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') return undefined;
      return { ok: true, path: withParameter(page.firstPath, pages.as, String(cursor)) };
    }
    case 'last': {
      if (valueAt(page.json, pages.more) !== true) return undefined;
      const last = valueAt(page.list.at(-1), pages.last);
      if (typeof last !== 'string' && typeof last !== 'number')
        return { ok: false, says: `says that there is more, and its last thing has no ${pages.last}` };
      return { ok: true, path: withParameter(page.firstPath, pages.as, String(last)) };
    }
    case 'number': {
      const isLast = page.list.length === 0 || (pages.size !== undefined && page.list.length < pages.size);
      if (isLast) return undefined;
      return { ok: true, path: withParameter(page.firstPath, pages.as, String(pages.from + page.page + 1)) };
    }
  }
}

/** RFC 8288: `<https://shop.example/orders?page=2>; rel="next"` */
function linkIn(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  for (const [, target, parameters = ''] of text.matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+(?:"[^"]*")?)*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^";]*\s)?next(?:\s[^";]*)?"?\s*(?:;|$)/i.test(parameters)) return target;
  }
  return undefined;
}

function within(target: string, from: string, address: URL): Next {
  let url: URL;
  try {
    url = new URL(target, new URL(from, address));
  } catch {
    return { ok: false, says: 'names a next page that is no address' };
  }
  if (url.origin !== address.origin) return { ok: false, says: 'names a next page that is somewhere else' };
  return { ok: true, path: url.pathname + url.search };
}

function withParameter(path: string, name: string, value: string): string {
  const [bare = '', query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return `${bare}?${parameters.toString()}`;
}

function withList(json: unknown, path: string[], items: unknown[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return items;
  const given = json as Record<string, unknown>;
  return { ...given, [name]: withList(given[name], rest, items) };
}
