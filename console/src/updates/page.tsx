import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { UpdateCard } from './card.tsx';
import { Precedents } from './precedents.tsx';
import { precedentsQuery, updatesQuery, type Looked, type Update } from './queries.ts';
import { isOpen } from './words.ts';

export const SHOWS = ['open', 'decided', 'precedents'] as const;
export type Shows = (typeof SHOWS)[number];

/** What people's decisions suggest, what became of earlier suggestions, and decisions not to be learned from. */
export function UpdatesPage() {
  const search = useSearch({ from: '/updates' });
  const { workflow } = search;
  const show: Shows = search.show ?? 'open';
  const query = useQuery(updatesQuery(workflow));
  const { data: flagged } = useQuery(precedentsQuery(workflow));
  const updates = query.data?.updates ?? [];
  const open = updates.filter(isOpen);
  const waiting = flagged?.precedents.filter(({ verdict }) => verdict === null).length ?? 0;
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Rule updates">
      <title>Rule updates · Remit</title>
      <div className="mx-auto grid max-w-[860px] gap-5 px-4 py-6 sm:px-8">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Rule updates</h1>
            <p className="max-w-[68ch] text-pretty text-ink-2">
              What people change again and again, as drafts of rules with their proof. Nothing changes by
              itself: a person accepts a draft or declines it.
            </p>
          </div>
          <WorkflowFilter workflow={workflow} />
        </header>
        <Tabs show={show} counts={{ open: open.length, precedents: waiting }} />
        {show === 'precedents' ? (
          <Precedents workflow={workflow} />
        ) : (
          <>
            {query.isPending && <Skeleton label="Looking through what people decided" lines={6} />}
            {query.isError && !query.data && (
              <Failed what="The rule updates" error={query.error} retry={() => void query.refetch()} />
            )}
            {query.data && (
              <>
                <Looking looked={query.data.looked} />
                <List
                  updates={show === 'open' ? open : updates.filter((one) => !isOpen(one))}
                  show={show}
                  isLooking={query.data.looked.some(({ looking }) => looking !== null)}
                />
              </>
            )}
            {query.data && show === 'open' && <LookedThrough looked={query.data.looked} />}
          </>
        )}
      </div>
    </div>
  );
}

function Tabs({ show, counts }: { show: Shows; counts: Partial<Record<Shows, number>> }) {
  const names: Record<Shows, string> = { open: 'Open', decided: 'Decided', precedents: 'Bad precedents' };
  return (
    <nav aria-label="Lists" className="-mb-1 flex gap-1 overflow-x-auto border-b border-line">
      {SHOWS.map((each) => (
        <Link
          key={each}
          to="/updates"
          search={(before) => ({ ...before, show: each === 'open' ? undefined : each })}
          aria-current={show === each ? 'page' : undefined}
          className={`-mb-px border-b-2 px-2.5 pt-1 pb-2 text-sm font-medium whitespace-nowrap ${show === each ? 'border-ink text-ink' : 'border-transparent text-ink-2 hover:text-ink'}`}
        >
          {names[each]}
          {(counts[each] ?? 0) > 0 && (
            <span className="ml-1.5 text-xs text-ink-3 tabular-nums">{counts[each]}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function WorkflowFilter({ workflow }: { workflow: string | undefined }) {
  const { workflows } = useDesk();
  const navigate = useNavigate({ from: '/updates' });
  if (workflows.length < 2) return null;
  return (
    <label className="grid gap-1 text-xs font-medium text-ink-2">
      Workflow
      <select
        value={workflow ?? ''}
        onChange={(event) => {
          const chosen = event.target.value;
          void navigate({
            search: (before) => ({ ...before, workflow: chosen || undefined }),
            replace: true,
          });
        }}
        className="field pick !w-auto text-sm font-normal text-ink"
      >
        <option value="">All workflows</option>
        {workflows.map((each) => (
          <option key={each.name} value={each.name}>
            {each.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A look through a long history goes on behind the page, which shows meanwhile what was found before. */
function Looking({ looked }: { looked: Looked[] }) {
  const cases = looked.reduce((sum, { looking }) => sum + (looking ?? 0), 0);
  if (!looked.some(({ looking }) => looking !== null)) return null;
  return (
    <p role="status" className="text-sm text-pretty text-ink-2 tabular-nums">
      Looking through {count(cases, 'decided case')}…
    </p>
  );
}

interface ListProps {
  updates: Update[];
  show: Shows;
  isLooking: boolean;
}

function List({ updates, show, isLooking }: ListProps) {
  if (updates.length === 0 && isLooking) return null;
  if (updates.length === 0) {
    return show === 'open' ? (
      <Empty icon="rule" title="Nothing to change">
        What people decide otherwise than was planned shows no pattern that is not perhaps chance. Drafts come
        by themselves when it does, and from “Make this a rule?” after an edit.
      </Empty>
    ) : (
      <Empty icon="rule" title="Nothing was decided yet">
        Accepted updates stand here with what became of them since, declined ones with the reason.
      </Empty>
    );
  }
  const isNewDraft = (one: Update) => one.is_new && isOpen(one);
  const fresh = updates.filter(isNewDraft);
  return (
    <>
      <Cards updates={updates.filter((one) => !isNewDraft(one))} />
      {fresh.length > 0 && (
        <section className="grid gap-3 pt-2">
          <div className="grid gap-1">
            <h2 className="border-b border-line pb-1.5 text-lg font-semibold">
              What nothing is planned for yet
            </h2>
            <p className="max-w-[68ch] text-sm text-pretty text-ink-2">
              People agree so clearly in these cases that the decision table could plan them.
            </p>
          </div>
          <Cards updates={fresh} />
        </section>
      )}
    </>
  );
}

function Cards({ updates }: { updates: Update[] }) {
  if (updates.length === 0) return null;
  return (
    <ul className="grid gap-3">
      {updates.map((one) => (
        <li key={one.id}>
          <UpdateCard one={one} />
        </li>
      ))}
    </ul>
  );
}

function LookedThrough({ looked }: { looked: Looked[] }) {
  const decided = looked.reduce((sum, one) => sum + one.decided, 0);
  return (
    <details className="text-sm text-ink-3">
      <summary className="rounded py-0.5 hover:text-ink">
        {count(decided, 'decided case')} looked through
      </summary>
      <ul className="grid gap-1.5 pt-2">
        {looked.map((one) => (
          <li key={one.workflow} className="text-pretty">
            <span className="font-medium text-ink-2">{one.label}:</span> {one.says}
          </li>
        ))}
      </ul>
    </details>
  );
}
