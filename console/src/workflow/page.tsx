import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { WorkflowView } from '../live/answers.ts';
import { workflowQuery } from '../live/queries.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Agents } from './agents.tsx';
import { BoundaryView } from './boundary.tsx';
import { SourceMap } from './map.tsx';
import { Markdown } from './markdown.tsx';
import { Kinds, Plays } from './plays.tsx';
import { Part } from './part.tsx';
import { sentence } from '../ui/words.ts';
import { STAGES } from './stage.ts';

const PARTS = ['Boundary', 'Map', 'Plays', 'Agents', 'Kinds', 'Playbook'];

/** One workflow as it is in force: why it exists, what it may touch, who decides. */
export function WorkflowPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(workflowQuery(name));
  const isLoaded = query.data !== undefined;
  useEffect(() => {
    if (isLoaded && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isLoaded]);
  if (!query.data) {
    return query.isError ? (
      <Failed what="This workflow" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the workflow" />
    );
  }
  return <WorkflowView view={query.data} />;
}

function WorkflowView({ view }: { view: WorkflowView }) {
  return (
    <div className="h-full scroll-smooth overflow-y-auto" tabIndex={0} role="region" aria-label={view.label}>
      <title>{`${view.label} · Remit`}</title>
      <div className="mx-auto grid max-w-[1080px] gap-9 px-4 py-6 sm:px-8">
        <Head view={view} />
        <Part name="Boundary">
          <BoundaryView
            boundary={view.boundary}
            labels={Object.fromEntries(view.map.writes.map(({ write, label }) => [write, label]))}
          />
        </Part>
        <Part name="Map" says="What its agents may read and write. They are offered nothing else.">
          <SourceMap map={view.map} />
        </Part>
        <Part name="Plays" says="The named ways to handle a case.">
          <Plays plays={view.plays} />
        </Part>
        <Part name="Agents" says="They are asked in this order.">
          <Agents agents={view.agents} plays={view.plays} />
        </Part>
        <Part name="Kinds" says="What causes a case.">
          <Kinds kinds={view.kinds} />
        </Part>
        <Part name="Playbook" says="What people follow and agents are told.">
          <div className="max-w-[68ch]">
            <Markdown text={view.playbook} />
          </div>
        </Part>
      </div>
    </div>
  );
}

function Head({ view }: { view: WorkflowView }) {
  const stage = STAGES[view.stage];
  return (
    <div className="grid gap-4">
      <Link
        to="/workflows"
        className="-mb-2 -ml-1.5 inline-flex h-7 items-center gap-1 justify-self-start rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
      >
        <Icon name="left" size={14} /> Workflows
      </Link>
      {view.faults.length > 0 && <Faults view={view} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-[-0.01em] text-balance">{view.label}</h1>
        <Badge tone={stage?.tone ?? 'grey'}>{stage?.says ?? view.stage}</Badge>
        <span className="font-mono text-xs text-ink-3" title={`Version ${view.version}`}>
          {view.version.slice(0, 10)}
        </span>
      </div>
      <div className="grid max-w-[68ch] gap-2">
        <p className="text-lg text-pretty">{view.purpose}</p>
        <p className="text-pretty text-ink-2">{view.pressure}</p>
        {stage && <p className="text-sm text-ink-3">{stage.means}</p>}
      </div>
      <Counts counts={view.counts} />
      <nav aria-label="Parts of this page" className="flex flex-wrap gap-x-1 gap-y-0.5 text-sm">
        {PARTS.map((part) => (
          <a
            key={part}
            href={`#${part.toLowerCase()}`}
            className="rounded-md px-2 py-1 text-ink-2 first:-ml-2 hover:bg-hover hover:text-ink"
          >
            {part}
          </a>
        ))}
      </nav>
    </div>
  );
}

function Counts({ counts }: { counts: WorkflowView['counts'] }) {
  const figures: [number, string][] = [
    [counts.held, 'waiting'],
    [counts.open, 'open'],
    [counts.closed, 'closed'],
    [counts.alone, 'by itself'],
    [counts.by_people, 'by people'],
    [counts.reworked, 'came back'],
  ];
  return (
    <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-6">
      {figures.map(([amount, says]) => (
        <div key={says} className="flex flex-col-reverse bg-surface px-4 py-3">
          <dt className="text-xs text-ink-3">{says}</dt>
          <dd className="text-xl font-semibold tabular-nums">{amount.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ view }: { view: WorkflowView }) {
  return (
    <div role="alert" className="grid gap-2 rounded-lg bg-red-soft px-4 py-3 text-sm text-red">
      <p className="font-medium">A newer version on disk does not load. The one below stays in force.</p>
      <ul className="grid gap-1">
        {view.faults.map((fault) => (
          <li key={`${fault.file} ${fault.line ?? ''} ${fault.says}`}>
            <span className="font-mono text-xs">
              {fault.file}
              {fault.line ? `:${fault.line}` : ''}
            </span>{' '}
            {[fault.says, fault.suggestion ?? ''].filter(Boolean).map(sentence).join(' ')}
          </li>
        ))}
      </ul>
    </div>
  );
}
