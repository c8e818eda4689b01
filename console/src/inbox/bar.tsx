import type { CaseView } from '../live/answers.ts';
import { useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { listed } from '../ui/words.ts';
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
    <div className="@container shrink-0 border-t border-line bg-surface">
      <div
        role="toolbar"
        aria-label="Decide"
        aria-busy={isBusy}
        className="flex flex-wrap items-center gap-1 px-4 py-2.5 max-sm:gap-y-0.5"
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
            icon="check"
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
            <Button hint="e" aria-keyshortcuts="e" disabled={!can.decide} onClick={() => go('edit')}>
              Edit
            </Button>
            <Button hint="r" aria-keyshortcuts="r" disabled={!can.decide} onClick={() => go('reject')}>
              Reject
            </Button>
          </>
        )}
        <span className="flex-1 max-sm:hidden" />
        <div className="-mr-1.5 flex flex-wrap @max-[530px]:[&_button>span]:hidden max-sm:-ml-1.5 max-sm:w-full">
          {isAsked && (
            <>
              <Quiet says="Hand over" hint="h" isOff={!can.decide} run={() => go('hand')} />
              <Quiet says="Snooze" hint="s" isOff={!can.decide} run={() => go('snooze')} />
            </>
          )}
          {!isForPerson && (
            <Quiet says="Done by hand" hint="d" isOff={!can.handle} run={() => go('handle')} />
          )}
        </div>
        <WrongRole one={one} />
      </div>
    </div>
  );
}

function Quiet({ says, hint, isOff, run }: { says: string; hint: string; isOff: boolean; run: () => void }) {
  return (
    <Button look="quiet" small hint={hint} aria-keyshortcuts={hint} disabled={isOff} onClick={run}>
      {says}
    </Button>
  );
}

function WrongRole({ one }: { one: CaseView }) {
  const who = useWho();
  const role = one.review?.role;
  const isAsked = one.review?.status === 'open' || one.review?.status === 'claimed';
  if (!role || !who || !isAsked || who.roles.includes(role) || who.roles.includes('owner')) return null;
  return (
    <p className="w-full text-xs text-amber">
      A {role} decides this, and {who.name} is {listed(who.roles)}: hand it over, or change who you are.
    </p>
  );
}
