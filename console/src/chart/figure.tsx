import { Suspense, useId, useState, type ReactNode } from 'react';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';

export interface ChartTable {
  head: string[];
  rows: string[][];
}

interface FigureProps {
  title: string;
  /** What one sees, in a sentence: it stands below the title. */
  says?: ReactNode;
  table: ChartTable;
  /** As high as the chart, so that nothing moves when it comes. */
  heightPx: number;
  children: ReactNode;
  /** Names of the lines, where there are several. */
  legend?: ReactNode;
}

/** A chart with its title, and the same numbers as a table for who would rather read them. */
export function Figure({ title, says, table, heightPx, children, legend }: FigureProps) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <figure aria-labelledby={id} className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        <figcaption id={id} className="grid max-w-[68ch] gap-0.5">
          <span className="font-medium text-pretty">{title}</span>
          {says && <span className="text-sm text-pretty text-ink-2">{says}</span>}
        </figcaption>
        <div className={SEGMENTS}>
          <View says="Chart" isOn={!isTable} take={() => setTable(false)} />
          <View says="Table" isOn={isTable} take={() => setTable(true)} />
        </div>
      </div>
      {isTable ? (
        <Numbers title={title} table={table} />
      ) : (
        <>
          <Suspense fallback={<Waiting heightPx={heightPx} />}>{children}</Suspense>
          {legend}
        </>
      )}
    </figure>
  );
}

function View({ says, isOn, take }: { says: string; isOn: boolean; take: () => void }) {
  return (
    <button type="button" aria-pressed={isOn} onClick={take} className={SEGMENT}>
      {says}
    </button>
  );
}

/** Holds the place while the drawing is fetched. */
function Waiting({ heightPx }: { heightPx: number }) {
  return <div aria-hidden="true" style={{ height: heightPx }} className="later rounded-lg bg-sunk" />;
}

function Numbers({ title, table: { head, rows } }: { title: string; table: ChartTable }) {
  return (
    <div
      className="max-h-96 overflow-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label={`${title}, as a table`}
    >
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-sunk">
          <tr>
            {head.map((name, at) => (
              <th
                key={name}
                scope="col"
                className={`px-3 py-1.5 text-xs font-semibold whitespace-nowrap text-ink-3 ${at === 0 ? 'text-left' : 'text-right'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]} className="border-t border-line">
              {row.map((cell, at) => (
                <td
                  key={head[at]}
                  className={`px-3 py-1.5 tabular-nums ${at === 0 ? 'whitespace-nowrap text-ink-2' : 'text-right'}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
