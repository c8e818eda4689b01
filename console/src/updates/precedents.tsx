import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { Empty, Failed, faultText, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';
import { count } from '../ui/words.ts';
import { precedentsQuery, readUpdatesAgain, type Precedent } from './queries.ts';

/** Decisions of people that broke the written policy of their day: nothing is learned from them meanwhile. */
export function Precedents({ workflow }: { workflow: string | undefined }) {
  const query = useQuery(precedentsQuery(workflow));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The bad precedents" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the bad precedents" lines={5} />
    );
  }
  const { precedents, looked, left_out: leftOut } = query.data;
  return (
    <div className="grid gap-4">
      <p className="max-w-[68ch] text-sm text-pretty text-ink-2">
        {count(looked, 'decision')} of people held against the boundary of its day
        {leftOut > 0 && `, of which ${leftOut.toLocaleString('en')} could not be, for not all of it is known`}
        . What broke it is not learned from until somebody says that it was right.
      </p>
      {precedents.length === 0 ? (
        <Empty icon="shield" title="None was found">
          No decision of a person broke a rule that denies.
        </Empty>
      ) : (
        <ul className="grid gap-3">
          {precedents.map((one) => (
            <li key={one.id}>
              <PrecedentCard one={one} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const VERDICTS = { keep: 'Kept: it was right', set_aside: 'Set aside' } as const;

function PrecedentCard({ one }: { one: Precedent }) {
  const client = useQueryClient();
  const judge = useMutation({
    mutationFn: (verdict: 'keep' | 'set_aside') => call('judge_precedent', { id: one.id, body: { verdict } }),
    onSuccess: ({ says }) => toast({ tone: 'done', says }),
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => readUpdatesAgain(client),
  });
  return (
    <article className="grid gap-2.5 rounded-xl border border-line bg-surface px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={one.verdict === null ? 'red' : 'grey'}>
          {one.verdict === null ? 'Not learned from' : VERDICTS[one.verdict]}
        </Badge>
        <span className="text-ink-3">
          {one.label} · {one.by}, <Stamp at={one.decided_at} />
        </span>
      </p>
      <h2 className="text-pretty font-medium">
        <Link to="/cases/$id" params={{ id: one.case }} className="hover:underline hover:underline-offset-2">
          {one.title}
        </Link>
      </h2>
      <p className="text-sm text-pretty">
        Decided: <span className="font-medium">{one.decided}</span>. {one.says}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          small
          disabled={judge.isPending || one.verdict === 'set_aside'}
          onClick={() => judge.mutate('set_aside')}
        >
          Set it aside
        </Button>
        <Button
          small
          disabled={judge.isPending || one.verdict === 'keep'}
          onClick={() => judge.mutate('keep')}
        >
          It was right
        </Button>
        {one.judged_by && <span className="text-xs text-ink-3">Judged by {one.judged_by}</span>}
      </div>
    </article>
  );
}
