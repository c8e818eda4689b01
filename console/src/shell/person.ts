import { keptStore, useStore } from '../live/store.ts';

/** Who works at this desk. There is no password yet, so it is a choice and not a proof. */
export const person = keptStore<string>('remit.person', '');

export function usePersonId(): string {
  return useStore(person);
}
