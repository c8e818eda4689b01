import type { Workspace } from '../workspace/schema.ts';

/** The name of a person of the workspace; the id of one who left it. */
export function namesIn({ people }: Pick<Workspace, 'people'>): (id: string) => string {
  return (id) => people.find((person) => person.id === id)?.name ?? id;
}
