import { asJson, type Description } from './description.ts';
import type { Answer } from './draft.ts';
import type { Operation, Parameter } from './operations.ts';
import type { Doubts } from './shapes.ts';

const SIZE = /^(?:per_?page|page_?size|limit|size|max_?results|first)$/i;
const NUMBER = /^page(?:_?(?:no|number|index))?$/i;
const CURSOR =
  /^(?:cursor|after|page_?token|next_?token|next_?cursor|starting_?after|continuation_?token|page_?info)$/i;
const NEXT_CURSOR =
  /^(?:next_?cursor|next_?page_?token|next_?token|cursor|after|continuation_?token|end_?cursor)$/i;
const NEXT_ADDRESS = /^(?:next|next_?(?:url|link|href|page_?url)|@odata\.nextLink)$/i;

/** Parameters that only say which page is meant: they are no arguments of a read. */
export function isOfPages({ name }: Parameter): boolean {
  return SIZE.test(name) || NUMBER.test(name) || CURSOR.test(name) || /^offset$/i.test(name);
}

/** How a list is read to its end, where the description shows a way; the keys are those of `pages`. */
export function pagesOf(
  { parameters, answerHeaders, answer }: Operation,
  description: Description,
  { gives, take }: Answer,
  doubts: Doubts,
): Record<string, unknown> | undefined {
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const named = (pattern: RegExp): string | undefined => query.find(({ name }) => pattern.test(name))?.name;
  if (gives?.type !== 'list') return undefined;
  const guess = (pages: Record<string, unknown>): Record<string, unknown> => {
    doubts.push('How its pages go on is a guess.');
    return pages;
  };
  if (answerHeaders.some((header) => /^link$/i.test(header))) return { link: 'header' };
  const around = take === undefined ? [] : fieldsAround(description, answer);
  const cursor = named(CURSOR);
  const next = around.find((path) => NEXT_CURSOR.test(lastOf(path)));
  if (cursor !== undefined && next !== undefined) return guess({ cursor: next, as: cursor });
  const more = around.find((path) => /^has_?more$/i.test(lastOf(path)));
  if (cursor !== undefined && more !== undefined && gives.of.type === 'object' && 'id' in gives.of.fields)
    return guess({ last: 'id', more, as: cursor });
  const address = around.find((path) => NEXT_ADDRESS.test(lastOf(path)));
  if (address !== undefined) return guess({ link: address });
  const page = named(NUMBER);
  if (page !== undefined) return guess({ number: page });
  if (cursor !== undefined || named(SIZE) !== undefined || named(/^offset$/i) !== undefined)
    doubts.push('It may have pages, and no way to the next one was seen: only the first is read. See pages.');
  return undefined;
}

const lastOf = (path: string): string => path.split('.').at(-1) ?? '';

/** Names of the fields around the list, with those one level deeper: `next`, `meta.next_cursor`. */
function fieldsAround(description: Description, answer: unknown): string[] {
  const properties = Object.entries(asJson(description.resolve(answer)?.value['properties']));
  return properties.flatMap(([name, raw]) => {
    const inner = Object.keys(asJson(description.resolve(raw)?.value['properties']));
    return [name, ...inner.map((own) => `${name}.${own}`)];
  });
}
