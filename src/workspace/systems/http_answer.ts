import { z } from 'zod';
import { entry, form, type Say } from '../forms/form.ts';
import type { Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';
import type { Amounts } from './amounts.ts';

/** What of an answer is the value that a read or a write gives. */
export interface HttpAnswer {
  /** The part that is meant: `data.order`. All of it where this is left out. */
  take?: string;
  amounts?: Amounts;
}

/** How an answer in pages is read to its end. `most` pages; an answer that has more is no answer. */
export type HttpPages = { most: number; list?: string } & (
  | { by: 'link'; next?: string }
  | { by: 'cursor'; as: string; cursor: string }
  | { by: 'last'; as: string; last: string; more: string }
  | { by: 'number'; as: string; from: number; size?: number }
);

const PAGES = 20;
const PAGES_MAX = 500;
const FIELDS = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** `data.order`: names with dots between them. */
export const Fields = z
  .string()
  .regex(FIELDS, 'is not a path\nwrite names with dots between them, such as data.order');
const Parameter = z.string().min(1);
const common = { list: Fields.optional(), most: z.int().min(1).max(PAGES_MAX).default(PAGES) };

const WAYS = {
  link: entry({ link: z.union([z.literal('header'), Fields]), ...common }),
  cursor: entry({ cursor: Fields, as: Parameter, ...common }),
  last: entry({ last: Fields, more: Fields, as: Parameter, ...common }),
  number: entry({
    number: Parameter,
    from: z.int().min(0).default(1),
    size: z.int().min(1).optional(),
    ...common,
  }),
};

/**
 * `{link: header}` follows RFC 8288's `Link: <…>; rel="next"`, and `{link: links.next}` an address in the answer;
 * `{cursor: meta.next, as: cursor}` asks with what the answer gives; `{last: id, more: has_more, as: after}` with a
 * field of the last thing; `{number: page}` counts.
 */
export const PagesForm: z.ZodType<HttpPages> = form((raw, fail) => {
  const given = raw as Record<string, unknown>;
  const isMapping = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const way = isMapping ? (Object.keys(WAYS) as (keyof typeof WAYS)[]).filter((key) => key in given) : [];
  const [only] = way;
  if (only === undefined || way.length > 1)
    return (
      fail(`needs exactly one of ${Object.keys(WAYS).join(', ')}\nwrite pages: {link: header}`),
      undefined
    );
  const parsed = WAYS[only].safeParse(raw, { reportInput: true });
  if (parsed.success) return pagesOf(parsed.data);
  for (const issue of parsed.error.issues)
    fail(
      issue.message,
      issue.path.filter((part) => typeof part !== 'symbol'),
    );
  return undefined;
});

function pagesOf(given: z.infer<(typeof WAYS)[keyof typeof WAYS]>): HttpPages {
  const { list, most } = given;
  const rest = { most, ...(list !== undefined && { list }) };
  if ('link' in given) return { ...rest, by: 'link', ...(given.link !== 'header' && { next: given.link }) };
  if ('cursor' in given) return { ...rest, by: 'cursor', as: given.as, cursor: given.cursor };
  if ('last' in given) return { ...rest, by: 'last', as: given.as, last: given.last, more: given.more };
  const { number, from, size } = given;
  return { ...rest, by: 'number', as: number, from, ...(size !== undefined && { size }) };
}

/** Pages end in one list: without one there is nothing that could have pages. */
export function checkPages(
  { list }: HttpPages,
  gives: Shape,
  take: string | undefined,
  method: string,
  path: Path,
  say: Say,
): void {
  if (method !== 'GET') say(path, 'are of a GET only');
  if (list !== undefined || take !== undefined || gives.type === 'list') return;
  say(
    path,
    'need the list that they go on with',
    'add list: with the path to it in the answer, such as data',
  );
}
