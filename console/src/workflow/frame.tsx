import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import type { WorkflowView } from '../live/answers.ts';
import { workflowQuery } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import { mayDo } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { sentence } from '../ui/words.ts';
import { stageQuery, type StageView } from './queries.ts';
import { STAGES } from './stage.ts';
import { WorkflowTabs } from './tab_strip.tsx';

/** What stands above every page of one workflow: its name, what it may do now, and the way to its parts. */
export function WorkflowFrame() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(workflowQuery(name));
  const stage = useQuery(stageQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="This workflow" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the workflow" />
    );
  }
  const view = query.data;
  return (
    <div
      className="relative h-full scroll-smooth overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label={view.label}
    >
      <div className="mx-auto max-w-[1144px] px-4 pt-5 sm:px-8">
        <Head view={view} stage={stage.data} />
      </div>
      <WorkflowTabs
        name={name}
        waiting={stage.data?.proposed ? { '/workflows/$name/rollout': 'a step is proposed' } : {}}
      />
      <div className="mx-auto max-w-[1144px] px-4 pt-6 sm:px-8">
        <Outlet />
      </div>
    </div>
  );
}

function Head({ view, stage }: { view: WorkflowView; stage: StageView | undefined }) {
  const name = stage?.rollout.stage ?? view.stage;
  const known = STAGES[name];
  return (
    <div className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <Link
          to="/workflows"
          className="-ml-1.5 inline-flex h-7 items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="left" size={14} /> Workflows
        </Link>
        <Link
          to="/rollbacks/new"
          search={{ workflow: view.name }}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="undo" size={14} /> Roll back…
        </Link>
      </div>
      {view.faults.length > 0 && <Faults view={view} />}
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-[-0.01em] text-balance">{view.label}</h1>
          <Badge tone={known?.tone ?? 'grey'}>{known?.says ?? name}</Badge>
        </div>
        <p data-now className="max-w-[80ch] text-pretty text-ink-2">
          <NowSays view={view} stage={stage} />
        </p>
      </div>
    </div>
  );
}

/** What it may do at this moment. A thrown brake says more than any stage. */
function NowSays({ view, stage }: { view: WorkflowView; stage: StageView | undefined }) {
  const { stopped } = useDesk();
  const brake = stopped.find((one) => one.switch === 'all' || one.switch === `workflow:${view.name}`);
  if (brake) return <span className="font-medium text-red">Stopped: nothing runs until it is released.</span>;
  if (stage) return mayDo(stage.rollout, stage.kinds);
  return STAGES[view.stage]?.means ?? '';
}

function Faults({ view }: { view: WorkflowView }) {
  return (
    <div role="alert" className="grid gap-2 rounded-lg bg-red-soft px-4 py-3 text-sm text-red">
      <p className="font-medium">The files on disk are not in force: the version below is.</p>
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
