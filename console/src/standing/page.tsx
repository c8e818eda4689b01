import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Moment, Stamp } from '../ui/time.tsx';
import { AgentPart } from './agent.tsx';
import { CascadePart } from './cascade.tsx';
import { PolicySheet } from './policy.tsx';
import { standingQuery, type StandingView } from './queries.ts';

/** What each agent has earned, on what evidence, and how much is missing: for who runs the work, not for statisticians. */
export function StandingPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(standingQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The standing" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the standing" lines={8} />
    );
  }
  return <StandingOf view={query.data} />;
}

function StandingOf({ view }: { view: StandingView }) {
  const [isChanging, setChanging] = useState(false);
  return (
    <div className="grid gap-8 pb-10">
      <title>{`Standing of ${view.label} · Remit`}</title>
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="grid max-w-[72ch] gap-1.5">
          <p className="text-lg text-pretty">
            An agent runs by itself only where the log proves that people would have done the same.
          </p>
          <p className="text-pretty text-ink-2">{view.limits.says}</p>
          {view.counted_at && (
            <p className="text-xs text-ink-3">
              Counted up to <Moment at={view.counted_at} bare />.
            </p>
          )}
        </div>
        <div className="grid justify-items-end gap-1">
          <Button
            icon="warn"
            disabled={!view.may.change_policy}
            title={view.may.says}
            onClick={() => setChanging(true)}
          >
            The policy has changed…
          </Button>
        </div>
      </header>
      {view.policy && <LastPolicy view={view} policy={view.policy} />}
      {view.agents.length === 0 && (
        <Empty icon="workflow" title="No agent works here">
          People do everything in this workflow. Its file names the agents.
        </Empty>
      )}
      {view.agents.map((agent) => (
        <AgentPart
          key={`${agent.agent} ${agent.version}`}
          agent={agent}
          all={view.agents.length}
          workflow={view.workflow}
          risk={view.limits.risk}
        />
      ))}
      {view.cascade && <CascadePart cascade={view.cascade} workflow={view.workflow} />}
      {isChanging && <PolicySheet view={view} close={() => setChanging(false)} />}
    </div>
  );
}

function LastPolicy({ view, policy }: { view: StandingView; policy: NonNullable<StandingView['policy']> }) {
  const labels = policy.kinds?.map((name) => view.kinds.find((kind) => kind.name === name)?.label ?? name);
  return (
    <p className="rounded-lg bg-sunk px-4 py-2.5 text-sm text-pretty text-ink-2">
      <span className="font-medium text-ink">The policy changed</span> on <Stamp at={policy.at} />, said{' '}
      {policy.by}: {policy.because} {labels ? `It concerns ${labels.join(', ')}.` : 'It concerns all kinds.'}
    </p>
  );
}
