import type { RefObject } from 'react';
import { useKeys } from '../keys/keys.ts';

/** How much of what is in sight one press moves on: a little stays, so that the eye finds its place. */
const SHARE = 0.8;

/** The space bar and the page keys scroll the case, wherever the focus is, as they would scroll a page. */
export function useScrollKeys(box: RefObject<HTMLElement | null>): void {
  const scroll = (by: 1 | -1) => {
    const height = box.current?.clientHeight ?? 0;
    box.current?.scrollBy({ top: by * SHARE * height, behavior: 'smooth' });
  };
  const group = 'Move';
  useKeys([
    { keys: 'space', says: 'Scroll the case', group, hidden: true, run: () => scroll(1) },
    { keys: 'shift+space', says: 'Scroll it back', group, hidden: true, run: () => scroll(-1) },
    { keys: 'PageDown', says: 'Scroll the case', group, hidden: true, run: () => scroll(1) },
    { keys: 'PageUp', says: 'Scroll it back', group, hidden: true, run: () => scroll(-1) },
  ]);
}
