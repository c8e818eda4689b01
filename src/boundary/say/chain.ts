import type { ApprovalStep } from '../schema.ts';
import { sayDuration } from './amounts.ts';
import { joined, plain } from './words.ts';

/** "a manager approves within 4 hours, else the owner"; of several steps, one after the other. */
export function sayChain(steps: ApprovalStep[]): string {
  if (steps.length === 0) return 'a person approves';
  return steps.map((step, index) => `${index > 0 ? 'then ' : ''}${sayStep(step)}`).join('; ');
}

function sayStep({ role, withinMs, then }: ApprovalStep): string {
  const within = withinMs === undefined ? '' : ` within ${sayDuration(withinMs)}`;
  const otherwise =
    then === undefined ? '' : `, else ${DEPARTMENTS.has(then) ? someone(then) : `the ${plain(then)}`}`;
  return `${someone(role)} approves${within}${otherwise}`;
}

/** "a manager", "an owner", "someone from support". */
function someone(role: string): string {
  const name = plain(role);
  if (DEPARTMENTS.has(role)) return `someone from ${name}`;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

// Roles are the business's own words; these are the frequent ones that name a place and not a person.
const DEPARTMENTS = new Set(
  'support finance legal operations logistics accounting sales purchasing marketing compliance security warehouse management service dispatch'.split(
    ' ',
  ),
);

/** Who may not approve, as a sentence of its own; undefined where the chain says nothing of it. */
export function sayExcluded(steps: ApprovalStep[]): string | undefined {
  const people = [...new Set(steps.flatMap((step) => step.not))];
  if (people.length === 0) return undefined;
  const did = people.map((person) => (person === 'requester' ? 'asked for' : 'planned'));
  return `Nobody approves what they ${joined(did, 'or')} themselves.`;
}
