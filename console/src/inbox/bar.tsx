import type { CaseView } from '../live/answers.ts';
import { useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import type { Can } from './decision_keys.ts';

export type Step = 'look' | 'edit' | 'reject' | 'hand' | 'handle' | 'snooze';

interface BarProps {
  one: CaseView;
  can: Can;
  isBusy: boolean;
  approve: () => void;
  go: (step: Step) => void;
}

/** The ways to decide, each with its key. It stays in place below the case, whatever the case's length. */
export function DecisionBar({ one, can, isBusy, approve, go }: BarProps) {
  if (one.status === 'closed') return null;
  const isAsked = one.review !== null && !['decided', 'expired'].includes(one.review.status);
  const isForPerson = one.review?.effect === 'human' || one.review?.effect === 'deny';
  return (
    <div
      role="toolbar"
      aria-label="Decide"
      aria-busy={isBusy}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-t border-line bg-surface px-4 py-2.5 sm:px-6"
    >
      {isAsked && !isForPerson && (
        <Button
          look="main"
          icon="check"
          hint="a"
          aria-keyshortcuts="a"
          disabled={!can.approve}
          onClick={approve}
        >
          {isBusy ? 'Approving' : 'Approve'}
        </Button>
      )}
      {isForPerson && (
        <Button
          look="main"
          icon="hand"
          hint="d"
          aria-keyshortcuts="d"
          disabled={!can.handle}
          onClick={() => go('handle')}
        >
          Done by hand
        </Button>
      )}
      {isAsked && (
        <>
          <Button icon="pen" hint="e" aria-keyshortcuts="e" disabled={!can.decide} onClick={() => go('edit')}>
            Edit
          </Button>
          <Button hint="r" aria-keyshortcuts="r" disabled={!can.decide} onClick={() => go('reject')}>
            Reject
          </Button>
          <span className="flex-1" />
          <Button
            look="quiet"
            hint="h"
            aria-keyshortcuts="h"
            disabled={!can.decide}
            onClick={() => go('hand')}
          >
            Hand over
          </Button>
          <Button
            look="quiet"
            hint="s"
            aria-keyshortcuts="s"
            disabled={!can.decide}
            onClick={() => go('snooze')}
          >
            Snooze
          </Button>
        </>
      )}
      {!isForPerson && (
        <Button
          look="quiet"
          hint="d"
          aria-keyshortcuts="d"
          disabled={!can.handle}
          onClick={() => go('handle')}
        >
          Done by hand
        </Button>
      )}
      <WrongRole one={one} />
    </div>
  );
}

function WrongRole({ one }: { one: CaseView }) {
  const who = useWho();
  const role = one.review?.role;
  const isAsked = one.review?.status === 'open' || one.review?.status === 'claimed';
  if (!role || !who || !isAsked || who.roles.includes(role)) return null;
  return (
    <p className="w-full text-xs text-amber">
      This asks for the role {role}. {who.name} does not have it, so a decision will be refused.
    </p>
  );
}
