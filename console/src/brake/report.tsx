import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { BrakeReport } from '../live/answers.ts';
import { drillQuery } from '../live/queries.ts';
import { faultText } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { closeBrake } from './view.ts';

const IN_FLIGHT_SHOWN = 4;

/** What a throw would stop now, counted while one looks. */
export function WouldStop({ name }: { name: string }) {
  const query = useQuery(drillQuery(name));
  if (query.isError) {
    return (
      <p className="text-sm text-ink-2">What it would stop cannot be counted: {faultText(query.error)}</p>
    );
  }
  if (!query.data) return <p className="later text-sm text-ink-3">Counting what it would stop…</p>;
  return <ReportView report={query.data} isDone={false} />;
}

/** What a throw did, or would do. */
export function ReportView({ report, isDone }: { report: BrakeReport; isDone: boolean }) {
  const open = report.open.filter(({ cases }) => cases > 0);
  const total = open.reduce((sum, { cases }) => sum + cases, 0);
  return (
    <div className="grid gap-2.5 text-sm">
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        <Row says={`Open cases that ${isDone ? 'wait' : 'would wait'} at their next action`} amount={total} />
        {open.length > 1 &&
          open.map(({ workflow, label, cases }) => <Row key={workflow} says={label} amount={cases} isPart />)}
        <Row says="Actions in flight, which finish" amount={report.in_flight.length} />
        <Row says="Actions of the last hour it would have held" amount={report.last_hour} />
        <Row says="Of the last day" amount={report.last_day} />
      </dl>
      {report.in_flight.length > 0 && <InFlight report={report} />}
    </div>
  );
}

function Row({ says, amount, isPart }: { says: string; amount: number; isPart?: boolean }) {
  return (
    <>
      <dt className={isPart ? 'truncate pl-3 text-ink-3' : 'text-ink-2'}>{says}</dt>
      <dd className={`text-right tabular-nums ${isPart ? 'text-ink-3' : 'font-medium'}`}>
        {amount.toLocaleString('en')}
      </dd>
    </>
  );
}

function InFlight({ report }: { report: BrakeReport }) {
  const more = report.in_flight.length - IN_FLIGHT_SHOWN;
  return (
    <ul className="grid gap-0.5 text-xs text-ink-3">
      {report.in_flight.slice(0, IN_FLIGHT_SHOWN).map(({ key, case: id, write }) => (
        <li key={key}>
          <Link
            to="/cases/$id"
            params={{ id }}
            onClick={closeBrake}
            className="underline decoration-line-2 underline-offset-2 hover:text-ink"
          >
            {write}
          </Link>{' '}
          is under way
        </li>
      ))}
      {more > 0 && <li>and {count(more, 'more', 'more')}</li>}
    </ul>
  );
}
