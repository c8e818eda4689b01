import type { ReactNode } from 'react';

interface PartProps {
  name: string;
  says?: string;
  /** At the end of its heading: a way to more. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the page that can be linked to. */
export function Part({ name, says, aside, children }: PartProps) {
  const id = name.toLowerCase();
  return (
    <section id={id} aria-labelledby={`${id}-name`} className="grid min-w-0 scroll-mt-14 gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 border-b border-line pb-1.5">
        <h2 id={`${id}-name`} className="text-lg font-semibold">
          {name}
        </h2>
        {says && <p className="text-sm text-ink-3">{says}</p>}
        {aside && <div className="ml-auto text-sm">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** A heading cell of the tables on this page. */
export function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1.5 pr-4 text-left text-xs font-semibold text-ink-3">
      {children}
    </th>
  );
}

export const CELL = 'py-2 pr-4 align-top border-t border-line';
