import type { ReactNode } from 'react';
import { CallError } from '../live/client.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { sentence } from './words.ts';

/** Nothing is here, and that is fine: says why, and what to do next. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-1 p-8 text-center">
      <span className="mb-2 text-ink-3">
        <Icon name={icon} size={28} />
      </span>
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-[38ch] text-sm text-pretty text-ink-2">{children}</div>}
    </div>
  );
}

/** A load that failed. It never looks like an empty list. */
export function Failed({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  return (
    <div role="alert" className="grid h-full place-content-center justify-items-center gap-1 p-8 text-center">
      <span className="mb-2 text-red">
        <Icon name="warn" size={28} />
      </span>
      <p className="font-medium">{what} could not be loaded</p>
      <p className="max-w-[42ch] text-sm text-pretty text-ink-2">{faultText(error)}</p>
      <div className="mt-3">
        <Button onClick={retry}>Try again</Button>
      </div>
    </div>
  );
}

export function faultText(error: unknown): string {
  if (error instanceof CallError && error.suggestion) return `${sentence(error.message)} ${error.suggestion}`;
  return error instanceof Error ? error.message : 'Something went wrong, and it did not say what.';
}

/** Grey lines in place of what is on its way; they show only after 150 ms. */
export function Skeleton({ lines = 6, label }: { lines?: number; label: string }) {
  const widths = ['w-3/4', 'w-1/2', 'w-5/6', 'w-2/3'];
  return (
    <div className="later grid gap-3 p-4" role="status">
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden="true" className={`h-3.5 rounded bg-hover ${widths[line % 4] ?? ''}`} />
      ))}
    </div>
  );
}
