import { memo } from 'react';
import { Link } from '@tanstack/react-router';
import type { QueueItem } from '../live/answers.ts';
import { useNameOf, useWho } from '../shell/desk.tsx';
import { Dot, EFFECT_WORDS } from '../ui/effect.tsx';
import { Money, useNow } from '../ui/time.tsx';
import { Distance } from '../ui/time.tsx';
import { spanText } from '../ui/words.ts';

const SOON_MS = 30 * 60_000;

/** One held plan in three lines: what it is, how it begins, why it is here. */
export const QueueRow = memo(function QueueRow({ item, isOpen }: { item: QueueItem; isOpen: boolean }) {
  const { says, tone } = EFFECT_WORDS[item.effect];
  return (
    <Link
      to="/inbox"
      search={(before) => ({ ...before, case: item.case })}
      replace
      preload={false}
      data-open={isOpen || undefined}
      className="group relative grid h-full grid-cols-[minmax(0,1fr)] content-center gap-[3px] border-b border-line px-3.5 hover:bg-hover focus-visible:-outline-offset-2 data-open:bg-picked forced-colors:data-open:outline-2"
    >
      <span className="absolute inset-y-0 left-0 w-[3px] group-data-open:bg-accent" />
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate text-sm font-semibold">{item.title || 'A case without a title'}</span>
        <Due item={item} />
      </span>
      <span className="truncate text-xs text-ink-2">
        {item.status === 'claimed' && <ClaimedBy id={item.claimed_by} />}
        {beginning(item)}
      </span>
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        <Dot tone={tone} />
        <span className="sr-only">{says}: </span>
        <span className="min-w-0 flex-1 truncate" title={item.why}>
          {item.sealed ? (
            'Shadow: decide as you would'
          ) : (
            <>
              {stepOf(item)}
              <span className="text-ink-2">{item.play_label}</span> · {telling(item)}
            </>
          )}
        </span>
        {item.money && !item.sealed && (
          <span className="font-medium text-ink">
            <Money value={item.money} />
          </span>
        )}
      </span>
    </Link>
  );
});

/** What tells one row from the next. Most proposals wait for the same reason, which the case says in full. */
function telling({ effect, confidence, why }: QueueItem): string {
  const isProposal = effect === 'approve' && confidence > 0;
  return isProposal ? `${Math.round(confidence * 100)} % sure` : why;
}

/** Where a chain of people has come to. */
function stepOf({ step, steps }: QueueItem): string {
  return step !== null && steps !== null && steps > 1 ? `Step ${step} of ${steps} · ` : '';
}

/** What was written, without the title that stands above it already. */
function beginning({ snippet, title, subject }: QueueItem): string {
  const text = snippet.startsWith(title) ? snippet.slice(title.length).trim() : snippet;
  return text || subject;
}

function ClaimedBy({ id }: { id: string | null }) {
  const name = useNameOf()(id);
  const isMine = useWho()?.id === id;
  const says = isMine ? 'You are on it' : `${name.split(' ')[0] ?? name} is on it`;
  return <span className="font-medium text-accent">{says} · </span>;
}

function Due({ item }: { item: QueueItem }) {
  const now = useNow();
  if (item.snoozed_until) {
    return (
      <span className="shrink-0 text-xs text-ink-3">
        back <Distance at={item.snoozed_until} />
      </span>
    );
  }
  if (!item.expires_at) {
    return (
      <span className="shrink-0 text-xs text-ink-3">
        <Distance at={item.asked_at} />
      </span>
    );
  }
  const left = Date.parse(item.expires_at) - now;
  return (
    <span
      className={`shrink-0 text-xs tabular-nums ${left < SOON_MS ? 'font-medium text-amber' : 'text-ink-3'}`}
    >
      {left > 0 ? `${spanText(left)} left` : 'expired'}
    </span>
  );
}
