import { keptStore, store } from '../live/store.ts';

export const isNoticesOpen = store(false);

export function openNotices(): void {
  isNoticesOpen.set(true);
}

/** The time of the newest notice that was on this browser's screen; newer ones count as unseen. */
export const seenUntil = keptStore<string>('remit.notices', '');
