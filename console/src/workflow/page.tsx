import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { WorkflowView } from '../live/answers.ts';
import { workflowQuery } from '../live/queries.ts';
import { Agents } from './agents.tsx';
import { BoundaryView } from './boundary.tsx';
import { SourceMap } from './map.tsx';
import { Markdown } from './markdown.tsx';
import { Kinds, Plays } from './plays.tsx';
import { Part } from './part.tsx';

const PARTS = ['Boundary', 'Map', 'Plays', 'Agents', 'Kinds', 'Playbook'];

/** One workflow as it is in force: why it exists, what it may touch, who decides. */
export function WorkflowPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const { data: view } = useQuery(workflowQuery(name));
  const isLoaded = view !== undefined;
  useEffect(() => {
    if (isLoaded && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [isLoaded]);
  if (!view) return null;
  return (
    <div className="grid gap-9 pb-10">
      <title>{`${view.label} · Remit`}</title>
      <Head view={view} />
      <Part
        name="Boundary"
        aside={
          <Link
            to="/workflows/$name/boundary"
            params={{ name }}
            className="text-accent underline underline-offset-2"
          >
            Change it
          </Link>
        }
      >
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
        <Agents agents={view.agents} plays={view.plays} workflow={view.name} />
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
  );
}

function Head({ view }: { view: WorkflowView }) {
  return (
    <div className="grid gap-4">
      <div className="grid max-w-[68ch] gap-2">
        <p className="text-lg text-pretty">{view.purpose}</p>
        <p className="text-pretty text-ink-2">{view.pressure}</p>
      </div>
      <Counts counts={view.counts} />
      <nav aria-label="Parts of this page" className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-sm">
        {PARTS.map((part) => (
          <a
            key={part}
            href={`#${part.toLowerCase()}`}
            className="rounded-md px-2 py-1 text-ink-2 first:-ml-2 hover:bg-hover hover:text-ink"
          >
            {part}
          </a>
        ))}
        <span className="ml-auto font-mono text-xs text-ink-3" title={`Version ${view.version}`}>
          <span className="font-sans">Version </span>
          {view.version.slice(0, 10)}
        </span>
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
