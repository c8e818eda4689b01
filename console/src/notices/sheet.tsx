import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { Notice } from '../live/answers.ts';
import { noticesQuery } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { rollbacksQuery } from '../rollback/queries.ts';
import { useTitle } from '../rollback/title.ts';
import { useDesk } from '../shell/desk.tsx';
import { Dot } from '../ui/effect.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { count, humanise } from '../ui/words.ts';
import { isNoticesOpen, seenUntil } from './view.ts';

/** So many cases of a notice are linked by themselves; it says how many more there are. */
const CASES_SHOWN = 6;
const close = () => isNoticesOpen.set(false);

/** The list behind the bell, while it is open. */
export function NoticesOver() {
  return useStore(isNoticesOpen) ? <NoticesSheet /> : null;
}

function NoticesSheet() {
  const query = useQuery(noticesQuery);
  const notices = query.data?.notices;
  // What was unseen when the list was opened stays marked while it is read.
  const [before] = useState(() => seenUntil.current());
  const newest = notices?.reduce((latest, { at }) => (at > latest ? at : latest), '');
  useEffect(() => {
    if (newest && newest > seenUntil.current()) seenUntil.set(newest);
  }, [newest]);
  return (
    <Sheet title="Notices" close={close} wide>
      {query.isPending && <Skeleton label="Loading the notices" lines={4} />}
      {query.isError && !notices && (
        <Failed what="The notices" error={query.error} retry={() => void query.refetch()} />
      )}
      {notices?.length === 0 && (
        <Empty icon="bell" title="Nothing to tell">
          When a workflow steps down by itself, when a wider step is proposed, or when somebody stops
          something, it is said here.
        </Empty>
      )}
      <ul>
        {notices?.map((notice) => (
          <OneNotice key={notice.id} notice={notice} isNew={notice.at > before} />
        ))}
      </ul>
    </Sheet>
  );
}

function OneNotice({ notice, isNew }: { notice: Notice; isNew: boolean }) {
  const { workflows } = useDesk();
  const label = workflows.find(({ name }) => name === notice.workflow)?.label ?? notice.workflow;
  const says = useSays()(notice);
  return (
    <li className="grid grid-cols-[8px_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-3 last:border-0">
      <span className="pt-1.5">{isNew && <Dot tone="blue" />}</span>
      <div className="grid min-w-0 gap-1">
        <p className="text-sm text-pretty break-words">
          {isNew && <span className="sr-only">New: </span>}
          {notice.link ? <Away to={notice.link}>{says}</Away> : says}
        </p>
        <p className="text-xs text-ink-3">
          <Distance at={notice.at} /> · {humanise(notice.kind.replaceAll('.', ' '))}
          {label && ` · ${label}`}
        </p>
        {notice.cases.length > 0 && <Cases ids={notice.cases} />}
      </div>
    </li>
  );
}

/** The log names a rollback without labels and in UTC; here it has the title that its page has. */
function useSays(): (notice: Notice) => string {
  const rollbacks = useQuery(rollbacksQuery).data?.rollbacks;
  const title = useTitle();
  return ({ says, link }) => {
    const one = rollbacks?.find(({ id }) => link === `/rollbacks/${id}`);
    return one ? says.replace(`Rollback of ${one.title}`, () => `Rollback of “${title(one)}”`) : says;
  };
}

/** A place in the desk that the server names; it is gone to without loading the page anew. */
function Away({ to, children }: { to: string; children: React.ReactNode }) {
  const router = useRouter();
  return (
    <a
      href={to}
      className="font-medium hover:underline"
      onClick={(event) => {
        if (!to.startsWith('/') || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        close();
        router.history.push(to);
      }}
    >
      {children}
    </a>
  );
}

function Cases({ ids }: { ids: string[] }) {
  const more = ids.length - CASES_SHOWN;
  return (
    <p className="flex flex-wrap gap-x-2.5 gap-y-0.5 text-xs text-ink-3">
      <span>{ids.length === 1 ? 'Case' : 'Cases'}</span>
      {ids.slice(0, CASES_SHOWN).map((id) => (
        <Link
          key={id}
          to="/cases/$id"
          params={{ id }}
          onClick={close}
          className="font-mono text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
        >
          {id.slice(0, 8)}
        </Link>
      ))}
      {more > 0 && <span>and {count(more, 'more', 'more')}</span>}
    </p>
  );
}
