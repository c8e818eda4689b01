import type { ReactNode } from 'react';
import type { CaseView } from '../live/answers.ts';
import { Stopped } from '../case/stopped.tsx';
import { useNameOf, useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Distance, useNow } from '../ui/time.tsx';
import { sentence } from '../ui/words.ts';
import { isHeldByAnother } from './held.ts';
import { wayOf } from './way.ts';
import type { SeenPlan } from './use_seen_plan.ts';

/** How the question stands, where that is not simply: open, and yours to answer. */
export function Standing({ one }: { one: CaseView }) {
  const nameOf = useNameOf();
  const who = useWho();
  const now = useNow();
  const { review } = one;
  if (one.status === 'stopped') return <Stopped one={one} />;
  if (one.status === 'unknown') {
    return (
      <Notice tone="amber">
        It is not known whether an action was done. Look in the system itself, then say what became of it.
      </Notice>
    );
  }
  if (!review)
    return one.status === 'closed' ? null : (
      <Notice>Nothing is asked of a person here. {stepSays(one)}</Notice>
    );
  if (review.status === 'decided') {
    return (
      <Notice>
        {review.decision ? (DECIDED[review.decision] ?? 'Decided') : 'Decided'} by {nameOf(review.decided_by)}
        .
      </Notice>
    );
  }
  if (review.status === 'expired')
    return <Notice>Nobody decided in time, so the question lapsed. {stepSays(one)}</Notice>;
  if (review.status === 'snoozed' && review.snoozed_until && Date.parse(review.snoozed_until) > now) {
    return (
      <Notice>
        Snoozed; it comes back <Distance at={review.snoozed_until} />.
      </Notice>
    );
  }
  if (isHeldByAnother(review, who?.id, now)) {
    return (
      <Notice>
        {nameOf(review.claimed_by)} is working on this
        {review.claimed_until && (
          <>
            ; the claim lapses <Distance at={review.claimed_until} />
          </>
        )}
        .
      </Notice>
    );
  }
  // Nothing can be approved here, so the reason comes before the proposal and not after it.
  const { hasPlan, isSealed } = wayOf(one);
  return review.effect !== 'approve' && hasPlan && !isSealed ? (
    <Notice>{sentence(review.says)}</Notice>
  ) : null;
}

const DECIDED: Record<string, string> = {
  approve: 'Approved',
  edit: 'Approved with changes',
  reject: 'Rejected',
  handled: 'Done by hand',
};

function stepSays(one: CaseView): string {
  return one.status === 'closed' ? '' : `It is at the step “${one.step}”.`;
}

/** Something changed while it was being read: nothing is decided before a fresh look. */
export function PlanChanged({ seen }: { seen: SeenPlan }) {
  return (
    <div role="alert" className="grid gap-2 rounded-lg bg-amber-soft px-4 py-3 text-sm text-amber">
      <p className="flex items-center gap-2 font-medium">
        <Icon name="warn" /> The plan changed while you were reading
      </p>
      {seen.changes.length > 0 && (
        <ul className="grid gap-0.5 pl-6">
          {seen.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <div className="pl-6">
        <Button small hint="v" aria-keyshortcuts="v" onClick={seen.look}>
          I have looked at the new plan
        </Button>
      </div>
    </div>
  );
}

/** What was sent decided nothing: somebody was quicker, or the facts changed. It stays until it was read. */
export function Refused({ says, dismiss }: { says: string; dismiss: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-lg bg-amber-soft py-2.5 pr-2.5 pl-4 text-sm text-amber"
    >
      <span className="mt-0.5">
        <Icon name="warn" />
      </span>
      <p className="min-w-0 flex-1 pt-px text-pretty">
        <span className="font-medium">Nothing was decided by you.</span> {says}
      </p>
      <Button small onClick={dismiss}>
        I have read this
      </Button>
    </div>
  );
}

export function Notice({ children, tone = 'grey' }: { children: ReactNode; tone?: 'grey' | 'amber' }) {
  const look = tone === 'amber' ? 'bg-amber-soft text-amber' : 'bg-hover text-ink-2';
  return (
    <p role="status" className={`rounded-lg px-4 py-2.5 text-sm text-pretty ${look}`}>
      {children}
    </p>
  );
}
