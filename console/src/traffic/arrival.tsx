import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';
import { Fold } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { count, sentence } from '../ui/words.ts';
import { arrivalQuery, useDo, type ArrivalRow } from './queries.ts';

/** One arrival: what is wrong with it, what was sent, and what a person can do. */
export function Arrival({ item }: { item: ArrivalRow }) {
  const [isOpen, setOpen] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const again = useDo(() =>
    call('try_arrival', { id: item.id }).then(({ says, status }) => ({
      says,
      isFault: status === 'undelivered',
    })),
  );
  const isWaiting = item.state === 'waiting';
  return (
    <li className="grid gap-1.5 px-4 py-3" data-arrival={item.id}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-64 font-medium text-pretty [overflow-wrap:anywhere]">
          {item.says.replace(/\.$/, '')}
        </p>
        {isWaiting && (
          <span className="flex gap-1.5">
            <Button small disabled={again.isPending} onClick={() => again.mutate(undefined)}>
              Try again
            </Button>
            <Button small look="quiet" onClick={() => setDropping(true)}>
              Drop
            </Button>
          </span>
        )}
      </div>
      {item.suggestion && <p className="text-sm text-pretty text-ink-2">{sentence(item.suggestion)}</p>}
      <p className="text-xs [overflow-wrap:anywhere] text-ink-3">
        {item.trigger} of {item.workflow_label}
        {item.type && <> · {item.type}</>} · came <Distance at={item.came_at} />
        {item.times > 1 && <>, {count(item.times, 'time')} in all</>}
      </p>
      <Ended item={item} />
      {isWaiting && (
        <Fold says="What was sent" onOpen={setOpen}>
          {isOpen && <Sent id={item.id} />}
        </Fold>
      )}
      {isDropping && <Drop id={item.id} close={() => setDropping(false)} />}
    </li>
  );
}

function Ended({ item }: { item: ArrivalRow }) {
  if (item.state === 'waiting') return null;
  if (item.state === 'dropped') {
    return (
      <p className="text-sm text-ink-2">
        Dropped by {item.by}: {item.because}
      </p>
    );
  }
  if (item.case === null)
    return <p className="text-sm text-ink-2">Left out: it is none of the workflow’s business.</p>;
  return (
    <p className="text-sm text-ink-2">
      Read since, as part of{' '}
      <Link
        to="/cases/$id"
        params={{ id: item.case }}
        className="underline decoration-line-2 hover:decoration-current"
      >
        its case
      </Link>
      .
    </p>
  );
}

function Sent({ id }: { id: string }) {
  const query = useQuery(arrivalQuery(id));
  if (!query.data) {
    return query.isError ? (
      <Failed what="What was sent" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading what was sent" lines={4} />
    );
  }
  return (
    <pre
      tabIndex={0}
      aria-label="What was sent, as JSON"
      className="max-h-96 overflow-auto rounded-lg border border-line bg-sunk p-3 font-mono text-xs leading-relaxed"
    >
      {query.data.payload}
    </pre>
  );
}

function Drop({ id, close }: { id: string; close: () => void }) {
  const [because, setBecause] = useState('');
  const drop = useDo(() => call('drop_arrival', { id, body: { because: because.trim() } }));
  return (
    <FormSheet
      title="Drop this arrival"
      does="Drop it"
      isBusy={drop.isPending || because.trim() === ''}
      submit={() => drop.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <p className="text-sm text-pretty text-ink-2">
        Nothing will come of it, and what was sent is forgotten for good. Should it be sent again, it stays
        dropped.
      </p>
      <Labelled label="Why">
        <input
          value={because}
          onChange={(event) => setBecause(event.target.value)}
          maxLength={400}
          required
          data-autofocus
          className="field"
        />
      </Labelled>
    </FormSheet>
  );
}
