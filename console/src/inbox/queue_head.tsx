import { useNavigate } from '@tanstack/react-router';
import type { Show } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import type { QueueState } from './use_queue.ts';

const SHOWS: { show: Show; label: string }[] = [
  { show: 'open', label: 'Waiting' },
  { show: 'mine', label: 'Mine' },
  { show: 'snoozed', label: 'Snoozed' },
  { show: 'unknown', label: 'Not known' },
];

/** Which part of the queue is shown. */
export function QueueHead({ queue }: { queue: QueueState }) {
  const navigate = useNavigate({ from: '/inbox' });
  const { workflows } = useDesk();
  const change = (next: Partial<QueueState['search']>) =>
    void navigate({ search: (before) => ({ ...before, case: undefined, ...next }), replace: true });
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-1.5 border-b border-line px-3 pt-3 pb-2">
      <div role="group" aria-label="Which cases" className="-mx-1 flex flex-wrap gap-0.5">
        {SHOWS.map(({ show, label }) => (
          <button
            key={show}
            type="button"
            aria-pressed={queue.show === show}
            onClick={() => change({ show: show === 'open' ? undefined : show })}
            className="flex h-6.5 items-center gap-1 rounded-md px-1.5 text-xs font-medium text-ink-3 hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
          >
            {label}
            <span className="tabular-nums">{queue.counts ? queue.counts[show] : ''}</span>
          </button>
        ))}
      </div>
      <div className="flex items-center gap-2">
        <select
          aria-label="Workflow"
          value={queue.search.workflow ?? ''}
          onChange={(event) => change({ workflow: event.target.value || undefined })}
          className="pick h-6.5 pl-1 min-w-0 flex-1 truncate rounded-md bg-transparent text-xs text-ink-2 hover:bg-hover"
        >
          <option value="">All workflows</option>
          {workflows.map((workflow) => (
            <option key={workflow.name} value={workflow.name}>
              {workflow.label} ({workflow.held})
            </option>
          ))}
        </select>
        <select
          aria-label="Order"
          value={queue.search.by ?? 'expiry'}
          onChange={(event) => {
            const by = event.target.value === 'workflow' ? 'workflow' : undefined;
            void navigate({ search: (before) => ({ ...before, by }), replace: true });
          }}
          className="pick h-6.5 pl-1 rounded-md bg-transparent text-xs text-ink-2 hover:bg-hover"
        >
          <option value="expiry">Soonest first</option>
          <option value="workflow">By workflow</option>
        </select>
      </div>
    </div>
  );
}
