import { Link } from '@tanstack/react-router';
import type { CaseView } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';
import { Distance, useNow } from '../ui/time.tsx';
import { humanise } from '../ui/words.ts';
import { stepText } from './chain.tsx';
import { RolloutBadge } from './rollout.tsx';

/** Which case this is, in two lines. */
export function CaseHeading({ one, level = 2 }: { one: CaseView; level?: 1 | 2 }) {
  const isAsked = ['open', 'claimed', 'snoozed'].includes(one.review?.status ?? '');
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5">
      <Title
        title={one.title}
        className="line-clamp-4 text-xl leading-snug font-semibold tracking-[-0.01em] text-balance break-words"
      >
        {one.title || 'A case without a title'}
      </Title>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-ink-2">
        {one.review?.sealed && one.review.status !== 'decided' ? null : (
          <Badge tone="grey">{one.kind_label ?? 'Kind not known yet'}</Badge>
        )}
        <RolloutBadge one={one} />
        {isAsked && one.review && stepText(one.review) && <Badge tone="blue">{stepText(one.review)}</Badge>}
        {one.reworked && <Badge tone="amber">Came back</Badge>}
        {one.status === 'closed' && (
          <Badge tone="green">Closed: {humanise(one.outcome ?? 'done').toLowerCase()}</Badge>
        )}
        <span className="min-w-0 break-all">{one.subject}</span>
        <span className="text-ink-3">
          <Distance at={one.opened_at} />
        </span>
        <Link
          to="/workflows/$name"
          params={{ name: one.workflow }}
          className="text-ink-3 underline decoration-line-2 underline-offset-2 hover:text-ink"
        >
          {one.workflow_label}
        </Link>
        <Expiry at={isAsked ? (one.review?.expires_at ?? null) : null} />
      </div>
    </div>
  );
}

const SOON_MS = 30 * 60_000;

/** When the question lapses; amber when that is soon. */
export function Expiry({ at }: { at: string | null }) {
  const now = useNow();
  if (!at) return null;
  const left = Date.parse(at) - now;
  return (
    <span className={left < SOON_MS ? 'font-medium text-amber' : 'text-ink-3'}>
      {left > 0 ? 'expires ' : 'expired '}
      <Distance at={at} />
    </span>
  );
}
