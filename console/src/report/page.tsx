import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { Mails } from './mails.tsx';
import { reportQuery, type ReportView } from './queries.ts';
import { OneSection } from './section.tsx';
import './print.css';

/** The report of one day, week or month. */
export function ReportPage() {
  const { period, date } = useParams({ from: '/reports/$period/$date' });
  const { workflow } = useSearch({ from: '/reports/$period/$date' });
  const query = useQuery(reportQuery(`${period}.${date}`, workflow));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Report">
      <title>{`${query.data?.title ?? 'Report'} · Remit`}</title>
      <div className="mx-auto grid max-w-[1144px] grid-cols-1 gap-8 px-4 py-6 sm:px-8">
        {query.isPending && <Skeleton label="Loading the report" lines={10} />}
        {query.isError && !query.data && (
          <Failed what="The report" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.data && <Content report={query.data} workflow={workflow} />}
      </div>
    </div>
  );
}

function Content({ report, workflow }: { report: ReportView; workflow: string | undefined }) {
  const { title, is_over, counted_until, made_at } = report;
  return (
    <SectionLevelProvider value="h2">
      <header className="grid grid-cols-1 gap-3">
        <Link
          to="/reports"
          search={{ period: report.period }}
          className="-ml-1.5 inline-flex h-7 items-center gap-1 justify-self-start rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink print:hidden"
        >
          <Icon name="left" size={14} /> Reports
        </Link>
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em] text-pretty">{title}</h1>
            <p className="text-sm text-ink-2">
              {is_over ? 'From the numbers as they are' : 'Still running: the numbers so far'}
              {counted_until && (
                <>
                  , counted until <Stamp at={counted_until < made_at ? counted_until : made_at} />
                </>
              )}
              .
            </p>
          </div>
          <Tools report={report} workflow={workflow} />
        </div>
      </header>
      {report.sections.map((section) => (
        <OneSection key={section.workflow ?? ''} section={section} report={report} />
      ))}
      <div className="print:hidden">
        <Section title="By mail">
          <Mails report={report} workflow={workflow} />
        </Section>
      </div>
    </SectionLevelProvider>
  );
}

const LINK =
  'inline-flex h-8 items-center gap-1 rounded-md border border-line-2 bg-surface px-2.5 text-sm font-medium hover:bg-hover';

function Tools({ report, workflow }: { report: ReportView; workflow: string | undefined }) {
  const { period, previous, next, pdf } = report;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 print:hidden">
      <WorkflowChoice report={report} workflow={workflow} />
      {previous && (
        <Link
          to="/reports/$period/$date"
          params={{ period, date: previous }}
          search={{ workflow }}
          className={LINK}
          aria-label={`The ${period} before`}
        >
          <Icon name="left" size={14} />
        </Link>
      )}
      {next && (
        <Link
          to="/reports/$period/$date"
          params={{ period, date: next }}
          search={{ workflow }}
          className={LINK}
          aria-label={`The ${period} after`}
        >
          <Icon name="right" size={14} />
        </Link>
      )}
      <a href={pdf} className={LINK} target="_blank" rel="noreferrer">
        PDF
      </a>
      <Button onClick={() => window.print()}>Print</Button>
    </div>
  );
}

/** Of all workflows or of one: links, so that each has an address. */
function WorkflowChoice({ report, workflow }: { report: ReportView; workflow: string | undefined }) {
  const { workflows } = useDesk();
  if (workflows.length < 2) return null;
  const { period, date } = report;
  return (
    <nav aria-label="Of which workflow" className={SEGMENTS}>
      {[{ name: undefined, label: 'All' }, ...workflows].map(({ name, label }) => (
        <Link
          key={name ?? ''}
          to="/reports/$period/$date"
          params={{ period, date }}
          search={{ workflow: name }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={name === workflow ? 'page' : undefined}
          className={SEGMENT}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
