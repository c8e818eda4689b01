import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { Evidence } from '../case/evidence.tsx';
import { Messages } from '../case/messages.tsx';
import { auditCaseQuery } from '../attention/queries.ts';
import { useWork } from '../inbox/work.tsx';
import { call } from '../live/client.ts';
import { Icon } from '../ui/icon.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { JudgeForm } from './form.tsx';
import { Judged } from './judged.tsx';

interface AuditPaneProps {
  id: string;
  /** What it was drawn for, as the list said when it was opened. */
  what: 'audit' | 'second';
  back: () => void;
  /** Undefined when no other case waits. */
  next: (() => void) | undefined;
}

/** One drawn case: what came and what was known, never what was planned or done, until it is judged. */
export function AuditPane({ id, what, back, next }: AuditPaneProps) {
  const query = useQuery(auditCaseQuery(id));
  const [drawnFor] = useState(what);
  if (!query.data) {
    return query.isError ? (
      <Failed what="This case" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the case" />
    );
  }
  return <Blind one={query.data} what={drawnFor} back={back} next={next} />;
}

function Blind({ one, what, back, next }: { one: CaseView } & Omit<AuditPaneProps, 'id'>) {
  const judge = useJudge(one.id);
  const form = useWork(one, { kind: undefined, play: undefined });
  const [note, setNote] = useState('');
  return (
    <div
      className="h-full overflow-y-auto focus-visible:-outline-offset-2"
      tabIndex={0}
      role="region"
      aria-label="Case to check"
    >
      <div className="mx-auto grid max-w-[1080px] gap-x-8 gap-y-6 px-4 py-5 sm:px-6 xl:grid-cols-[minmax(0,1fr)_300px]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">
          <div className="grid gap-1.5">
            <button
              type="button"
              onClick={back}
              className="-ml-1.5 inline-flex h-8 items-center gap-1 justify-self-start rounded-md px-1.5 text-sm text-ink-2 hover:bg-hover md:hidden"
            >
              <Icon name="left" /> Audits
            </button>
            <h2 className="line-clamp-4 text-xl leading-snug font-semibold tracking-[-0.01em] text-balance break-words">
              {one.title || 'A case without a title'}
            </h2>
            <p className="flex flex-wrap gap-x-2.5 text-sm text-ink-3">
              <span className="text-ink-2 break-all">{one.subject}</span>
              <span>{one.workflow_label}</span>
              <Stamp at={one.opened_at} />
            </p>
          </div>
          <Messages messages={one.messages} title={one.title} />
          {judge.data && form.given ? (
            <Judged id={one.id} what={what} answer={judge.data} mine={form.given} next={next} />
          ) : (
            <JudgeForm
              shownAfterwards={what === 'second' ? 'What the first person decided' : 'What was done'}
              form={form}
              note={note}
              setNote={setNote}
              fault={judge.error}
              isBusy={judge.isPending}
              submit={() => form.given && judge.mutate({ ...form.given, note: note.trim() || undefined })}
            />
          )}
        </div>
        <aside aria-label="What was known" className="min-w-0">
          <Evidence one={{ ...one, plan: null, earlier: [] }} />
        </aside>
      </div>
    </div>
  );
}

function useJudge(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { kind: string; play: string | null; note?: string | undefined }) =>
      call('audit', { id, body }),
    onSettled: () => {
      for (const queryKey of [['audits'], ['desk'], ['case', id], ['story', id]]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
