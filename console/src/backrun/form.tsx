import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { Section } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { FileField, type TextFile } from './file_field.tsx';
import type { BackrunForm, BackrunPlan, BackrunsView } from './queries.ts';

/** The choice of a table that the workflow does not have, and of a boundary from a file. */
const FROM_FILE = '~file';
const MINOR_PER_WHOLE = 100;

/** Which agent, under which boundary, over which part of the log. What it would cost is shown before it is spent. */
export function NewRun({ view }: { view: BackrunsView }) {
  const [fields, setFields] = useState<Fields>({
    agent: view.agents[0]?.name ?? FROM_FILE,
    rules: null,
    boundary: 'current',
    text: null,
    since: '',
    kind: '',
  });
  const [plan, setPlan] = useState<BackrunPlan | null>(null);
  const start = useStart(view.workflow);
  const form = formOf(fields);
  const look = useMutation({
    mutationFn: (body: BackrunForm) => call('plan_backrun', { id: view.workflow, body }),
    onSuccess: (made, body) => {
      // What costs nothing and was not run before needs no second look.
      if (made.cost === null || made.asked === 0) start.mutate({ ...body, spend_minor: 0 });
      else setPlan(made);
    },
  });
  const isBusy = look.isPending || start.isPending;
  const fault = look.error ?? start.error;
  // Another question has another cost.
  const set = (change: Partial<Fields>) => {
    setFields((before) => ({ ...before, ...change }));
    setPlan(null);
  };
  return (
    <Section title="Run it again">
      <form
        className="grid gap-4 rounded-lg border border-line bg-surface p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (form && !isBusy) look.mutate(form);
        }}
      >
        <Controls view={view} fields={fields} set={set} />
        {fault && (
          <p role="alert" className="text-sm [overflow-wrap:anywhere] text-red">
            {faultText(fault)}
          </p>
        )}
        {plan && form ? (
          <Confirm
            plan={plan}
            isBusy={isBusy}
            back={() => setPlan(null)}
            spend={(minor) => start.mutate({ ...form, spend_minor: minor })}
          />
        ) : (
          <div>
            <Button type="submit" look="main" disabled={!form || isBusy}>
              {isBusy ? 'Looking…' : 'Run it'}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}

/** Which agent, boundary and part of the log. */
function Controls({
  view,
  fields: { agent, rules, boundary, text, since, kind },
  set,
}: {
  view: BackrunsView;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
}) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Labelled label="Agent">
        <select className="field pick" value={agent} onChange={(event) => set({ agent: event.target.value })}>
          {view.agents.map(({ name, version, says }) => (
            <option key={name} value={name}>
              {name} {version} ({says.split(',')[0]})
            </option>
          ))}
          <option value={FROM_FILE}>A decision table from a file…</option>
        </select>
      </Labelled>
      <Labelled label="Boundary">
        <select
          className="field pick"
          value={boundary}
          onChange={(event) => set({ boundary: event.target.value })}
        >
          {view.boundaries.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          <option value={FROM_FILE}>From a file…</option>
        </select>
      </Labelled>
      {agent === FROM_FILE && (
        <FileField label="Decision table (rules.yaml)" file={rules} change={(file) => set({ rules: file })} />
      )}
      {boundary === FROM_FILE && (
        <FileField label="Boundary (boundary.yaml)" file={text} change={(file) => set({ text: file })} />
      )}
      <Labelled label="Decided since">
        <input
          type="date"
          className="field"
          value={since}
          onChange={(event) => set({ since: event.target.value })}
        />
      </Labelled>
      <Labelled label="Kind">
        <select className="field pick" value={kind} onChange={(event) => set({ kind: event.target.value })}>
          <option value="">All kinds</option>
          {view.kinds.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
    </div>
  );
}

/** What it would cost is said, and nothing is spent before somebody agrees. */
function Confirm({
  plan,
  isBusy,
  back,
  spend,
}: {
  plan: BackrunPlan;
  isBusy: boolean;
  back: () => void;
  spend: (minor: number) => void;
}) {
  const [most, setMost] = useState(String((plan.cost?.minor ?? 0) / MINOR_PER_WHOLE));
  const minor = Math.round(Number(most.replace(',', '.')) * MINOR_PER_WHOLE);
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <p className="text-pretty">{plan.says}</p>
      <Labelled label={`At most (${plan.cost?.currency ?? ''})`} hint="It stops before it would cost more.">
        <input
          className="field max-w-40 tabular-nums"
          inputMode="decimal"
          value={most}
          onChange={(event) => setMost(event.target.value)}
        />
      </Labelled>
      <div className="flex gap-2">
        <Button look="main" disabled={isBusy || !(minor >= 0)} onClick={() => spend(minor)}>
          Spend it and run
        </Button>
        <Button onClick={back}>Back</Button>
      </div>
    </div>
  );
}

function useStart(workflow: string) {
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BackrunForm & { spend_minor: number }) =>
      call('start_backrun', { id: workflow, body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['backruns', workflow] });
      await client.invalidateQueries({ queryKey: ['backrun', id] });
      await navigate({ to: '/workflows/$name/backrun', params: { name: workflow }, search: { run: id } });
    },
  });
}

interface Fields {
  agent: string;
  rules: TextFile | null;
  boundary: string;
  text: TextFile | null;
  since: string;
  kind: string;
}

/** Null while a file that was asked for is missing. */
function formOf({ agent, rules, boundary, text, since, kind }: Fields): BackrunForm | null {
  if ((agent === FROM_FILE && !rules) || (boundary === FROM_FILE && !text)) return null;
  return {
    ...(agent === FROM_FILE && rules
      ? { agent: rules.file.replace(/\.ya?ml$/i, '') || 'table', rules }
      : { agent }),
    ...(boundary === FROM_FILE && text ? { boundary: 'text', boundary_text: text } : { boundary }),
    ...(since && { since: new Date(since).toISOString() }),
    ...(kind && { kind }),
  };
}
