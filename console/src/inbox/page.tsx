import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../keys/keys.ts';
import { useDecisionLock } from './use_decide.tsx';
import { CasePane } from './case_pane.tsx';
import { NothingHere } from './nothing.tsx';
import { Queue } from './queue.tsx';
import { QueueHead } from './queue_head.tsx';
import { UndoSheet } from './undo.tsx';
import { lastDecided } from './use_decide.tsx';
import { useQueue, type QueueState } from './use_queue.ts';
import { useStore } from '../live/store.ts';
import { RuleSheetHost } from '../updates/from_edit.tsx';

/** What waits for a person: the queue, the decision, the evidence. */
export function InboxPage() {
  const queue = useQueue();
  const [undoing, setUndoing] = useState<string>();
  useQueueKeys(queue, setUndoing);
  const { opened } = queue;
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[minmax(280px,322px)_minmax(0,1fr)]">
      <title>{`${queue.counts?.open ? `(${queue.counts.open}) ` : ''}Inbox · Remit`}</title>
      <h1 className="sr-only">Inbox</h1>
      <div
        className={`min-h-0 min-w-0 flex-col border-r border-line bg-bg ${opened ? 'hidden md:flex' : 'flex'}`}
      >
        <QueueHead queue={queue} />
        <Queue queue={queue} />
      </div>
      <div className={`min-h-0 min-w-0 ${opened ? '' : 'hidden md:block'}`}>
        {opened ? (
          <CasePane
            key={opened}
            id={opened}
            back={() => queue.open(undefined, false)}
            moveOn={queue.moveOn}
            startUndo={setUndoing}
            next={() => queue.step(1)}
          />
        ) : (
          <NothingOpen queue={queue} />
        )}
      </div>
      {undoing && <UndoSheet id={undoing} close={() => setUndoing(undefined)} />}
      <RuleSheetHost />
    </div>
  );
}

function NothingOpen({ queue }: { queue: QueueState }) {
  if (queue.query.isPending || queue.query.isError || queue.items.length > 0) return null;
  return <NothingHere queue={queue} />;
}

function useQueueKeys(queue: QueueState, setUndoing: (id: string) => void): void {
  const navigate = useNavigate();
  const isLocked = useDecisionLock();
  const last = useStore(lastDecided);
  const { opened } = queue;
  useKeys(
    [
      { keys: 'j', says: 'Next case', group: 'Move', hidden: true, run: () => queue.step(1) },
      { keys: 'k', says: 'Previous case', group: 'Move', hidden: true, run: () => queue.step(-1) },
      {
        keys: 'o',
        says: 'Open the whole story',
        group: 'Move',
        run: () => opened && void navigate({ to: '/cases/$id', params: { id: opened } }),
      },
      {
        keys: 'u',
        says: 'Undo the last action',
        group: 'Decide',
        run: () => {
          const id = last ?? opened;
          if (id) setUndoing(id);
        },
      },
      { keys: 'Escape', says: 'Back to the queue', group: 'Move', hidden: true, run: () => focusOpened() },
    ],
    !isLocked,
  );
}

function focusOpened(): void {
  document.querySelector<HTMLElement>('[data-queue] [data-open]')?.focus();
}
