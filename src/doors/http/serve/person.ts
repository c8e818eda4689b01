import type { Caller } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Person } from '../../../workspace/schema.ts';
import type { Door } from '../door.ts';

/** The header in which a caller on this machine says who acts. */
export const PERSON_HEADER = 'x-remit-person';

/** Who acts: whoever the token speaks for, else whom the header names. Throws `forbidden` where that is nobody. */
export function personOf(door: Door, caller: Caller | null, named: string | undefined): Person {
  return caller ? personBehind(door, caller) : personNamed(door, named);
}

/** Whoever shows a token acts in the name that the token has, whatever a header says. */
function personBehind(door: Door, { name, person }: Caller): Person {
  if (person !== null) return personNamed(door, person);
  throw new AppError('forbidden', `${name} acts in nobody’s name.`, {
    suggestion: 'A decision takes a token with the right review.',
    path: 'authorization',
  });
}

function personNamed(door: Door, id: string | undefined): Person {
  const { people } = door.world.workspace();
  const names = people.map((person) => person.id).join(', ');
  if (id === undefined || id === '') {
    throw new AppError('forbidden', 'The request does not say who acts.', {
      suggestion: `Send the header ${PERSON_HEADER} with one of ${names}.`,
      path: PERSON_HEADER,
    });
  }
  const person = people.find((candidate) => candidate.id === id);
  if (person) return person;
  throw new AppError('forbidden', `Nobody in this workspace is called "${id.slice(0, 40)}".`, {
    suggestion: `It has ${names}.`,
    path: PERSON_HEADER,
  });
}
