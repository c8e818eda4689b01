import { Away } from './away.tsx';
import { countedText, rangeText, valueText } from '../proof/words.ts';
import { useDesk } from '../shell/desk.tsx';
import type { Compared, ReportRow, ReportView } from './queries.ts';

const OTHERS = ['before', 'baseline', 'control'] as const;
const TONES: Partial<Record<Compared['verdict'], string>> = { better: 'text-green', worse: 'text-red' };
const WORDS: Partial<Record<Compared['verdict'], string>> = {
  better: 'Better: ',
  worse: 'Worse: ',
  changed: 'Changed: ',
  noise: 'No more than chance: ',
};

/** Narrower than this a column breaks its figures; with one other column it fits a phone. */
const WIDTHS = ['', '', 'min-w-[600px]', 'min-w-[760px]'];

/** Every number of the period beside what it is held against; each with its count, its range and the difference. */
export function ReportTable({
  rows,
  report,
  label,
}: {
  rows: ReportRow[];
  report: ReportView;
  label: string;
}) {
  const { period } = report;
  const heads = { before: `The ${period} before`, baseline: 'Logging period', control: 'Control group' };
  // A column in which nothing stands tells nothing.
  const others = OTHERS.filter((against) => rows.some((row) => (row[against]?.of ?? 0) > 0));
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label={`Numbers: ${label}`}>
      <table className={`w-full border-collapse text-sm ${WIDTHS[others.length] ?? ''}`}>
        <thead>
          <tr className="border-b border-line-2 text-left text-xs text-ink-3">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              Number
            </th>
            {[`This ${period}`, ...others.map((against) => heads[against])].map((head) => (
              <th key={head} scope="col" className="py-1.5 pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-b border-line align-top">
              <th
                scope="row"
                className="max-w-[22ch] py-2 pr-4 text-left font-medium text-pretty"
                title={row.means}
              >
                {row.label}
              </th>
              <td className="py-2 pr-4">
                <Figure row={row} of={row.now} isMain />
              </td>
              {others.map((against) => (
                <td key={against} className="py-2 pr-4">
                  <Figure row={row} of={row[against]} />
                  {(row[against]?.of ?? 0) > 0 && <Change change={row.changes[against]} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ row, of, isMain }: { row: ReportRow; of: ReportRow['before']; isMain?: boolean }) {
  const { locale, currency } = useDesk();
  if (!of || of.of === 0) return <span className="text-ink-3">–</span>;
  const show = (value: number) => valueText(value, row.unit, of.currency ?? currency, locale);
  const range = rangeText(of, show);
  const counted = countedText(of, row.unit);
  return (
    <span className="grid tabular-nums">
      <span className={isMain ? 'font-semibold' : ''}>{of.value === null ? 'too few' : show(of.value)}</span>
      {range && (
        <span className="text-xs text-ink-3" title="with 95 % certainty">
          {range}
        </span>
      )}
      <span className="text-xs text-ink-3">
        {isMain && row.href ? <Away to={row.href}>{counted}</Away> : counted}
      </span>
    </span>
  );
}

function Change({ change }: { change: Compared | null }) {
  if (!change) return null;
  return (
    <span
      className={`mt-0.5 block max-w-[24ch] text-xs text-pretty ${TONES[change.verdict] ?? 'text-ink-2'}`}
    >
      {WORDS[change.verdict] ?? ''}
      {change.says}
    </span>
  );
}
