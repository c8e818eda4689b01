import { Badge } from '../ui/effect.tsx';
import { Amount } from './figures.tsx';
import type { Line, Statement } from './queries.ts';

const SOURCES: Record<Line['from'], { says: string; tone: 'green' | 'blue' | 'grey' | 'amber' }> = {
  measured: { says: 'measured', tone: 'green' },
  stated: { says: 'as said', tone: 'blue' },
  default: { says: 'a default', tone: 'grey' },
  missing: { says: 'missing', tone: 'amber' },
};

export function SourceBadge({ from }: { from: Line['from'] }) {
  const { says, tone } = SOURCES[from];
  return <Badge tone={tone}>{says}</Badge>;
}

/** The statement itself: what a month brings, what it costs, what is left, and what was paid once. */
export function StatementTable({ statement }: { statement: Statement }) {
  const { lines, totals, currency } = statement;
  const of = (side: Line['side']) => lines.filter((line) => line.side === side);
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label="Statement">
      <table className="w-full border-collapse text-sm">
        <Group title="What a month brings" lines={of('benefit')} currency={currency} />
        <Total title="Brings" figure={totals.benefit} currency={currency} />
        <Group title="What a month costs to run" lines={of('running')} currency={currency} />
        <Total title="Costs" figure={totals.running} currency={currency} />
        <Total title="Left each month" figure={totals.net} currency={currency} isMain />
        <Group title="Paid once" lines={of('once')} currency={currency} />
        <Total title="Paid once" figure={totals.once} currency={currency} />
      </table>
    </div>
  );
}

function Group({ title, lines, currency }: { title: string; lines: Line[]; currency: string }) {
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colSpan={2} className="pt-5 pb-1 text-left text-xs font-semibold text-ink-3">
          {title}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.id} className="border-b border-line align-top">
          <th scope="row" className="py-2 pr-4 text-left font-normal">
            <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
              {line.label}
              <SourceBadge from={line.from} />
            </span>
            <span className="block max-w-[64ch] text-xs text-pretty text-ink-3 tabular-nums">
              {line.says}
            </span>
          </th>
          <td className="py-2 text-right">
            <Amount figure={line.amount} currency={currency} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Total({
  title,
  figure,
  currency,
  isMain,
}: {
  title: string;
  figure: Statement['totals']['net'];
  currency: string;
  isMain?: boolean;
}) {
  return (
    <tbody>
      <tr className={`align-top ${isMain ? 'border-y-2 border-line-2 text-base' : ''}`}>
        <th scope="row" className="py-2 pr-4 text-left font-semibold">
          {title}
        </th>
        <td className="py-2 text-right font-semibold">
          <Amount figure={figure} currency={currency} />
        </td>
      </tr>
    </tbody>
  );
}
