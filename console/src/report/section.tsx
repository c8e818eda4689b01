import { useId, useState, type ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { Away } from './away.tsx';
import type { ReportSection, ReportView } from './queries.ts';
import { ReportTable } from './table.tsx';

/** What a report says of one workflow, or of all together. */
export function OneSection({ section, report }: { section: ReportSection; report: ReportView }) {
  const { label, summary, rows, exceptions, updates, returns } = section;
  const counted = rows.filter(({ now, before }) => now.of > 0 || (before?.of ?? 0) > 0);
  return (
    <section
      aria-label={label}
      className="grid gap-5 border-t border-line pt-6 print:break-inside-avoid-page"
    >
      <h2 className="text-lg font-semibold">{label}</h2>
      <div className="grid max-w-[80ch] gap-2 text-pretty">
        <p className="text-base">{summary.headline}</p>
        {summary.moved.length > 0 && (
          <ul className="grid list-disc gap-1 pl-5 marker:text-ink-3">
            {summary.moved.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        )}
        {summary.noise && <p className="text-ink-2">{summary.noise}</p>}
        {/* Where nothing was counted at all, the first sentence has said so. */}
        {counted.length > 0 &&
          summary.unknown.map((says) => (
            <p key={says} className="text-ink-2">
              {says}
            </p>
          ))}
      </div>
      {counted.length > 0 && (
        <Numbers isFolded={section.workflow !== null && report.sections.length > 1} label={label}>
          <ReportTable rows={counted} report={report} label={label} />
        </Numbers>
      )}
      <div className="grid gap-5 md:grid-cols-2">
        {exceptions.length > 0 && <Links title="Exceptions" links={exceptions} />}
        {updates.length > 0 && <Links title="Rule updates and authority" links={updates} />}
        {returns && <Links title="Return on cost" links={[returns]} />}
      </div>
    </section>
  );
}

/** In a report of all workflows the numbers of each are folded away on the screen; on paper they all stand there. */
function Numbers({ isFolded, label, children }: { isFolded: boolean; label: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (!isFolded) return children;
  return (
    <div className="grid min-w-0 gap-2">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex items-center gap-1 justify-self-start rounded py-0.5 text-sm text-ink-3 hover:text-ink print:hidden"
      >
        <span className={`transition-transform ${isOpen ? 'rotate-90' : ''}`}>
          <Icon name="right" size={12} />
        </span>
        All numbers<span className="sr-only"> of {label}</span>
      </button>
      <div id={id} className={`min-w-0 ${isOpen ? '' : 'hidden print:block'}`}>
        {children}
      </div>
    </div>
  );
}

function Links({ title, links }: { title: string; links: ReportSection['exceptions'] }) {
  return (
    <div className="grid content-start gap-2">
      <h3 className="text-xs font-semibold text-ink-3">{title}</h3>
      <ul className="grid gap-1 text-sm">
        {links.map(({ says, href }) => (
          <li key={says} className="text-pretty">
            {href ? <Away to={href}>{says}</Away> : says}
          </li>
        ))}
      </ul>
    </div>
  );
}
