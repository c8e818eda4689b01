import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, faultText, Skeleton } from '../ui/states.tsx';
import { Moment, Stamp } from '../ui/time.tsx';
import { Cases } from './cases.tsx';
import { backrunQuery, type BackrunView, type CasesFilter } from './queries.ts';
import { ResultsView } from './results.tsx';
import { StateBadge } from './state.tsx';

/** One run: how far it is, and how it compares with what people decided. */
export function RunView({ id, workflow }: { id: string; workflow: string }) {
  const query = useQuery(backrunQuery(id));
  const [filter, setFilter] = useState<CasesFilter>({ what: 'differs' });
  if (!query.data) {
    return query.isError ? (
      <Failed what="This run" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the run" lines={8} />
    );
  }
  const view = query.data;
  return (
    <div className="grid gap-8 pb-10">
      <Head view={view} workflow={workflow} />
      {view.results ? (
        <>
          <ResultsView results={view.results} show={setFilter} />
          <Cases view={view} filter={filter} show={setFilter} />
        </>
      ) : (
        <Empty icon="clock" title="Nothing was looked at yet">
          The first results stand here in a moment.
        </Empty>
      )}
    </div>
  );
}

function Head({ view, workflow }: { view: BackrunView; workflow: string }) {
  return (
    <div className="grid gap-3">
      <div>
        <Link
          to="/workflows/$name/backrun"
          params={{ name: workflow }}
          search={{}}
          className="-ml-1.5 inline-flex h-7 items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="left" size={14} /> All runs
        </Link>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">
          {view.agent} {view.agent_version}{' '}
          <span className="font-normal text-ink-2">under {view.boundary_says}</span>
        </h2>
        <StateBadge run={view} />
      </div>
      <p className="max-w-[80ch] text-sm text-pretty text-ink-2">
        Decisions{' '}
        {view.since ? (
          <>
            since <Stamp at={view.since} />{' '}
          </>
        ) : (
          ''
        )}
        up to <Stamp at={view.until} />
        {view.kind && <>, of the kind {view.kind}</>}. Started <Moment at={view.started_at} bare /> by{' '}
        {view.by}.
      </p>
      <Progress view={view} />
      <Verbs view={view} />
    </div>
  );
}

function Progress({ view }: { view: BackrunView }) {
  const { done, total, per_second: perSecond, seconds_left: left } = view;
  const share = total === 0 ? 100 : (100 * done) / total;
  const speed = view.state === 'running' && perSecond ? ` ${perSecond.toLocaleString('en')} a second.` : '';
  const rest = left ? ` About ${left < 100 ? `${left} s` : `${Math.round(left / 60)} min`} left.` : '';
  return (
    <div className="grid max-w-[72ch] gap-1.5">
      {view.state !== 'done' && (
        <div
          role="progressbar"
          aria-label="Cases looked at"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          className="h-2 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
        </div>
      )}
      <p className="text-sm tabular-nums" role="status">
        {view.says}
        {speed}
        {rest}
      </p>
      {view.cost.cap && <p className="text-sm text-ink-2 tabular-nums">{view.cost.says}</p>}
    </div>
  );
}

function Verbs({ view }: { view: BackrunView }) {
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (verb: 'cancel' | 'resume') => call('run_backrun', { id: view.id, body: { verb } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['backrun', view.id] }),
  });
  const goesOn = ['interrupted', 'cancelled', 'failed'].includes(view.state);
  if (view.state === 'done') return null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {view.state === 'running' && (
          <Button disabled={run.isPending} onClick={() => run.mutate('cancel')}>
            Cancel
          </Button>
        )}
        {goesOn && (
          <Button look="main" disabled={run.isPending} onClick={() => run.mutate('resume')}>
            Go on from there
          </Button>
        )}
        {view.state === 'capped' && <RaiseCap view={view} />}
      </div>
      {run.error && (
        <p role="alert" className="text-sm text-red">
          {faultText(run.error)}
        </p>
      )}
    </div>
  );
}

/** More may be spent; nothing is before somebody says how much. */
function RaiseCap({ view }: { view: BackrunView }) {
  const client = useQueryClient();
  const [most, setMost] = useState('');
  const minor = Math.round(Number(most.replace(',', '.')) * 100);
  const raise = useMutation({
    mutationFn: () => call('run_backrun', { id: view.id, body: { verb: 'resume', spend_minor: minor } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['backrun', view.id] }),
  });
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (minor > 0) raise.mutate();
      }}
    >
      <label className="grid gap-1 text-xs font-medium text-ink-2">
        At most, all in all ({view.cost.spent.currency})
        <input
          className="field max-w-36 tabular-nums"
          inputMode="decimal"
          value={most}
          onChange={(event) => setMost(event.target.value)}
        />
      </label>
      <Button type="submit" look="main" disabled={!(minor > 0) || raise.isPending}>
        Go on
      </Button>
    </form>
  );
}
