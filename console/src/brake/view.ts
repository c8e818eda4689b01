import { store } from '../live/store.ts';

/** What of the brake is open over the page: the sheet for stopping, or the question before a release. */
export type BrakeView = { shows: 'stop'; name: string } | { shows: 'release'; name: string };

export const brakeView = store<BrakeView | undefined>(undefined);

/** Opens the brake, ready to stop `name`: everything, unless something narrower is asked for. */
export function openBrake(name = 'all'): void {
  brakeView.set({ shows: 'stop', name });
}

/** Asks whether `name` is to go on. */
export function openRelease(name: string): void {
  brakeView.set({ shows: 'release', name });
}

export function closeBrake(): void {
  brakeView.set(undefined);
}
