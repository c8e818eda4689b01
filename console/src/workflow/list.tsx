import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { Desk } from '../live/answers.ts';
import { workflowQuery } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import { mayDo } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { Empty } from '../ui/states.tsx';
import { stageQuery } from './queries.ts';
import { STAGES } from './stage.ts';

/** All workflows of the business, and how much of each waits. */
export function WorkflowsPage() {
  const { workflows, workspace } = useDesk();
  return (
    <div className="h-full overflow-y-auto">
      <title>Workflows · Remit</title>
      <div className="mx-auto grid max-w-[860px] gap-5 px-4 py-6 sm:px-8">
        <h1 className="text-xl font-semibold tracking-[-0.01em]">Workflows</h1>
        {workflows.length === 0 && (
          <Empty icon="workflow" title="No workflows yet">
            A workflow is a folder of plain files below workflows/ in the workspace of {workspace}.
          </Empty>
        )}
        <ul className="grid gap-3">
          {workflows.map((workflow) => (
            <li key={workflow.name}>
              <Card workflow={workflow} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Card({ workflow }: { workflow: Desk['workflows'][number] }) {
  const { data } = useQuery(workflowQuery(workflow.name));
  const { data: inForce } = useQuery(stageQuery(workflow.name));
  const name = inForce?.rollout.stage ?? workflow.stage;
  const stage = STAGES[name];
  return (
    <Link
      to="/workflows/$name"
      params={{ name: workflow.name }}
      className="grid gap-3 rounded-xl border border-line bg-surface px-5 py-4 hover:border-line-2 hover:bg-hover"
    >
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-lg font-semibold">{workflow.label}</span>
        <Badge tone={stage?.tone ?? 'grey'}>{stage?.says ?? name}</Badge>
      </span>
      <span className="min-h-[1.45em] text-pretty text-ink-2">{data?.purpose}</span>
      <span className="min-h-[1.45em] text-sm text-pretty">
        {inForce && mayDo(inForce.rollout, inForce.kinds)}
      </span>
      <span className="flex flex-wrap gap-x-7 gap-y-1 text-sm">
        <Figure amount={workflow.held} says="waiting for a person" />
        <Figure amount={workflow.open} says="open" />
        <Figure amount={workflow.closed_today} says="closed today" />
      </span>
    </Link>
  );
}

function Figure({ amount, says }: { amount: number; says: string }) {
  return (
    <span className="text-ink-3">
      <span className="font-semibold text-ink tabular-nums">{amount.toLocaleString('en')}</span> {says}
    </span>
  );
}
