import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Desk } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { faultText } from '../ui/states.tsx';
import { Icon } from '../ui/icon.tsx';
import { toast } from '../ui/toast.tsx';
import { count } from '../ui/words.ts';

const PACES = [0, 5, 20, 60];

/** The tap of the sample business: how many new messages arrive a minute. */
export function SamplePace({ sample }: { sample: NonNullable<Desk['sample']> }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (perMinute: number) => call('pace', { body: { per_minute: perMinute } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['desk'] }),
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
  });
  const chosen = change.isPending ? change.variables : sample.per_minute;
  return (
    <section aria-label="Sample business" className="grid gap-1.5 border-t border-line p-3.5 max-2xl:hidden">
      <p className="text-xs font-medium text-ink-2">New messages a minute</p>
      <div
        role="group"
        aria-label="New messages a minute"
        className="grid grid-cols-4 gap-px rounded-md bg-hover p-0.5"
      >
        {PACES.map((pace) => (
          <button
            key={pace}
            type="button"
            aria-pressed={chosen === pace}
            title={pace === 0 ? 'No new messages' : `${pace} a minute`}
            onClick={() => change.mutate(pace)}
            className="h-6 rounded text-xs text-ink-2 tabular-nums hover:text-ink aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line-2)]"
          >
            {pace}
          </button>
        ))}
      </div>
      <div className="flex items-center justify-between text-2xs text-ink-3">
        <span className="tabular-nums">{count(sample.sent, 'message')} so far</span>
        <a
          href={sample.shop_page}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 py-0.5 underline underline-offset-2 hover:text-ink"
        >
          The shop <Icon name="out" size={11} />
        </a>
      </div>
    </section>
  );
}
