import type { Person, Workflow, Workspace } from '../workspace/schema.ts';
import { fill } from '../workspace/template.ts';

/** Who asked, in the words of the event. */
export interface Requester {
  /** The id of the person whom the words name, else the words; what a condition sees as `plan.requester`. */
  id: string;
  words: string;
}

/**
 * Who asked for a case, as the workflow's `requester` says over the event: somebody of the workspace by id, name or
 * mail address, whatever the case of the letters. Undefined where nothing is said.
 */
export function requesterOf(
  { people }: Pick<Workspace, 'people'>,
  { requester }: Pick<Workflow, 'requester'>,
  event: Record<string, unknown>,
): Requester | undefined {
  if (requester === undefined) return undefined;
  const filled = fill(requester, { values: { event }, locale: 'en', timeZone: 'UTC' });
  const words = filled.ok ? String(filled.value).trim() : '';
  if (words === '') return undefined;
  return { id: people.find((one) => isNamed(one, words))?.id ?? words, words };
}

/** Whether this person asked. Of two with the same name both count: neither may approve what one of them asked for. */
export function isRequester(requester: Requester | undefined, person: Person): boolean {
  return requester !== undefined && isNamed(person, requester.words);
}

function isNamed({ id, name, email }: Person, words: string): boolean {
  return [id, name, email].some((known) => known?.toLowerCase() === words.toLowerCase());
}
