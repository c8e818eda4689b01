import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SectionLevelProvider } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';

/** What the two pages have in common: a title, a sentence, and the way to the other one. */
export function Traffic({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label={title}>
        <title>{`${title} · Remit`}</title>
        <div className="mx-auto grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-7 px-4 py-6 sm:px-8">
          <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
            <div className="grid gap-1.5">
              <h1 className="text-xl font-semibold tracking-[-0.01em]">{title}</h1>
              <p className="max-w-[62ch] text-pretty text-ink-2">{says}</p>
            </div>
            <nav aria-label="In and out" className={SEGMENTS}>
              <Link to="/arrivals" activeOptions={{ includeSearch: false }} className={SEGMENT}>
                Coming in
              </Link>
              <Link to="/outgoing" className={SEGMENT}>
                Going out
              </Link>
            </nav>
          </header>
          {children}
        </div>
      </div>
    </SectionLevelProvider>
  );
}
