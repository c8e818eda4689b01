import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Moment, Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { rateText } from '../stage/words.ts';
import { NewRun } from './form.tsx';
import { backrunsQuery, type BackrunsView, type Summary } from './queries.ts';
import { RunView } from './run.tsx';
import { StateBadge } from './state.tsx';

/** Any agent and boundary over what people decided, with the facts as they were: what would it have done? */
export function BackrunPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const { run } = useSearch({ from: '/workflows/$name/backrun' });
  const query = useQuery(backrunsQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="Back-runs" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading back-runs" lines={8} />
    );
  }
  return (
    <SectionLevelProvider value="h2">
      <title>{`Back-run of ${query.data.label} · Remit`}</title>
      {run === undefined ? <Runs view={query.data} /> : <RunView id={run} workflow={name} />}
    </SectionLevelProvider>
  );
}

function Runs({ view }: { view: BackrunsView }) {
  const { decided } = view;
  return (
    <div className="grid gap-8 pb-10">
      <div className="grid max-w-[72ch] gap-1.5">
        <p className="text-lg text-pretty">
          Run an agent over what people decided, with the facts as they were, and see where the two differ.
        </p>
        <p className="text-pretty text-ink-2">
          {decided.cases > 0 && decided.from !== null && decided.to !== null ? (
            <>
              {count(decided.cases, 'decision')} of people can be run again, from <Stamp at={decided.from} />{' '}
              to <Stamp at={decided.to} />. Nothing is performed, and nothing is written to any case.
            </>
          ) : (
            'People have decided nothing here yet. Import a history with remit import, or let people work for a while.'
          )}
        </p>
      </div>
      {decided.cases > 0 && <NewRun view={view} />}
      <Section title="Runs so far">
        {view.runs.length === 0 ? (
          <Empty icon="workflow" title="Nothing was run yet">
            What you run stands here, so that two versions of an agent can be compared.
          </Empty>
        ) : (
          <ul className="grid divide-y divide-line border-y border-line">
            {view.runs.map((run) => (
              <RunRow key={run.id} run={run} workflow={view.workflow} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function RunRow({ run, workflow }: { run: Summary; workflow: string }) {
  return (
    <li>
      <Link
        to="/workflows/$name/backrun"
        params={{ name: workflow }}
        search={{ run: run.id }}
        className="grid gap-x-4 gap-y-0.5 px-1 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="min-w-0">
          <span className="font-medium [overflow-wrap:anywhere]">
            {run.agent} {run.agent_version}
          </span>{' '}
          <span className="text-ink-2">under {run.boundary_says}</span>
        </span>
        <span className="flex items-center gap-2 sm:justify-end">
          <StateBadge run={run} />
        </span>
        <span className="text-xs text-ink-3">
          {run.done} of {count(run.total, 'case')}
          {run.agreed && <> · decided the same in {rateText(run.agreed)}</>}
        </span>
        <span className="text-xs text-ink-3 sm:text-right">
          <Moment at={run.started_at} bare />, {run.by}
        </span>
      </Link>
    </li>
  );
}
