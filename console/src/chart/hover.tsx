import type { ReactNode } from 'react';

/** What a chart says of the place under the pointer, or where the arrow keys have come to. */
export function Hover({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div
      role="status"
      aria-live="polite"
      className="grid max-w-64 gap-1 rounded-lg border border-line-2 bg-surface px-3 py-2 text-xs shadow-pop"
    >
      <p className="font-medium">{title}</p>
      {children}
    </div>
  );
}

export function HoverLine({
  dot,
  name,
  value,
  more,
}: {
  dot: string;
  name: string;
  value: string;
  more: string;
}) {
  return (
    <p className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-2">
      <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
      <span className="truncate text-ink-2">{name}</span>
      <span className="font-medium tabular-nums">{value}</span>
      <span className="col-span-2 col-start-2 text-ink-3 tabular-nums">{more}</span>
    </p>
  );
}
