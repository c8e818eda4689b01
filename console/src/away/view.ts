import { store } from '../live/store.ts';

export const isPersonOpen = store(false);

export function openPerson(): void {
  isPersonOpen.set(true);
}

export function closePerson(): void {
  isPersonOpen.set(false);
}
