import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { BodyOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { workflowQuery } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { Choice, Labelled } from './fields.tsx';
import { TimeFields } from './time_fields.tsx';

type Slice = BodyOf<'plan_rollback'>['slice'];

/** Which part of the log to take back. It makes a list, and does nothing yet. */
export function NewRollbackPage() {
  const search = useSearch({ from: '/rollbacks/new' });
  const [slice, setSlice] = useState<Slice>(search);
  const [because, setBecause] = useState('');
  const plan = usePlan();
  const set = (change: Partial<Slice>) => setSlice({ ...slice, ...change });
  const hasSlice = Object.values(slice).some(Boolean);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (hasSlice && because.trim()) plan.mutate({ slice: given(slice), because: because.trim() });
  };
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="New rollback">
      <title>New rollback · Remit</title>
      <div className="mx-auto grid max-w-[720px] gap-5 px-4 py-6 sm:px-8">
        <Link
          to="/rollbacks"
          className="-mb-2 -ml-1.5 inline-flex h-7 items-center gap-1 justify-self-start rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="left" size={14} /> Rollbacks
        </Link>
        <div className="grid gap-1.5">
          <h1 className="text-xl font-semibold tracking-[-0.01em]">New rollback</h1>
          <p className="max-w-[62ch] text-pretty text-ink-2">
            Say what has gone wrong and when. You get a list of what can be taken back, what cannot, and what
            people have changed since. Nothing is done until you start it.
          </p>
        </div>
        <form className="grid gap-6" onSubmit={submit}>
          <SliceFields slice={slice} set={set} />
          <Labelled label="Because">
            <textarea
              required
              rows={2}
              maxLength={1_000}
              value={because}
              onChange={(event) => setBecause(event.target.value)}
              placeholder="What went wrong? It is kept with the rollback."
              className="field"
            />
          </Labelled>
          {plan.error && (
            <p role="alert" className="text-sm text-red">
              {faultText(plan.error)}
            </p>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" look="main" disabled={!hasSlice || because.trim() === '' || plan.isPending}>
              {plan.isPending ? 'Looking at each action…' : 'List what would be taken back'}
            </Button>
            {!hasSlice && <span className="text-sm text-ink-3">Choose at least one part of the log.</span>}
          </div>
        </form>
      </div>
    </div>
  );
}

interface SliceFieldsProps {
  slice: Slice;
  set: (change: Partial<Slice>) => void;
}

function SliceFields({ slice, set }: SliceFieldsProps) {
  const { workflows } = useDesk();
  const { data: view } = useQuery({
    ...workflowQuery(slice.workflow ?? ''),
    enabled: Boolean(slice.workflow),
  });
  const writes = view?.map.writes ?? [];
  return (
    <div className="grid gap-5 rounded-xl border border-line bg-surface p-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label="Workflow"
          all="All workflows"
          value={slice.workflow}
          options={workflows.map(({ name, label }) => ({ name, label }))}
          change={(workflow) => set({ workflow, write: undefined, kind: undefined, agent: undefined })}
        />
        <Choice
          label="What was done"
          all={slice.workflow ? 'Everything' : 'Everything (choose a workflow for one write)'}
          value={slice.write}
          options={writes.map(({ write, label }) => ({ name: write, label }))}
          isOff={!slice.workflow}
          change={(write) => set({ write })}
        />
      </div>
      <TimeFields from={slice.from} to={slice.to} change={set} />
      <Fold says="Narrow it further" open={Boolean(slice.kind ?? slice.agent ?? slice.version)}>
        <div className="grid gap-4 pt-1 sm:grid-cols-2">
          <Choice
            label="Kind of case"
            all="All kinds"
            value={slice.kind}
            options={view?.kinds ?? []}
            isOff={!slice.workflow}
            change={(kind) => set({ kind })}
          />
          <Choice
            label="Agent"
            all="Any, and people"
            value={slice.agent}
            options={(view?.agents ?? []).map(({ name }) => ({ name, label: name }))}
            isOff={!slice.workflow}
            change={(agent) => set({ agent })}
          />
          <Labelled label="Version of the workflow">
            <input
              value={slice.version ?? ''}
              onChange={(event) => set({ version: event.target.value.trim() || undefined })}
              placeholder="any"
              className="field font-mono"
            />
          </Labelled>
        </div>
      </Fold>
    </div>
  );
}

function usePlan() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: BodyOf<'plan_rollback'>) => call('plan_rollback', { body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['rollbacks'] });
      await navigate({ to: '/rollbacks/$id', params: { id } });
    },
  });
}

function given(slice: Slice): Slice {
  return Object.fromEntries(Object.entries(slice).filter(([, value]) => Boolean(value)));
}
