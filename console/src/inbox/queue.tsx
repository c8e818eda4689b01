import { useEffect, useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { QueueItem } from '../live/answers.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { NothingHere } from './nothing.tsx';
import { QueueRow } from './queue_row.tsx';
import type { QueueState } from './use_queue.ts';

const ROW_PX = 78;
const HEADING_PX = 30;
const OVERSCAN = 8;

type Line = { heading: string; amount: number } | { item: QueueItem; place: number };

/** The rows that are in sight, of as many as there are. */
export function Queue({ queue }: { queue: QueueState }) {
  const { query, items } = queue;
  if (query.isPending) return <Skeleton label="Loading the queue" lines={9} />;
  if (query.isError && items.length === 0) {
    return <Failed what="The queue" error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <>
      {query.isRefetchError && (
        <p role="alert" className="border-b border-line bg-amber-soft px-3 py-1.5 text-xs text-amber">
          The queue could not be read again. These rows may be out of date.
        </p>
      )}
      {items.length === 0 ? (
        <div className="h-full md:hidden">
          <NothingHere queue={queue} />
        </div>
      ) : (
        <Rows queue={queue} />
      )}
    </>
  );
}

function Rows({ queue }: { queue: QueueState }) {
  const { items, opened, query } = queue;
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(items, queue.search.by === 'workflow'), [items, queue.search.by]);
  // The list measures itself on every scroll, so it must not be remembered between renders; it never is.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index] && 'item' in lines[index] ? ROW_PX : HEADING_PX),
    overscan: OVERSCAN,
    getItemKey: (index) => keyOf(lines[index]),
  });
  const at = lines.findIndex((line) => 'item' in line && line.item.case === opened);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);
  const seen = rows.getVirtualItems();
  const isAtEnd = (seen.at(-1)?.index ?? 0) >= lines.length - 1;
  useEffect(() => {
    if (isAtEnd && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  }, [isAtEnd, query]);
  return (
    <div ref={box} data-queue className="relative min-h-0 flex-1 overflow-y-auto">
      <ul aria-label="Queue" className="relative" style={{ height: rows.getTotalSize() }}>
        {seen.map(({ key, index, start, size }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <li
              key={key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)`, height: size }}
            >
              {'item' in line ? (
                <QueueRow item={line.item} isOpen={line.item.case === opened} />
              ) : (
                <p className="flex h-full items-end justify-between gap-2 px-3.5 pb-1 text-xs font-semibold text-ink-3">
                  <span className="truncate">{line.heading}</span>
                  <span className="tabular-nums">{line.amount.toLocaleString('en')}</span>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function linesOf(items: QueueItem[], isGrouped: boolean): Line[] {
  const amounts = new Map<string, number>();
  for (const item of items) amounts.set(item.workflow, (amounts.get(item.workflow) ?? 0) + 1);
  return items.flatMap((item, place): Line[] => {
    const isFirst = isGrouped && items[place - 1]?.workflow !== item.workflow;
    const heading = { heading: item.workflow_label, amount: amounts.get(item.workflow) ?? 0 };
    return isFirst ? [heading, { item, place }] : [{ item, place }];
  });
}

function keyOf(line: Line | undefined): string {
  if (!line) return '';
  return 'item' in line ? `${line.item.case} ${line.item.review}` : `heading ${line.heading}`;
}
