import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { BodyOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Labelled } from './fields.tsx';
import { actionsText, progressOf, type RollbackView } from './words.ts';

type Verb = BodyOf<'run_rollback'>['verb'];
type Asked = 'start' | 'cancel' | 'back';

/** What can be done with a rollback in its state. Starting and cancelling are asked about once more. */
export function Verbs({ view }: { view: RollbackView }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const run = useRun(view);
  const { of, done } = progressOf(view.counts);
  if (!view.may) {
    return <p className="max-w-[30ch] text-sm text-pretty text-ink-2">{barredText(view)}</p>;
  }
  const left = of - done;
  return (
    <div className="flex flex-wrap gap-2" aria-busy={run.isPending}>
      {(view.state === 'planned' || view.state === 'paused') && (
        <Button look="danger" disabled={run.isPending} onClick={() => setAsked('cancel')}>
          Cancel it
        </Button>
      )}
      {view.state === 'planned' && (
        <Button
          look="main"
          icon="undo"
          disabled={run.isPending || left === 0}
          onClick={() => setAsked('start')}
        >
          {left === 0 ? 'Nothing to take back' : `Take back ${actionsText(left)}…`}
        </Button>
      )}
      {view.state === 'running' && (
        <Button disabled={run.isPending} onClick={() => run.mutate({ verb: 'pause' })}>
          Pause
        </Button>
      )}
      {view.state === 'paused' && (
        <Button look="main" disabled={run.isPending} onClick={() => run.mutate({ verb: 'resume' })}>
          Resume
        </Button>
      )}
      {(view.state === 'done' || view.state === 'cancelled') && view.reversible && done > 0 && (
        <Button icon="undo" onClick={() => setAsked('back')}>
          Take this rollback back…
        </Button>
      )}
      {asked === 'start' && <StartSheet view={view} run={run} close={() => setAsked(null)} />}
      {asked === 'cancel' && <CancelSheet view={view} run={run} close={() => setAsked(null)} />}
      {asked === 'back' && <BackSheet view={view} close={() => setAsked(null)} />}
    </div>
  );
}

function barredText({ state }: RollbackView): string {
  return state === 'done' || state === 'cancelled'
    ? ''
    : 'You may look at it. Starting, pausing and cancelling it takes the right to roll back.';
}

function useRun(view: RollbackView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { verb: Verb; because?: string }) => call('run_rollback', { id: view.id, body }),
    onSuccess: ({ says }) => toast({ tone: 'done', says }),
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['rollback', view.id] }),
        client.invalidateQueries({ queryKey: ['rollbacks'] }),
        client.invalidateQueries({ queryKey: ['desk'] }),
      ]),
  });
}

interface SheetProps {
  view: RollbackView;
  run: ReturnType<typeof useRun>;
  close: () => void;
}

function StartSheet({ view, run, close }: SheetProps) {
  const { of, done } = progressOf(view.counts);
  const conflicts = view.counts['conflict'] ?? 0;
  const start = () => run.mutate({ verb: 'start' }, { onSettled: close });
  return (
    <Sheet title="Start the rollback" close={close}>
      <div className="grid gap-4 p-4">
        <ul className="grid list-disc gap-1.5 pl-5 text-sm marker:text-ink-3">
          <li>{actionsText(of - done)} will be taken back in the outside systems, one after the other.</li>
          {conflicts > 0 && (
            <li>
              {actionsText(conflicts)} {conflicts === 1 ? 'is' : 'are'} left alone, because somebody has
              changed
              {conflicts === 1 ? ' it' : ' them'} since.
            </li>
          )}
          <li>Each is looked at once more right before. You can pause it at any time.</li>
          {!view.reversible && <li className="text-red">It cannot be taken back itself.</li>}
        </ul>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Not yet</Button>
          <Button look="main" icon="undo" data-autofocus disabled={run.isPending} onClick={start}>
            Take back {actionsText(of - done)}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function CancelSheet({ view, run, close }: SheetProps) {
  const [because, setBecause] = useState('');
  const { done } = progressOf(view.counts);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    run.mutate({ verb: 'cancel', because: because.trim() }, { onSettled: close });
  };
  return (
    <Sheet title="Cancel the rollback" close={close}>
      <form className="grid gap-4 p-4" onSubmit={submit}>
        <p className="text-sm text-pretty">
          {done === 0
            ? 'Nothing was taken back yet, and nothing will be.'
            : `${actionsText(done)} ${done === 1 ? 'was' : 'were'} taken back and ${done === 1 ? 'stays' : 'stay'} so. The rest is left as it is.`}
        </p>
        <Labelled label="Because (may stay empty)">
          <input
            data-autofocus
            value={because}
            maxLength={400}
            onChange={(event) => setBecause(event.target.value)}
            className="field"
          />
        </Labelled>
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <Button type="submit" look="danger" disabled={run.isPending}>
            Cancel the rollback
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

/** A rollback of the rollback: a plan of its own, looked at before it runs. */
function BackSheet({ view, close }: { view: RollbackView; close: () => void }) {
  const [because, setBecause] = useState('');
  const navigate = useNavigate();
  const plan = useMutation({
    mutationFn: () =>
      call('plan_rollback', { body: { slice: { rollback: view.id }, because: because.trim() } }),
    onSuccess: ({ id }) => {
      close();
      void navigate({ to: '/rollbacks/$id', params: { id } });
    },
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (because.trim()) plan.mutate();
  };
  return (
    <Sheet title="Take this rollback back" close={close}>
      <form className="grid gap-4 p-4" onSubmit={submit}>
        <p className="text-sm text-pretty">
          What this rollback has taken back is done again, as it was. You see the list first; nothing is done
          yet.
        </p>
        <Labelled label="Because">
          <input
            data-autofocus
            required
            value={because}
            maxLength={1_000}
            onChange={(event) => setBecause(event.target.value)}
            className="field"
          />
        </Labelled>
        {plan.error && (
          <p role="alert" className="text-sm text-red">
            {faultText(plan.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Leave it</Button>
          <Button type="submit" look="main" disabled={because.trim() === '' || plan.isPending}>
            List what would be done
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
