import { Empty } from '../ui/states.tsx';
import type { QueueState } from './use_queue.ts';

/** The part of the queue that is shown is empty, and that is good. */
export function NothingHere({ queue }: { queue: QueueState }) {
  const says = {
    open: ['Nothing waits for you', 'New cases appear here by themselves. What was decided is in the log.'],
    mine: ['Nothing is yours', 'A case becomes yours when you begin to edit it.'],
    snoozed: ['Nothing is snoozed', 'Press s on a case to see it again later.'],
    unknown: ['Everything is known', 'Actions whose fate is not known would be listed here.'],
  }[queue.show];
  return (
    <Empty icon="inbox" title={says[0] ?? ''}>
      {queue.search.workflow ? 'In this workflow. ' : ''}
      {says[1]}
    </Empty>
  );
}
