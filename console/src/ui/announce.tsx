import { store, useStore } from '../live/store.ts';

const said = store('');

/** Says a sentence to screen readers without showing it. */
export function announce(text: string): void {
  said.set(text);
}

export function Announcer() {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {useStore(said)}
    </p>
  );
}
