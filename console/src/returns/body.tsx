import type { ReactNode } from 'react';
import { Fold } from '../ui/section.tsx';
import { Verdicts } from './figures.tsx';
import { StatementTable } from './lines.tsx';
import type { Statement } from './queries.ts';

/** The statement on the left, what it is made from on the right; below each other on a narrow screen. */
export function Body({
  statement,
  aside,
  children,
}: {
  statement: Statement;
  aside: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="grid min-w-0 gap-7">
        <p className="max-w-[70ch] text-base text-pretty">{statement.summary[0]}</p>
        <Verdicts statement={statement} />
        <StatementTable statement={statement} />
        {children}
        <p className="text-sm text-pretty text-ink-2">{statement.measured.says}</p>
        <Fold says="How it is calculated">
          <ul className="grid max-w-[80ch] list-disc gap-1 pl-4 text-sm text-pretty text-ink-2">
            {statement.method.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </Fold>
      </div>
      <div className="grid min-w-0 gap-4 rounded-xl border border-line bg-surface p-5">{aside}</div>
    </div>
  );
}
