import { asText } from './description.ts';
import type { Draft } from './draft.ts';
import { isObject } from './shapes.ts';

/** The last parts of two addresses of which the one takes back the other. */
const PAIRS = [
  ['hold', 'release'],
  ['pause', 'resume'],
  ['pause', 'unpause'],
  ['lock', 'unlock'],
  ['block', 'unblock'],
  ['enable', 'disable'],
  ['activate', 'deactivate'],
  ['archive', 'unarchive'],
  ['archive', 'restore'],
  ['publish', 'unpublish'],
  ['subscribe', 'unsubscribe'],
  ['assign', 'unassign'],
  ['suspend', 'unsuspend'],
  ['suspend', 'reactivate'],
  ['open', 'close'],
  ['close', 'reopen'],
];

const REACHES_OUT =
  /(?:^|_)(?:send|mail|email|notify|sms|message|reply|payout|transfer|charge|capture|ship)(?:_|$)/;
const REFERENCE =
  /^(?:idempotency_?key|reference|external_?(?:id|reference)|client_?reference(?:_id)?|merchant_?reference|request_?id|correlation_?id)$/i;

/** Adds what takes a write back, what cannot be taken back, and what happens when an answer never comes. */
export function addGuesses(drafts: Draft[]): void {
  const writes = drafts.filter(({ isRead }) => !isRead);
  for (const draft of writes) {
    draft.undo = byDeleting(draft, writes) ?? byOpposite(draft, writes);
    draft.isIrreversible = !draft.undo && REACHES_OUT.test(draft.name);
    if (draft.undo) draft.doubts.push(`That ${draft.undo.write} takes it back is a guess.`);
    else if (draft.isIrreversible)
      draft.doubts.push('That it cannot be taken back is a guess from its name.');
    else draft.doubts.push(withoutUndo(draft));
    if (draft.idempotencyHeader === undefined) draft.doubts.push(withoutKey(draft, drafts));
  }
}

function withoutUndo({ operation }: Draft): string {
  if (operation.method === 'PUT' || operation.method === 'PATCH')
    return 'No undo was found. It can be its own where its answer, or a read before it, tells the values before.';
  return 'No undo was found: Remit cannot take it back.';
}

/** POST /orders and DELETE /orders/{id}, where the answer has the id. */
function byDeleting(draft: Draft, writes: Draft[]): Draft['undo'] {
  const { operation, path, gives } = draft;
  if (operation.method !== 'POST' || !isObject(gives)) return undefined;
  for (const other of writes) {
    if (other.operation.method !== 'DELETE') continue;
    const own = other.path.startsWith(`${path}/`)
      ? /^\{(\w+)\}$/.exec(other.path.slice(path.length + 1))?.[1]
      : undefined;
    if (own === undefined) continue;
    const from = [own, 'id'].find((name) => gives.fields[name] && gives.fields[name].optional !== true);
    const needed = requiredOf(other).filter((arg) => arg !== own);
    if (from === undefined || !needed.every((arg) => Object.hasOwn(draft.args, arg))) continue;
    const given = Object.fromEntries(needed.map((arg) => [arg, `{{args.${arg}}}`]));
    return { write: other.name, with: { ...given, [own]: `{{result.${from}}}` } };
  }
  return undefined;
}

/** POST /orders/{id}/hold and POST /orders/{id}/release. */
function byOpposite(draft: Draft, writes: Draft[]): Draft['undo'] {
  const [last = '', base] = [draft.path.split('/').at(-1), draft.path.split('/').slice(0, -1).join('/')];
  for (const [a = '', b = ''] of PAIRS) {
    const opposite = last === a ? b : last === b ? a : undefined;
    if (opposite === undefined) continue;
    const other = writes.find(({ path }) => path === `${base}/${opposite}`);
    if (!other || !requiredOf(other).every((arg) => Object.hasOwn(draft.args, arg))) continue;
    return {
      write: other.name,
      with: Object.fromEntries(requiredOf(other).map((arg) => [arg, `{{args.${arg}}}`])),
    };
  }
  return undefined;
}

function requiredOf({ args }: Draft): string[] {
  return Object.keys(args).filter((arg) => args[arg]?.optional !== true);
}

/** The most that can be said of what to do when an answer never comes. */
function withoutKey({ args, operation }: Draft, drafts: Draft[]): string {
  const reference = Object.keys(args).find((arg) => REFERENCE.test(arg));
  const read =
    reference === undefined
      ? undefined
      : drafts.find(({ isRead, args: own }) => isRead && Object.hasOwn(own, reference));
  if (reference !== undefined && read)
    return `If it keeps ${reference}, it can be asked about: send {{key}} as ${reference} and confirm by ${read.name}.`;
  const description = asText(operation.summary) ?? '';
  const hint = /idempoten/i.test(description)
    ? ' Its summary speaks of idempotency: look for the header.'
    : '';
  return `It takes no key and nothing tells what became of one: an answer that never comes waits for a person.${hint}`;
}
