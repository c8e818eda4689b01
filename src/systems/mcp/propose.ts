import type { Tool } from '@modelcontextprotocol/client';
import { Document, isMap } from 'yaml';
import { shapeOfSchema } from '../../workspace/shape_of_schema.ts';
import { fieldsText, shapeText } from '../../workspace/shape_text.ts';
import type { Shape } from '../../workspace/shape.ts';
import { definitionDigest } from './definition.ts';

/** How much of a tool's own description goes into a comment, in characters. */
const DESCRIPTION_CHARS_MAX = 240;
/** How many of a tool's descriptions' words stand on a line of a comment, in characters. */
const LINE_CHARS = 100;

/** A file for a system, as text, and what was left out of it. */
export interface Proposed {
  text: string;
  reads: string[];
  writes: string[];
  leftOut: { tool: string; why: string }[];
}

/** What stands at the head of the file: how the server is reached, as the caller gave it. */
export type Head = Record<string, unknown>;

/**
 * Writes `systems/<name>.yaml` for a server's tools: a tool that says of itself that it only reads becomes a read,
 * every other one a write. Every doubt stands beside it as a comment for the person who goes through the file.
 */
export function propose(head: Head, tools: readonly Tool[], about: string): Proposed {
  const document = new Document({ ...head, reads: {}, writes: {} });
  document.commentBefore = ` ${about}\n What a tool says about itself is a hint and no promise. Go through the file and delete what nobody needs.`;
  const made: Proposed = { text: '', reads: [], writes: [], leftOut: [] };
  for (const tool of tools) {
    const isRead = tool.annotations?.readOnlyHint === true;
    const offer = offerOf(tool, isRead, tools);
    if ('why' in offer) {
      made.leftOut.push({ tool: tool.name, why: offer.why });
      continue;
    }
    const names = isRead ? made.reads : made.writes;
    const name = freeName(tool.name, names);
    names.push(name);
    const section = document.get(isRead ? 'reads' : 'writes');
    if (!isMap(section)) continue;
    const pair = document.createPair(name, document.createNode(offer.offer));
    const key = document.createNode(name);
    key.commentBefore = offer.comment;
    key.spaceBefore = names.length > 1;
    pair.key = key;
    section.add(pair);
  }
  if (made.reads.length === 0) document.delete('reads');
  if (made.writes.length === 0) document.delete('writes');
  if (made.leftOut.length > 0)
    document.comment = [' Left out:', ...made.leftOut.map(({ tool, why }) => ` ${tool}: ${why}`)].join('\n');
  made.text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return made;
}

interface Offer {
  offer: Record<string, unknown>;
  comment: string;
}

function offerOf(tool: Tool, isRead: boolean, tools: readonly Tool[]): Offer | { why: string } {
  const takes = shapeOfSchema(tool.inputSchema);
  if (!takes.ok) return { why: `${takes.why}, which it needs and a shape cannot say` };
  const given = takes.shape.type === 'object' ? takes.shape.fields : {};
  const { args, templates } = renamed(given);
  const gives = givesOf(tool);
  const offer = {
    ...(tool.title === undefined ? {} : { label: tool.title }),
    tool: tool.name,
    accepted: definitionDigest(tool),
    ...(Object.keys(args).length === 0 ? {} : { args: fieldsText(args) }),
    ...(templates ? { with: templates } : {}),
    ...(isRead || gives.shape ? { gives: shapeText(gives.shape ?? TEXT) } : {}),
  };
  const doubts = [...hints(tool, isRead, tools), ...takes.doubts, ...gives.doubts];
  return { offer, comment: [...quoted(tool.description), ...doubts].map((line) => ` ${line}`).join('\n') };
}

/** What a tool gives that does not say what it gives: its words. */
const TEXT: Shape = { type: 'object', fields: { text: { type: 'text' } } };

function givesOf({ outputSchema }: Tool): { shape: Shape | undefined; doubts: string[] } {
  if (!outputSchema) return { shape: undefined, doubts: [] };
  const gives = shapeOfSchema(outputSchema);
  if (!gives.ok)
    return { shape: undefined, doubts: [`What it gives cannot be said by a shape: ${gives.why}.`] };
  const isEmpty = gives.shape.type === 'object' && Object.keys(gives.shape.fields).length === 0;
  return isEmpty ? { shape: undefined, doubts: [] } : { shape: gives.shape, doubts: gives.doubts };
}

/** Arguments under names that templates and conditions can say, with the templates that give them back. */
function renamed(given: Record<string, Shape>): {
  args: Record<string, Shape>;
  templates: Record<string, string> | undefined;
} {
  const args: Record<string, Shape> = {};
  const templates: Record<string, string> = {};
  let isSame = true;
  for (const [name, shape] of Object.entries(given)) {
    const own = freeName(name, Object.keys(args));
    isSame &&= own === name;
    args[own] = shape;
    templates[name] = `{{args.${own}}}`;
  }
  return { args, templates: isSame ? undefined : templates };
}

function hints(tool: Tool, isRead: boolean, tools: readonly Tool[]): string[] {
  const { readOnlyHint, destructiveHint, idempotentHint } = tool.annotations ?? {};
  if (isRead) return ['It says that it only reads.'];
  const said = [
    readOnlyHint === undefined
      ? 'It does not say whether it only reads, so it counts as a write.'
      : 'It says that it writes.',
  ];
  if (destructiveHint === true) said.push('It says that it may destroy what is there.');
  if (idempotentHint === true)
    said.push(
      'It says that doing it twice is as doing it once. Where it takes a key of ours, name it: key: {argument: …}',
    );
  const opposite = oppositeOf(tool.name, tools);
  said.push(
    opposite === undefined
      ? 'Can it be taken back? Then name the write that does, with undo:, else write irreversible: true where it reaches somebody outside.'
      : `Perhaps it is taken back by ${opposite}: then write undo: {write: ${snake(opposite)}, with: {…}}`,
  );
  said.push(
    'How does one see whether it was done? Name a read with confirm:, and on_error: not_done if its errors mean that nothing was done.',
  );
  return said;
}

const OPPOSITES: [RegExp, string[]][] = [
  [/^(create|add|insert|open)(?=[_A-Z-])/, ['delete', 'remove', 'close', 'cancel']],
  [/^(enable|start|subscribe|lock)(?=[_A-Z-])/, ['disable', 'stop', 'unsubscribe', 'unlock']],
  [/^(delete|remove)(?=[_A-Z-])/, ['restore', 'create', 'add']],
];

function oppositeOf(name: string, tools: readonly Tool[]): string | undefined {
  for (const [verb, opposites] of OPPOSITES) {
    if (!verb.test(name)) continue;
    const names = opposites.map((opposite) => name.replace(verb, opposite));
    const found = tools.find((tool) => names.includes(tool.name));
    if (found) return found.name;
  }
  return undefined;
}

function quoted(description: string | undefined): string[] {
  const text = (description ?? '').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return [];
  const cut = text.length > DESCRIPTION_CHARS_MAX ? `${text.slice(0, DESCRIPTION_CHARS_MAX)}…` : text;
  const lines: string[] = [];
  for (const word of `“${cut}”`.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= LINE_CHARS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A name that files can say, and that is not taken. */
function freeName(name: string, taken: readonly string[]): string {
  const own = snake(name);
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? own : `${own}_${count}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/** `getOrder-items` → `get_order_items` */
export function snake(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z]/.test(words) ? words : `tool_${words}`;
}
