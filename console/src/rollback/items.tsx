import { useMemo, useRef, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Badge } from '../ui/effect.tsx';
import { Money, Stamp } from '../ui/time.tsx';
import { ITEM_STATES, STATE_ORDER, totalOf, type Item, type ItemState, type RollbackView } from './words.ts';

const ROW_PX = 62;
const OVERSCAN = 10;

/** Every action of the slice, of which there may be thousands: only those in sight are on the page. */
export function Items({ view }: { view: RollbackView }) {
  const [only, setOnly] = useState<ItemState | null>(null);
  const present = STATE_ORDER.filter((state) => (view.counts[state] ?? 0) > 0);
  // A filter whose last row has moved on would show an empty list for no reason that one sees.
  const chosen = only && present.includes(only) ? only : null;
  const rows = useMemo(
    () => (chosen ? view.items.filter(({ state }) => state === chosen) : view.items),
    [view.items, chosen],
  );
  return (
    <>
      <div className="mx-auto w-full max-w-[1144px] shrink-0 px-4 pb-2 sm:px-8">
        <div role="group" aria-label="Show" className="-ml-2 flex flex-wrap gap-1">
          <Filter
            says="All"
            amount={totalOf(view.counts)}
            isOn={chosen === null}
            choose={() => setOnly(null)}
          />
          {present.map((state) => (
            <Filter
              key={state}
              says={ITEM_STATES[state].says}
              amount={view.counts[state] ?? 0}
              isOn={chosen === state}
              choose={() => setOnly(state)}
            />
          ))}
        </div>
      </div>
      <Rows rows={rows} />
    </>
  );
}

interface FilterProps {
  says: string;
  amount: number;
  isOn: boolean;
  choose: () => void;
}

function Filter({ says, amount, isOn, choose }: FilterProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={choose}
      className="h-7 rounded-md px-2 text-sm whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
    >
      {says} <span className="text-ink-3 tabular-nums">{amount.toLocaleString('en')}</span>
    </button>
  );
}

function Rows({ rows }: { rows: Item[] }) {
  const box = useRef<HTMLDivElement>(null);
  // The list measures itself on every scroll, so it must not be remembered between renders; it never is.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  return (
    <div
      ref={box}
      tabIndex={0}
      role="region"
      aria-label="Actions of the rollback"
      className="min-h-48 flex-1 overflow-y-auto border-t border-line"
    >
      {rows.length === 0 && (
        <p className="px-4 py-8 text-center text-sm text-ink-2">Nothing in the log is in this slice.</p>
      )}
      <ul
        aria-label="Actions"
        className="relative mx-auto max-w-[1144px]"
        style={{ height: list.getTotalSize() }}
      >
        {list.getVirtualItems().map(({ key, index, start }) => {
          const item = rows[index];
          return (
            item && (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                className="absolute inset-x-4 top-0 border-b border-line sm:inset-x-8"
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row item={item} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Row({ item }: { item: Item }) {
  const state = ITEM_STATES[item.state];
  // The badge says the first words of some sentences already.
  const says = item.says.replace(`${state.says}: `, '');
  return (
    <div className="grid min-h-[61px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 py-2 md:grid-cols-[minmax(0,5fr)_88px_minmax(0,6fr)]">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium">
          <Link
            to="/cases/$id"
            params={{ id: item.case }}
            className="underline-offset-2 hover:underline"
            title={item.title}
          >
            {item.title}
          </Link>
        </p>
        <p className="truncate text-xs text-ink-3">
          {item.label} · <Stamp at={item.at} />
        </p>
      </div>
      <p className="text-right text-sm tabular-nums">{item.money && <Money value={item.money} />}</p>
      <div className="min-w-0 max-md:col-span-2">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <Badge tone={state.tone}>{state.says}</Badge>
          {item.expected !== undefined && item.found !== undefined && (
            <span className="tabular-nums">
              set to <b className="font-semibold">{item.expected}</b>, now{' '}
              <b className="font-semibold">{item.found}</b>
            </span>
          )}
        </p>
        {says && <p className="text-xs text-pretty text-ink-3">{says}</p>}
      </div>
    </div>
  );
}
