import { useEffect, useSyncExternalStore } from 'react';
import { useDesk } from '../shell/desk.tsx';
import { store } from '../live/store.ts';
import type { MoneyValue } from '../live/answers.ts';
import { distanceText, exactText, moneyText, momentText, stampText } from './words.ts';

const TICK_MS = 15_000;
const clock = store(Date.now());
let users = 0;
let timer: number | undefined;

/** One clock for all times on the page, so that they change together and cost one timer. */
export function useNow(): number {
  useEffect(() => {
    if (users++ === 0) timer = window.setInterval(() => clock.set(Date.now()), TICK_MS);
    return () => {
      if (--users === 0) window.clearInterval(timer);
    };
  }, []);
  return useSyncExternalStore(clock.watch, clock.current);
}

/** How long ago, or how soon; the exact time on hover. */
export function Distance({ at }: { at: string }) {
  const { locale, time_zone } = useDesk();
  const now = useNow();
  return (
    <time dateTime={at} title={exactText(at, locale, time_zone)}>
      {distanceText(at, now, locale, time_zone)}
    </time>
  );
}

/** The date and the minute; the exact time on hover. */
export function Stamp({ at, toTheSecond }: { at: string; toTheSecond?: boolean }) {
  const { locale, time_zone } = useDesk();
  return (
    <time dateTime={at} title={exactText(at, locale, time_zone)} className="tabular-nums">
      {stampText(at, locale, time_zone, toTheSecond)}
    </time>
  );
}

/** When it was or will be: “at 14:03” of today, else the day too; bare after a word like “until”. */
export function Moment({ at, bare }: { at: string; bare?: boolean }) {
  const { locale, time_zone } = useDesk();
  const said = momentText(at, useNow(), locale, time_zone);
  return (
    <time dateTime={at} title={exactText(at, locale, time_zone)} className="tabular-nums">
      {bare || said.length > HOUR_LETTERS_MAX ? said : `at ${said}`}
    </time>
  );
}
/** `14:03`, or `2:03 pm` where hours are counted to twelve. */
const HOUR_LETTERS_MAX = 8;

export function Money({ value }: { value: MoneyValue }) {
  const { locale } = useDesk();
  return <span className="tabular-nums whitespace-nowrap">{moneyText(value, locale)}</span>;
}
