import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { MailBadge } from './mails.tsx';
import { PERIODS, reportsQuery, type Reports } from './queries.ts';

/** All reports of days, weeks or months, and who gets them. */
export function ReportsPage() {
  const search = useSearch({ from: '/reports' });
  const period = PERIODS.find(({ name }) => name === search.period)?.name ?? 'week';
  const query = useQuery(reportsQuery(period));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Reports">
      <title>Reports · Remit</title>
      <div className="mx-auto grid max-w-[920px] gap-8 px-4 py-6 sm:px-8">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Reports</h1>
            <p className="max-w-[70ch] text-pretty text-ink-2">
              What moved, what is only noise, and what is not known: each in half a minute, with every number
              beside the period before, the logging period and the control group.
            </p>
          </div>
          <Periods current={period} />
        </header>
        {query.isPending && <Skeleton label="Loading the reports" lines={8} />}
        {query.isError && !query.data && (
          <Failed what="The reports" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.data && <Content reports={query.data} />}
      </div>
    </div>
  );
}

function Periods({ current }: { current: string }) {
  return (
    <nav aria-label="Length of the period" className={SEGMENTS}>
      {PERIODS.map(({ name, label }) => (
        <Link
          key={name}
          to="/reports"
          search={{ period: name }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={name === current ? 'page' : undefined}
          className={SEGMENT}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

function Content({ reports: { period, reports, schedules, mail } }: { reports: Reports }) {
  return (
    <SectionLevelProvider value="h2">
      <Section title="Sent by themselves" aside={mail.says}>
        {schedules.length === 0 ? (
          <p className="text-sm text-ink-2">
            Nobody gets a report by mail. Under <code className="font-mono text-xs">reports:</code> in
            remit.yaml stands who gets which.
          </p>
        ) : (
          <ul className="grid gap-1 text-sm">
            {schedules.map((schedule) => (
              <li key={schedule.says} className="text-pretty">
                {schedule.says}{' '}
                {mail.configured && (
                  <span className="text-ink-3">
                    Next <Moment at={schedule.next_at} />.
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={PERIODS.find(({ name }) => name === period)?.label ?? 'Reports'}>
        {reports.length === 0 ? (
          <Empty icon="file" title="No report yet" />
        ) : (
          <ul className="grid">
            {reports.map((report) => (
              <OneReport key={report.id} report={report} period={period} />
            ))}
          </ul>
        )}
      </Section>
    </SectionLevelProvider>
  );
}

function OneReport({ report, period }: { report: Reports['reports'][number]; period: Reports['period'] }) {
  const { date, title, is_over, cases, mails } = report;
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line py-2.5 last:border-0">
      <Link
        to="/reports/$period/$date"
        params={{ period, date }}
        className="min-w-0 font-medium text-pretty hover:underline"
      >
        {title}
      </Link>
      {!is_over && <span className="text-xs text-ink-3">still running</span>}
      <span className="ml-auto text-sm text-ink-3 tabular-nums">{count(cases, 'case')}</span>
      {mails
        .filter(({ state }) => state !== 'waiting')
        .map((mail) => (
          <MailBadge key={`${mail.to} ${mail.for.join(' ')}`} mail={mail} />
        ))}
    </li>
  );
}
