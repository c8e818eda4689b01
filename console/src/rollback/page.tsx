import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useNameOf } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Money, Stamp } from '../ui/time.tsx';
import { Items } from './items.tsx';
import { rollbackQuery } from './queries.ts';
import { StateBar } from './state_bar.tsx';
import { useTitle } from './title.ts';
import { Verbs } from './verbs.tsx';
import { actionsText, progressOf, STATES, totalOf, type RollbackView } from './words.ts';

/** One rollback: what it would take back, how far it is, and what became of each action. */
export function RollbackPage() {
  const { id } = useParams({ from: '/rollbacks/$id' });
  const query = useQuery(rollbackQuery(id));
  if (!query.data) {
    return query.isError ? (
      <Failed what="This rollback" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the rollback" />
    );
  }
  return <Rollback key={id} view={query.data} />;
}

function Rollback({ view }: { view: RollbackView }) {
  const title = useTitle();
  return (
    <div className="flex h-full flex-col">
      <title>{`${title(view)} · Remit`}</title>
      <div className="mx-auto grid w-full max-w-[1144px] shrink-0 gap-4 px-4 pt-5 pb-3 sm:px-8">
        <Link
          to="/rollbacks"
          className="-mb-1 -ml-1.5 inline-flex h-7 items-center gap-1 justify-self-start rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="left" size={14} /> Rollbacks
        </Link>
        <Head view={view} />
        <Progress view={view} />
      </div>
      <Items view={view} />
    </div>
  );
}

function Head({ view }: { view: RollbackView }) {
  const nameOf = useNameOf();
  const title = useTitle();
  const state = STATES[view.state];
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-[-0.01em] text-balance">{title(view)}</h1>
          <Badge tone={state.tone}>{state.says}</Badge>
        </div>
        <p className="max-w-[72ch] text-pretty text-ink-2">{view.because}</p>
        <p className="text-sm text-ink-3">
          {nameOf(view.by)}, <Stamp at={view.at} />
          {view.slice.rollback && (
            <>
              {' · takes back '}
              <Link
                to="/rollbacks/$id"
                params={{ id: view.slice.rollback }}
                className="text-accent underline underline-offset-2"
              >
                an earlier rollback
              </Link>
            </>
          )}
        </p>
      </div>
      <Verbs view={view} />
    </div>
  );
}

/** How far it is, in a sentence, a bar and the money that it is about. */
function Progress({ view }: { view: RollbackView }) {
  const { done, of } = progressOf(view.counts);
  const isUnderWay = view.state === 'running' || view.state === 'paused';
  return (
    <section
      aria-label="How far it is"
      className="grid gap-2.5 rounded-xl border border-line bg-surface px-5 py-4"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-lg font-semibold text-pretty tabular-nums" aria-live="polite">
          {isUnderWay
            ? `${done.toLocaleString('en')} of ${actionsText(of)} taken back`
            : view.state === 'done'
              ? `${actionsText(done)} taken back`
              : `${actionsText(of)} of ${totalOf(view.counts).toLocaleString('en')} can be taken back`}
        </p>
        {view.money.length > 0 && (
          <p className="text-sm text-ink-2">
            {view.money.map((money, index) => (
              <span key={money.currency}>
                {index > 0 && ' and '}
                <Money value={money} />
              </span>
            ))}{' '}
            involved
          </p>
        )}
      </div>
      <StateBar counts={view.counts} />
      <p className="text-sm text-pretty text-ink-2">{view.says}</p>
    </section>
  );
}
