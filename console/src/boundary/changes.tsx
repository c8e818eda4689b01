import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { useNameOf, useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { Section } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';
import { readWorkflowAgain } from '../workflow/queries.ts';
import { Difference } from './difference.tsx';
import { Effect } from './effect.tsx';
import { Meaning } from './meaning.tsx';
import { checkQuery, type BoundaryView, type Change } from './queries.ts';

const CASES_FIRST = 2_000;

/** Changes of others that wait for a second person: what they say, what they would have done, yes or no. */
export function Changes({ view, changes }: { view: BoundaryView; changes: Change[] }) {
  return (
    <Section title="Waits for a second person">
      <ul className="grid gap-3">
        {changes.map((change) => (
          <li key={change.id}>
            <ChangeCard view={view} change={change} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ChangeCard({ view, change }: { view: BoundaryView; change: Change }) {
  const [isOpen, setIsOpen] = useState(false);
  const [seen, setSeen] = useState<string[]>([]);
  const nameOf = useNameOf();
  return (
    <article className="grid min-w-0 gap-3 rounded-xl border border-line bg-surface px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone="amber">Proposed</Badge>
        <span className="font-medium">{nameOf(change.by)}</span>
        <span className="text-ink-3">
          <Distance at={change.at} />
        </span>
      </p>
      <p className="max-w-[72ch] text-pretty">{change.because}</p>
      <Difference label="What it changes" before={view.text} after={change.text} />
      {isOpen ? (
        <WouldDo view={view} change={change} seen={seen} setSeen={setSeen} />
      ) : (
        <div>
          <Button small onClick={() => setIsOpen(true)}>
            What would it do?
          </Button>
        </div>
      )}
      <Decide view={view} change={change} ticked={seen} look={() => setIsOpen(true)} />
    </article>
  );
}

interface WouldDoProps {
  view: BoundaryView;
  change: Change;
  seen: string[];
  setSeen: (seen: string[]) => void;
}

/** Who accepts it ticks what widens by now and did not when it was proposed. */
function WouldDo({ view, change, seen, setSeen }: WouldDoProps) {
  const [cases, setCases] = useState(CASES_FIRST);
  const { data, error } = useQuery(
    checkQuery(view.workflow, view.version, { text: change.text, limits: {}, cases }),
  );
  if (error) return <p className="text-sm text-red">{faultText(error)}</p>;
  return (
    <div className="grid gap-x-8 gap-y-5 border-t border-line pt-4 md:grid-cols-2">
      <Meaning check={data} isChanged />
      <Effect
        check={data}
        isChanged
        cases={cases}
        setCases={setCases}
        ticked={[...change.ticked, ...seen]}
        tick={
          change.barred === null
            ? (ticked) => setSeen(ticked.filter((id) => !change.ticked.includes(id)))
            : undefined
        }
      />
    </div>
  );
}

interface DecideProps {
  view: BoundaryView;
  change: Change;
  ticked: string[];
  /** Shows what it would do: where it was not accepted, for that is what must be ticked. */
  look: () => void;
}

function Decide({ view, change, ticked, look }: DecideProps) {
  const client = useQueryClient();
  const who = useWho();
  const [because, setBecause] = useState('');
  const decide = useMutation({
    mutationFn: (decision: 'accept' | 'decline' | 'withdraw') =>
      call('decide_change', {
        id: change.id,
        body: {
          decision,
          ...(because.trim() && { because: because.trim() }),
          ...(decision === 'accept' && ticked.length > 0 && { ticked }),
        },
      }),
    onSuccess: ({ says }) => toast({ tone: 'done', says }),
    onError: (fault, decision) => {
      toast({ tone: 'fault', says: faultText(fault) });
      if (decision === 'accept') look();
    },
    onSettled: () => readWorkflowAgain(client, view.workflow),
  });
  const isMine = change.by === who?.id || change.by === who?.name;
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      {change.barred !== null && <p className="text-sm text-pretty text-ink-2">{change.barred}</p>}
      <div className="flex flex-wrap items-end gap-2">
        {!isMine && change.barred === null && (
          <label className="grid min-w-[12rem] flex-1 gap-1">
            <span className="text-xs font-medium text-ink-2">A word on it, if you like</span>
            <input
              value={because}
              maxLength={1_000}
              onChange={(event) => setBecause(event.target.value)}
              className="field"
            />
          </label>
        )}
        {isMine ? (
          <Button disabled={decide.isPending} onClick={() => decide.mutate('withdraw')}>
            Withdraw it
          </Button>
        ) : (
          change.barred === null && (
            <>
              <Button look="danger" disabled={decide.isPending} onClick={() => decide.mutate('decline')}>
                Decline
              </Button>
              <Button
                look="main"
                icon="check"
                disabled={decide.isPending}
                onClick={() => decide.mutate('accept')}
              >
                Accept
              </Button>
            </>
          )
        )}
      </div>
    </div>
  );
}
