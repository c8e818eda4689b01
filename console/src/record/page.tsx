import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { workflowQuery } from '../live/queries.ts';
import { keptStore, useStore } from '../live/store.ts';
import { useDesk } from '../shell/desk.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { RecordForm } from './form.tsx';

/** The workflow that was recorded for last on this browser: most people do one kind of work for hours. */
const lastWorkflow = keptStore<string>('remit.record', '');

/** Work that a person did, in the six fields of the log. */
export function RecordPage() {
  const { workflows } = useDesk();
  const last = useStore(lastWorkflow);
  const name = workflows.find((one) => one.name === last)?.name ?? workflows[0]?.name;
  return (
    <div className="h-full overflow-y-auto">
      <title>Record · Remit</title>
      <div className="mx-auto grid max-w-[680px] gap-5 px-4 py-6 sm:px-8">
        <div className="grid items-end gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1fr)_288px]">
          <div className="grid gap-1">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Record work</h1>
            <p className="text-sm text-ink-2">What you did elsewhere, so that it counts.</p>
          </div>
          {name && (
            <Labelled label="Workflow">
              <select
                value={name}
                onChange={(event) => lastWorkflow.set(event.target.value)}
                className="field pick"
              >
                {workflows.map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.label}
                  </option>
                ))}
              </select>
            </Labelled>
          )}
        </div>
        {name ? (
          <Loaded key={name} name={name} />
        ) : (
          <Empty icon="workflow" title="No workflows yet">
            Work is recorded for a workflow, and the workspace has none.
          </Empty>
        )}
      </div>
    </div>
  );
}

function Loaded({ name }: { name: string }) {
  const query = useQuery(workflowQuery(name));
  const [turn, setTurn] = useState(0);
  if (query.data) {
    return <RecordForm key={turn} workflow={query.data} startAgain={() => setTurn((before) => before + 1)} />;
  }
  if (query.isError) {
    return <Failed what="The workflow" error={query.error} retry={() => void query.refetch()} />;
  }
  return <Skeleton label="Loading the workflow" />;
}
