import { createContext, useContext } from 'react';
import type { Desk, Person } from '../live/answers.ts';
import { usePersonId } from './person.ts';

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

/** The workspace that this desk shows. Only parts of the page below the shell may ask. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('The desk is asked for outside of the shell.');
  return desk;
}

/** The person at this desk: the chosen one, else the first who may decide. */
export function useWho(): Person | undefined {
  const desk = useDesk();
  const id = usePersonId();
  return desk.people.find((person) => person.id === id) ?? desk.people[0];
}

export function useNameOf(): (id: string | null) => string {
  const { people } = useDesk();
  return (id) => people.find((person) => person.id === id)?.name ?? id ?? 'somebody';
}
