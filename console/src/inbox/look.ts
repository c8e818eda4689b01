import { useEffect } from 'react';
import type { CaseView } from '../live/answers.ts';

/** What a person looked at: as the API takes it with a decision. */
export interface Seen {
  ms: number;
  opened: string[];
}

/** A quicker look was none; as `QUICK_MS` of the server's attention has it. */
export const QUICK_MS = 1_000;
/** How often it is noted that the case is still in front. */
const TICK_MS = 200;
/** A part that was in sight for less than this was scrolled past. */
const DWELL_MS = 600;
/** Nobody has moved a hand for so long: the page is on the screen, but perhaps no person before it. */
const IDLE_MS = 60_000;
/** Of a part that is taller than the screen, so much in sight is enough. */
const TALL_PX = 140;
const HALF = 0.5;
/** Looks that are remembered while people go back and forth between cases. */
const KEPT_MAX = 100;
const LEFT_MAX = 24 * 3_600_000;

interface Kept {
  ms: number;
  opened: Set<string>;
}

/** Looks by review, until it is decided: to come back to a case goes on where one was. */
const kept = new Map<string, Kept>();

function lookOf(key: string): Kept {
  const known = kept.get(key) ?? { ms: 0, opened: new Set<string>() };
  kept.delete(key);
  kept.set(key, known);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  return known;
}

const keyOf = (one: Pick<CaseView, 'id' | 'review'>) => one.review?.id ?? one.id;

/** What was looked at of a case so far. */
export function seenOf(one: Pick<CaseView, 'id' | 'review'>): Seen {
  const { ms, opened } = lookOf(keyOf(one));
  return { ms: Math.min(LEFT_MAX, Math.round(ms)), opened: [...opened] };
}

/** The case was decided, or another plan came: looking begins anew. */
export function forget(one: Pick<CaseView, 'id' | 'review'>): void {
  const look = lookOf(keyOf(one));
  look.ms = 0;
  look.opened.clear();
}

/**
 * Notes how long a case is in front: only while the page is visible, only while somebody is there, and which of its
 * parts were in sight long enough to be read, or opened. It stays in this page and goes with the decision, to nobody
 * else. `opens` names what opening this page opens by itself.
 */
export function useLook(one: Pick<CaseView, 'id' | 'review'>, opens?: string): void {
  const key = keyOf(one);
  useEffect(() => {
    const look = lookOf(key);
    if (opens) look.opened.add(opens);
    const inSight = new Map<Element, number>();
    let last = performance.now();
    let stirred = last;
    const stir = () => void (stirred = performance.now());
    const observer = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting, intersectionRatio, intersectionRect } of seen) {
          const isSeen = isIntersecting && (intersectionRatio >= HALF || intersectionRect.height >= TALL_PX);
          if (!isSeen) inSight.delete(target);
          else if (!inSight.has(target)) inSight.set(target, 0);
        }
      },
      { threshold: [0, 0.25, HALF, 1] },
    );
    const tick = () => {
      const now = performance.now();
      const passed = Math.min(now - last, 2 * TICK_MS);
      last = now;
      if (document.visibilityState !== 'visible' || now - stirred > IDLE_MS) return;
      look.ms += passed;
      for (const part of document.querySelectorAll('[data-part]')) observer.observe(part);
      for (const [part, since] of inSight) {
        if (!part.isConnected) inSight.delete(part);
        else if (since + passed >= DWELL_MS) noteOpened(look, part);
        else inSight.set(part, since + passed);
      }
    };
    const follow = (event: Event) => {
      const link = event.target instanceof Element && event.target.closest('a[target="_blank"]');
      if (link) look.opened.add('outside');
    };
    const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchstart'] as const;
    for (const sign of signs) addEventListener(sign, stir, { capture: true, passive: true });
    addEventListener('click', follow, true);
    const timer = window.setInterval(tick, TICK_MS);
    return () => {
      tick();
      window.clearInterval(timer);
      observer.disconnect();
      for (const sign of signs) removeEventListener(sign, stir, { capture: true });
      removeEventListener('click', follow, true);
    };
  }, [key, opens]);
}

function noteOpened(look: Kept, part: Element): void {
  const name = part.getAttribute('data-part');
  if (name) look.opened.add(name);
}
