import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { Moment, Stamp } from '../ui/time.tsx';
import { Body } from './body.tsx';
import { Inputs } from './inputs.tsx';
import { triedQuery, type ReturnView, type Values } from './queries.ts';

/** The statement of a workflow, or of all together, with what people assume beside it. */
export function Told({ view }: { view: ReturnView }) {
  const [values, setValues] = useState<Values>({});
  const [round, setRound] = useState(0);
  const isChanged = Object.keys(values).length > 0;
  const tried = useQuery({
    ...triedQuery(view.workflow, values),
    enabled: isChanged && view.workflow !== null,
  });
  const statement = isChanged && view.workflow !== null ? (tried.data ?? view) : view;
  const done = () => {
    setValues({});
    setRound(round + 1);
  };
  return (
    <Body
      statement={statement}
      aside={
        <>
          <h2 className="text-base font-semibold">
            {view.workflow === null ? 'Assumed for all workflows' : 'What it is made from'}
          </h2>
          {view.workflow === null && (
            <p className="text-sm text-pretty text-ink-2">
              They stand for each workflow that says nothing else of its own. What is measured stands with
              each workflow.
            </p>
          )}
          <Inputs
            key={round}
            inputs={isChanged && view.workflow !== null ? statement.inputs : view.inputs}
            values={values}
            currency={view.currency}
            change={setValues}
          />
          {isChanged && <WriteDown workflow={view.workflow} values={values} done={done} />}
        </>
      }
    >
      <Exposed view={view} />
      <History view={view} />
    </Body>
  );
}

/** Changes are shown at once and stored only with a reason. */
function WriteDown({
  workflow,
  values,
  done,
}: {
  workflow: string | null;
  values: Values;
  done: () => void;
}) {
  const client = useQueryClient();
  const [because, setBecause] = useState('');
  const write = useMutation({
    mutationFn: () => call('assume', { body: { workflow, values, because: because.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['return'] });
      done();
    },
  });
  return (
    <form
      className="sticky bottom-0 -mx-5 -mb-5 grid gap-2 rounded-b-xl border-t border-line-2 bg-surface p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (because.trim() && !write.isPending) write.mutate();
      }}
    >
      <p className="text-sm font-medium">Not written down yet</p>
      <label className="grid gap-1">
        <span className="text-xs font-medium text-ink-2">Why</span>
        <input
          className="field"
          required
          maxLength={1_000}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
          placeholder="Counted with a clock last week"
        />
      </label>
      {write.error && (
        <p role="alert" className="text-sm text-red">
          {faultText(write.error)}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="main" disabled={because.trim() === '' || write.isPending}>
          {write.isPending ? 'Writing…' : 'Write it down'}
        </Button>
        <Button look="quiet" onClick={done}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

function Exposed({ view: { exposed, from, to } }: { view: ReturnView }) {
  if (!exposed) {
    return (
      <p className="max-w-[70ch] text-sm text-pretty text-ink-2">
        No agent has worked here yet, so that nothing is measured. The{' '}
        <Link to="/return" search={{ calculate: '1' }} className="text-accent underline">
          calculator
        </Link>{' '}
        works with guesses alone.
      </p>
    );
  }
  return (
    <Section title="Money exposed and lost">
      <p className="max-w-[70ch] text-sm text-pretty">{exposed.says}</p>
      {from && to && (
        <p className="text-xs text-ink-3">
          Measured from <Stamp at={from} /> to <Stamp at={to} />.
        </p>
      )}
    </Section>
  );
}

function History({ view: { history } }: { view: ReturnView }) {
  if (history.length === 0) return null;
  return (
    <Section title="Who said what">
      <ul className="grid gap-1.5 text-sm">
        {history.map(({ at, by, says, because }) => (
          <li key={`${at} ${says}`} className="text-pretty">
            {says} <span className="text-ink-2">{because}</span>{' '}
            <span className="text-xs text-ink-3">
              {by}, <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
