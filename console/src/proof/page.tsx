import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/time.tsx';
import { Glance } from './glance.tsx';
import type { Seen } from './glance.ts';
import { NothingYet } from './nothing.tsx';
import { Counted, isBlank } from './page_parts.tsx';
import { Period } from './period.tsx';
import { numbersQuery, signalQuery, type Numbers } from './queries.ts';
import { everyFor, filterOf } from './search.ts';
import { WorkflowProof } from './workflow.tsx';

/** What all agents did and what it was worth, beside people's own work: the owner's page. */
export function ProofPage() {
  const search = useSearch({ from: '/proof' });
  const navigate = useNavigate({ from: '/proof' });
  const now = useNow();
  const { workspace } = useDesk();
  const all = useQuery(numbersQuery(filterOf(search, now)));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Proof">
      <title>Proof · Remit</title>
      <div className="mx-auto grid max-w-[1144px] gap-8 px-4 py-6 sm:px-8">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Proof</h1>
            <p className="max-w-[80ch] text-pretty text-ink-2">
              What the agents of {workspace} did, beside what people did before and do at the same time.
            </p>
            {all.data && <Counted numbers={all.data} />}
          </div>
          <Period
            search={search}
            change={(next) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true })}
          />
        </header>
        {all.isPending && <Skeleton label="Loading the numbers" lines={10} />}
        {all.isError && !all.data && (
          <Failed what="The numbers" error={all.error} retry={() => void all.refetch()} />
        )}
        {all.data && <Content numbers={all.data} />}
      </div>
    </div>
  );
}

function Content({ numbers }: { numbers: Numbers }) {
  const search = useSearch({ from: '/proof' });
  const now = useNow();
  const { workflows } = useDesk();
  const { data: signals } = useQuery(signalQuery(filterOf(search, now), everyFor(search, now)));
  const seen = useSeen(signals?.workflows ?? []);
  if (workflows.length === 0) {
    return (
      <Empty icon="workflow" title="No workflows yet">
        A workflow is a folder of plain files below workflows/ in the workspace.
      </Empty>
    );
  }
  if (isBlank(numbers)) return <NothingYet />;
  return (
    <>
      <Glance seen={seen} search={search} />
      {workflows.map((workflow) => (
        <WorkflowProof
          key={workflow.name}
          workflow={workflow}
          signal={signals?.workflows.find((one) => one.workflow === workflow.name)}
          search={search}
          now={now}
        />
      ))}
    </>
  );
}

/** Every workflow's numbers are asked for once, by its own section too. */
function useSeen(signals: Seen['signal'][]): Seen[] {
  const search = useSearch({ from: '/proof' });
  const now = useNow();
  const { workflows } = useDesk();
  const queries = useQueries({
    queries: workflows.map(({ name }) => numbersQuery({ ...filterOf(search, now), workflow: name })),
  });
  return workflows.map(({ name, label }, at) => ({
    workflow: name,
    label,
    metrics: queries[at]?.data?.metrics ?? [],
    signal: signals.find((signal) => signal?.workflow === name),
  }));
}
