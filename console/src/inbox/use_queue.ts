import { useCallback, useEffect, useMemo, useRef } from 'react';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { QueueItem } from '../live/answers.ts';
import { caseQuery, queueQuery, type Show } from '../live/queries.ts';
import { usePersonId } from '../shell/person.ts';
import { announce } from '../ui/announce.tsx';

/** From this width on the queue and a case stand side by side, and the first case opens by itself. */
const WIDE = '(min-width: 768px)';

/** The queue and which of its cases is open. The open case is a name in the address, never a place in the list. */
export function useQueue() {
  const search = useSearch({ from: '/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const client = useQueryClient();
  const show: Show = search.show ?? 'open';
  const query = useInfiniteQuery({
    ...queueQuery({ show, workflow: search.workflow }, usePersonId()),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? [];
    return search.by === 'workflow' ? byWorkflow(all) : all;
  }, [query.data, search.by]);
  const opened = search.case;
  const index = items.findIndex((item) => item.case === opened);
  const lastIndex = useRef(0);
  useEffect(() => {
    if (index >= 0) lastIndex.current = index;
  }, [index]);

  const open = useCallback(
    (id: string | undefined, replace = true) =>
      void navigate({ search: (before) => ({ ...before, case: id }), replace }),
    [navigate],
  );
  useEffect(() => {
    const first = items[0];
    if (opened === undefined && first && matchMedia(WIDE).matches) open(first.case);
  }, [opened, items, open]);
  useEffect(() => {
    for (const near of [items[index + 1], items[index - 1]]) {
      if (near) void client.prefetchQuery(caseQuery(near.case));
    }
  }, [index, items, client]);

  const step = (by: 1 | -1) => {
    const from = index >= 0 ? index : by === 1 ? lastIndex.current - 1 : lastIndex.current;
    const next = items[Math.min(Math.max(from + by, 0), items.length - 1)];
    if (!next) return;
    open(next.case);
    announce(`${items.indexOf(next) + 1} of ${items.length}: ${next.title}. ${next.why}`);
  };
  /** After a decision: the case below, else the one above; only if the reader is still on the decided one. */
  const moveOn = (decided: string) => {
    if (opened !== decided) return;
    const at = items.findIndex((item) => item.case === decided);
    const next = items[at + 1] ?? items[at - 1];
    open(at >= 0 ? next?.case : opened);
  };
  return {
    query,
    items,
    counts: query.data?.pages.at(-1)?.counts,
    opened,
    index,
    show,
    search,
    open,
    step,
    moveOn,
  };
}
export type QueueState = ReturnType<typeof useQueue>;

function byWorkflow(items: QueueItem[]): QueueItem[] {
  const groups = new Map<string, QueueItem[]>();
  for (const item of items) groups.set(item.workflow, [...(groups.get(item.workflow) ?? []), item]);
  return [...groups.values()].flat();
}
