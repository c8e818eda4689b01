import { Fold } from '../ui/section.tsx';
import type { StageView } from '../workflow/queries.ts';
import { Interval } from './interval.tsx';

/** How often people decided what the agents had planned, per play, and what they changed. */
export function Agreement({ rows }: { rows: StageView['agreement'] }) {
  if (rows.length === 0) {
    return (
      <p className="rounded-lg border border-line bg-sunk px-4 py-3 text-sm text-pretty text-ink-2">
        It cannot be said yet: no plan of an agent was compared with what a person decided.
      </p>
    );
  }
  return (
    <ul className="grid">
      {rows.map((row) => (
        <li key={row.play} className="grid gap-1 border-t border-line py-3 first:border-0 first:pt-1">
          <Row label={row.label} rate={row.agreed} isMain />
          {row.arguments.length > 0 && (
            <Fold says="by what was filled in">
              <ul className="grid gap-2 pt-1">
                {row.arguments.map((argument) => (
                  <li key={argument.name}>
                    <Row label={argument.label} rate={argument.agreed} />
                  </li>
                ))}
              </ul>
            </Fold>
          )}
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  label: string;
  rate: StageView['agreement'][number]['agreed'];
  isMain?: boolean;
}

function Row({ label, rate, isMain }: RowProps) {
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,280px)]">
      <span className={isMain ? 'text-base text-pretty' : 'text-sm text-pretty text-ink-2'}>{label}</span>
      <Interval rate={rate} />
    </div>
  );
}
