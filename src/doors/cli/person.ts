import { AppError } from '../../runtime/errors.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';

/** The person of `--as`: what a command does on somebody's behalf stands in the log under their name. */
export function personOf({ people }: Workspace, id: string | undefined): Person {
  const person = people.find((candidate) => candidate.id === id);
  if (person) return person;
  const says = id === undefined ? 'It must be known who does this.' : `Nobody here is called "${id}".`;
  throw new AppError('invalid', says, {
    suggestion: `Say who with --as: ${people.map((one) => one.id).join(', ')}.`,
  });
}
