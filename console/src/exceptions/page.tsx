import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { Fold } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/time.tsx';
import { count, moneyText } from '../ui/words.ts';
import { GroupCard } from './group.tsx';
import {
  CAUSES,
  exceptionsQuery,
  SPANS,
  type Cause,
  type Exceptions,
  type ExceptionsSearch,
  type Group,
} from './queries.ts';
import { CAUSE_WORDS, SPAN_WORDS } from './words.ts';

/** What went otherwise than planned, grouped by what it has in common, dearest first. */
export function ExceptionsPage() {
  const search = useSearch({ from: '/exceptions' });
  const now = useNow();
  const query = useQuery(exceptionsQuery(search, now));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Exceptions">
      <title>Exceptions · Remit</title>
      <div className="mx-auto grid max-w-[860px] gap-5 px-4 py-6 sm:px-8">
        <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Exceptions</h1>
            <p className="max-w-[62ch] text-pretty text-ink-2">
              What failed, was changed, went up or came back, grouped by what it has in common. The dearest
              comes first.
            </p>
          </div>
          <Filters search={search} />
        </header>
        {query.isPending && <Skeleton label="Looking through the exceptions" lines={8} />}
        {query.isError && !query.data && (
          <Failed what="The exceptions" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.data && <Found found={query.data} search={search} />}
      </div>
    </div>
  );
}

function Found({ found, search }: { found: Exceptions; search: ExceptionsSearch }) {
  const { locale } = useDesk();
  const total = CAUSES.reduce((sum, cause) => sum + found.counts[cause], 0);
  const rest = found.groups.slice(GROUPS_SHOWN);
  if (total === 0) {
    return (
      <Empty icon="check" title={found.decided === 0 ? 'A quiet time' : 'Nothing went wrong'}>
        {found.says} Look at a longer time, or enjoy this one.
      </Empty>
    );
  }
  return (
    <>
      <CauseChoice found={found} search={search} />
      <div className="grid gap-1">
        <p className="text-pretty font-medium tabular-nums">{found.says}</p>
        <p className="max-w-[80ch] text-sm text-pretty text-ink-3">{found.cost_says}</p>
      </div>
      <Groups groups={found.groups.slice(0, GROUPS_SHOWN)} total={found.cost.minor} />
      {rest.length > 0 && (
        <Fold says={`${count(rest.length, 'smaller group')}, ${moneyText(costOf(rest), locale)} together`}>
          <div className="-ml-4">
            <Groups groups={rest} total={found.cost.minor} />
          </div>
        </Fold>
      )}
    </>
  );
}

/** Beyond these a group costs next to nothing beside the first. */
const GROUPS_SHOWN = 8;

function costOf(groups: Group[]): Group['cost'] {
  const currency = groups[0]?.cost.currency ?? '';
  return { currency, minor: groups.reduce((sum, { cost }) => sum + cost.minor, 0) };
}

function Groups({ groups, total }: { groups: Group[]; total: number }) {
  return (
    <ol className="grid gap-3">
      {groups.map((group) => (
        <li key={group.id} className="min-w-0">
          <GroupCard group={group} total={total} />
        </li>
      ))}
    </ol>
  );
}

function CauseChoice({ found, search }: { found: Exceptions; search: ExceptionsSearch }) {
  const total = CAUSES.reduce((sum, cause) => sum + found.counts[cause], 0);
  const choices: { cause: Cause | undefined; says: string; count: number }[] = [
    { cause: undefined, says: 'All', count: total },
    ...CAUSES.map((cause) => ({ cause, says: CAUSE_WORDS[cause].many, count: found.counts[cause] })),
  ];
  return (
    <nav aria-label="Causes" className="flex flex-wrap gap-1.5">
      {choices.map(({ cause, says, count }) => (
        <Link
          key={says}
          to="/exceptions"
          search={{ ...search, cause }}
          replace
          aria-current={search.cause === cause ? 'true' : undefined}
          className={`inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm ${search.cause === cause ? 'border-ink bg-ink text-bg' : 'border-line-2 hover:bg-hover'}`}
        >
          {says} <span className="text-xs tabular-nums opacity-75">{count}</span>
        </Link>
      ))}
    </nav>
  );
}

function Filters({ search }: { search: ExceptionsSearch }) {
  const { workflows } = useDesk();
  const navigate = useNavigate({ from: '/exceptions' });
  const change = (next: ExceptionsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <label className="grid gap-1 text-xs font-medium text-ink-2">
        Workflow
        <select
          value={search.workflow ?? ''}
          onChange={(event) => change({ workflow: event.target.value || undefined })}
          className="field pick !w-auto max-w-[15rem] text-sm font-normal text-ink"
        >
          <option value="">All workflows</option>
          {workflows.map((each) => (
            <option key={each.name} value={each.name}>
              {each.label}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1 text-xs font-medium text-ink-2">
        Time
        <select
          value={search.days ?? '7'}
          onChange={(event) => change({ days: event.target.value === '7' ? undefined : event.target.value })}
          className="field pick !w-auto text-sm font-normal text-ink"
        >
          {SPANS.map((days) => (
            <option key={days} value={days}>
              {SPAN_WORDS[days]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
