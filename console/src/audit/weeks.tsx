import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { auditWeeksQuery, type AuditsOf } from '../attention/queries.ts';
import { Interval } from '../stage/interval.tsx';
import { percentText, shareText } from '../stage/words.ts';
import { useDesk } from '../shell/desk.tsx';
import { Badge, type Tone } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';

/** The weekly spot audits of every workflow: what was drawn and judged, and whether the target is met. */
export function AuditWeeksPage() {
  const query = useQuery(auditWeeksQuery);
  if (!query.data) {
    return query.isError ? (
      <Failed what="The weekly audits" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the weekly audits" />
    );
  }
  const ran = query.data.workflows.filter(({ total }) => total.ran > 0);
  const idle = query.data.workflows.filter(({ total }) => total.ran === 0);
  return (
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Weekly audits">
        <title>Weekly audits · Remit</title>
        <div className="mx-auto grid max-w-[1144px] grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6 sm:px-8">
          <header className="grid gap-2">
            <p className="-ml-1.5">
              <Link
                to="/audits"
                className="inline-flex h-7 items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
              >
                <Icon name="left" size={14} /> Audits
              </Link>
            </p>
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Weekly audits</h1>
            <p className="max-w-[80ch] text-pretty text-ink-2">
              Of what runs by itself a share is drawn at random, before anybody looks, and judged blind: a
              person says what they would have done. What nobody judges within 14 days counts as a deviation,
              so that a sample never gets better by not being looked at.
            </p>
          </header>
          {ran.map((one) => (
            <OneWorkflow key={one.workflow} one={one} />
          ))}
          {idle.length > 0 && (
            <p className="text-sm text-ink-3">
              In these weeks nothing ran by itself in {idle.map(({ label }) => label).join(', ')}.
            </p>
          )}
        </div>
      </div>
    </SectionLevelProvider>
  );
}

const STATES: Record<AuditsOf['target_is'], { says: string; tone: Tone }> = {
  met: { says: 'Target met', tone: 'green' },
  not_met: { says: 'Target not met', tone: 'red' },
  unknown: { says: 'Not known yet', tone: 'grey' },
};

function OneWorkflow({ one }: { one: AuditsOf }) {
  const { says, tone } = STATES[one.target_is];
  return (
    <Section title={one.label} aside={<Badge tone={tone}>{says}</Badge>}>
      <p className="max-w-[80ch] text-base text-pretty">{one.says}</p>
      {exact(one) && (
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[11rem_minmax(0,32rem)]">
          <span className="text-sm">Deviations</span>
          <Interval rate={exact(one)} bound={one.target} />
          <span className="text-sm text-ink-3">
            Target {shareText(one.target)}, {percentText(one.share)} drawn
          </span>
          <span className="text-xs text-ink-3">The thin line is the target.</span>
        </div>
      )}
      <Weeks one={one} />
      {one.deviations.length > 0 && <Deviations one={one} />}
    </Section>
  );
}

/** The whole draw with its exact bounds, by which the target is judged. */
function exact({ total }: AuditsOf): AuditsOf['total']['rate'] {
  return total.rate && { ...total.rate, low: total.at_least, high: total.at_most };
}

const COLUMNS = [
  { name: 'ran', label: 'Ran alone' },
  { name: 'drawn', label: 'Drawn' },
  { name: 'judged', label: 'Judged' },
  { name: 'deviated', label: 'Deviated' },
  { name: 'overdue', label: 'Overdue' },
  { name: 'came_back', label: 'Came back' },
  { name: 'waiting', label: 'Waiting' },
] as const;

function Weeks({ one }: { one: AuditsOf }) {
  const { locale } = useDesk();
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line bg-surface focus-visible:-outline-offset-2"
      tabIndex={0}
      role="region"
      aria-label={`Weeks of ${one.label}`}
    >
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="text-xs text-ink-3">
          <tr className="border-b border-line">
            <th scope="col" className="px-4 py-2 text-left font-medium whitespace-nowrap">
              Week of
            </th>
            {COLUMNS.map(({ name, label }) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
            <th scope="col" className="px-4 py-2 font-medium whitespace-nowrap">
              Rate, 95 %
            </th>
          </tr>
        </thead>
        <tbody>
          {one.weeks.map((week) => (
            <tr key={week.week} className="border-t border-line first:border-0">
              <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                {dayText(week.week, locale)}
              </th>
              {COLUMNS.map(({ name }) => (
                <td key={name} className={`px-3 py-1.5 ${week[name] === 0 ? 'text-ink-3' : ''}`}>
                  {week[name].toLocaleString(locale)}
                </td>
              ))}
              <td className="px-4 py-1.5 whitespace-nowrap text-ink-2">
                {week.rate ? `${shareText(week.rate.low)} to ${shareText(week.rate.high)}` : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Deviations({ one }: { one: AuditsOf }) {
  return (
    <div className="grid gap-1">
      <h3 className="text-xs font-medium text-ink-3">
        {count(one.deviations.length, 'case')} in which the person would have done otherwise
      </h3>
      <ul className="grid">
        {one.deviations.map(({ case: id, at, title, says }) => (
          <li key={id} className="grid gap-0.5 border-t border-line py-1.5 text-sm first:border-0">
            <Link to="/cases/$id" params={{ id }} className="font-medium hover:underline">
              {title || 'A case without a title'}
            </Link>
            <span className="text-xs text-ink-3">
              {says} <Moment at={at} bare />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A day of the calendar is no moment, so it has no zone: `2 Mar 2026`. */
function dayText(day: string, locale: string): string {
  const style = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale.startsWith('en') ? 'en-GB' : locale, style).format(
    new Date(`${day}T00:00:00Z`),
  );
}
