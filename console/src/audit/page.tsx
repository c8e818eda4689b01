import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { AuditItem } from '../live/answers.ts';
import { useKeys } from '../keys/keys.ts';
import { auditsQuery } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { AuditPane } from './pane.tsx';

/** From this width on the list and a case stand side by side, and the first case opens by itself. */
const WIDE = '(min-width: 768px)';

/** Cases that were drawn: a person says what they would have done, then sees what was. */
export function AuditsPage() {
  const query = useQuery(auditsQuery);
  const { case: opened } = useSearch({ from: '/audits' });
  const navigate = useNavigate({ from: '/audits' });
  const audits = query.data?.audits ?? [];
  const open = (id: string | undefined) => void navigate({ search: { case: id }, replace: true });
  const first = audits[0]?.case;
  useEffect(() => {
    if (opened === undefined && first !== undefined && matchMedia(WIDE).matches) {
      void navigate({ search: { case: first }, replace: true });
    }
  }, [opened, first, navigate]);
  const at = audits.findIndex((one) => one.case === opened);
  const step = (by: 1 | -1) => {
    // A case that was judged has left the list, so the next one is the first.
    const next = at < 0 ? audits[0] : audits[Math.min(Math.max(at + by, 0), audits.length - 1)];
    open(next?.case);
  };
  useKeys([
    { keys: 'j', says: 'Next case', group: 'Move', hidden: true, run: () => step(1) },
    { keys: 'k', says: 'Previous case', group: 'Move', hidden: true, run: () => step(-1) },
  ]);
  if (query.isPending) return <Skeleton label="Loading the audits" />;
  if (query.isError && !query.data) {
    return <Failed what="The audits" error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[minmax(260px,322px)_minmax(0,1fr)]">
      <title>Audits · Remit</title>
      <div
        className={`min-h-0 min-w-0 flex-col border-r border-line bg-bg ${opened ? 'hidden md:flex' : 'flex'}`}
      >
        <div className="border-b border-line px-3.5 pt-3 pb-2.5">
          <div className="flex items-baseline justify-between gap-2">
            <h1 className="text-lg font-semibold">Audits</h1>
            <Link
              to="/audits/weeks"
              className="text-xs text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
            >
              Week by week
            </Link>
          </div>
          <p className="text-xs text-pretty text-ink-3">
            {audits.length === 0
              ? 'A blind check of what ran by itself, and of what one person decided.'
              : `${count(audits.length, 'case')} drawn to be judged blind.`}
          </p>
        </div>
        {audits.length > 0 && <List audits={audits} opened={opened} />}
        {audits.length === 0 && (
          <div className="h-full md:hidden">
            <Nothing />
          </div>
        )}
      </div>
      <div className={`min-h-0 min-w-0 ${opened ? '' : 'hidden md:block'}`}>
        {opened ? (
          <AuditPane
            key={opened}
            id={opened}
            what={audits[at]?.what ?? 'audit'}
            back={() => open(undefined)}
            next={audits.some((one) => one.case !== opened) ? () => step(1) : undefined}
          />
        ) : (
          audits.length === 0 && <Nothing />
        )}
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <Empty icon="eye" title="Nothing to check">
      Cases that ran by themselves, and some that one person decided, are drawn at random, as often as their
      workflow says. Drawn cases appear here, and you say what you would have done before you see what was.
    </Empty>
  );
}

function List({ audits, opened }: { audits: AuditItem[]; opened: string | undefined }) {
  const { workflows } = useDesk();
  return (
    <ul aria-label="Cases to check" className="min-h-0 flex-1 overflow-y-auto">
      {audits.map((one) => (
        <li key={one.case}>
          <Link
            to="/audits"
            search={{ case: one.case }}
            replace
            data-open={one.case === opened || undefined}
            className="group relative grid grid-cols-1 gap-0.5 border-b border-line px-3.5 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 data-open:bg-picked"
          >
            <span className="absolute inset-y-0 left-0 w-[3px] group-data-open:bg-accent" />
            <span className="flex min-w-0 items-center justify-between gap-2">
              <span className="min-w-0 truncate text-sm font-semibold">
                {one.title || 'A case without a title'}
              </span>
              {one.what === 'second' && (
                <span className="shrink-0">
                  <Badge tone="blue">Second look</Badge>
                </span>
              )}
            </span>
            <span className="flex items-center gap-1.5 text-xs text-ink-3">
              <Icon name="workflow" size={12} />
              <span className="min-w-0 flex-1 truncate">
                {workflows.find(({ name }) => name === one.workflow)?.label ?? one.workflow}
              </span>
              <Distance at={one.closed_at} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
