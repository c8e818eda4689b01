import { asWords } from './description.ts';
import type { Draft, LeftOut } from './draft.ts';
import { lines, written, writtenFields } from './flow_text.ts';
import type { DraftedSignIn } from './sign_in.ts';

export interface FileParts {
  title: string;
  source: string;
  label: string;
  address: string;
  addressDoubts: string[];
  signIn: DraftedSignIn;
  drafts: Draft[];
  leftOut: LeftOut[];
}

/** A comment's lines are broken here. */
const COMMENT_CHARS_MAX = 100;

/** The file of a system with every doubt as a comment that begins with `Check:`, so that a search finds them all. */
export function fileText(parts: FileParts): string {
  const { title, source, label, address, addressDoubts, signIn, drafts, leftOut } = parts;
  const reads = drafts.filter(({ isRead }) => isRead);
  const writes = drafts.filter(({ isRead }) => !isRead);
  return [
    ...comment(`${title}, from ${source}.`, 0),
    ...comment(
      'Lines that begin with "Check:" are guesses, or what nobody but you can know. Take them away when you have looked.',
      0,
    ),
    ...lines('label', label, 0),
    ...addressDoubts.flatMap((doubt) => check(doubt, 0)),
    ...lines('address', address, 0),
    ...signIn.doubts.flatMap((doubt) => check(doubt, 0)),
    ...(signIn.auth ? lines('auth', signIn.auth, 0) : []),
    ...section('reads', reads),
    ...section('writes', writes),
    ...(leftOut.length > 0 ? ['', '# Left out:'] : []),
    ...leftOut.flatMap(({ operation, why }) => comment(`${operation.method} ${operation.path}: ${why}.`, 0)),
    '',
  ].join('\n');
}

function section(name: string, drafts: Draft[]): string[] {
  if (drafts.length === 0) return [];
  return ['', `${name}:`, ...drafts.flatMap((draft, index) => [...(index > 0 ? [''] : []), ...offer(draft)])];
}

function offer(draft: Draft): string[] {
  const { name, operation, path, args, query, gives, take, amounts, pages, body, isForm, money } = draft;
  const of = (key: string, value: unknown): string[] => (value === undefined ? [] : lines(key, value, 4));
  const own = Object.entries(query);
  const isPlainQuery = own.every(([arg, parameter]) => arg === parameter);
  return [
    `  ${name}:`,
    ...draft.doubts.flatMap((doubt) => check(doubt, 4)),
    ...of('label', labelOf(draft)),
    ...of(operation.method.toLowerCase(), path),
    ...of('query', own.length === 0 ? undefined : isPlainQuery ? own.map(([arg]) => arg) : query),
    ...of('args', Object.keys(args).length === 0 ? undefined : writtenFields(args)),
    ...of('send_as', isForm ? 'form' : undefined),
    ...of('body', body),
    ...of('gives', gives && written(gives)),
    ...of('take', take),
    ...of('amounts', Object.keys(amounts).length === 0 ? undefined : writtenAmounts(amounts)),
    ...of('pages', pages),
    ...of('money', money),
    ...of('idempotency_header', draft.idempotencyHeader),
    ...of('undo', draft.undo),
    ...of('irreversible', draft.isIrreversible ? true : undefined),
  ];
}

function writtenAmounts(amounts: Draft['amounts']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(amounts).map(([path, { from, counts, currency }]) => [path, { [counts]: from, currency }]),
  );
}

/** A label is what people read: longer summaries are cut at a word. */
const LABEL_CHARS_MAX = 60;

function labelOf({ operation }: Draft): string | undefined {
  const text = operation.summary?.replaceAll(/\s+/g, ' ').replace(/\.$/, '').trim();
  if (text === undefined || text === '') return undefined;
  return text.length <= LABEL_CHARS_MAX ? text : `${text.slice(0, LABEL_CHARS_MAX).replace(/\s+\S*$/, '')} …`;
}

const check = (text: string, indent: number): string[] => comment(`Check: ${text}`, indent);

/** Text of others in a comment stays on its lines, whatever is in it. */
function comment(text: string, indent: number): string[] {
  const start = `${' '.repeat(indent)}#`;
  const words = (asWords(text) ?? '').split(' ');
  const made = [start];
  for (const word of words) {
    const last = made.at(-1) ?? start;
    if (last.length + word.length + 1 > COMMENT_CHARS_MAX && last !== start) made.push(`${start}   ${word}`);
    else made[made.length - 1] = `${last} ${word}`;
  }
  return made;
}
