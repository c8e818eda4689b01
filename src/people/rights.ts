import type { Right } from '../authority/schema.ts';
import { AppError } from '../runtime/errors.ts';
import { OWNER, type Person, type Workspace } from '../workspace/schema.ts';

/** What each right lets a person do, as a sentence says it: "Only an owner may widen a roll-out." */
const DOING: Record<Right, string> = {
  widen: 'widen a roll-out',
  release: 'release a brake',
  change_boundary: 'change a boundary',
  roll_back: 'roll back what was done',
  give_tokens: 'give a program a token',
};

/** Whether a person may: by one of the roles that `remit.yaml` gives the right to, or as an owner. */
export function hasRight(workspace: Workspace, person: Person, right: Right): boolean {
  return rolesWith(workspace, right).some((role) => person.roles.includes(role));
}

/** Throws an `AppError` `forbidden` that says which roles may, where this person may not. */
export function needRight(workspace: Workspace, person: Person, right: Right): void {
  if (hasRight(workspace, person, right)) return;
  const roles = rolesWith(workspace, right).join(' or ');
  throw new AppError('forbidden', `${person.name} may not ${DOING[right]}: that takes the role ${roles}.`, {
    suggestion: `Ask somebody with the role ${roles}.`,
  });
}

/** The roles that have a right; owners always do. */
export function rolesWith(workspace: Pick<Workspace, 'may'>, right: Right): string[] {
  return [...new Set([...workspace.may[right], OWNER])];
}
