import type { CaseView } from '../live/answers.ts';
import { useAbsences } from '../away/use_away.ts';
import { decidersOf, mayDecide } from '../case/deciders.ts';
import { useDesk, useNameOf, useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { listed } from '../ui/words.ts';
import type { Can } from './decision_keys.ts';
import type { Way } from './way.ts';

export type Step = 'look' | 'edit' | 'reject' | 'hand' | 'handle' | 'snooze';

interface BarProps {
  one: CaseView;
  way: Way;
  can: Can;
  isBusy: boolean;
  approve: () => void;
  go: (step: Step) => void;
}

/** The ways to decide, each with its key. It stays in place below the case, whatever the case's length. */
export function DecisionBar({ one, way, can, isBusy, approve, go }: BarProps) {
  if (one.status === 'closed') return null;
  const { isAsked, runs } = way;
  // Where nothing may be run from here, what a person did is all there is to say.
  const isForPerson = way.isForPerson || way.isSealed || !runs || (isAsked && !way.hasPlan);
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
        {isAsked && runs && (
          <Button hint="e" aria-keyshortcuts="e" disabled={!can.edit} onClick={() => go('edit')}>
            {way.hasPlan ? 'Edit' : 'Choose what to do'}
          </Button>
        )}
        {isAsked && runs && way.hasPlan && (
          <Button hint="r" aria-keyshortcuts="r" disabled={!can.reject} onClick={() => go('reject')}>
            Reject
          </Button>
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
        <Standpoint one={one} />
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

/** As whom one decides here, where that is not simply as oneself. */
function Standpoint({ one }: { one: CaseView }) {
  const who = useWho();
  const { people } = useDesk();
  const nameOf = useNameOf();
  const absences = useAbsences();
  const { review } = one;
  const isAsked = review?.status === 'open' || review?.status === 'claimed';
  if (!review || !who || !isAsked || review.effect !== 'approve') return null;
  const deciders = decidersOf(review, people, absences);
  const mine = deciders.find(({ id }) => id === who.id);
  if (mine?.instead) {
    const absent = nameOf(mine.instead);
    return <p className="w-full text-xs text-ink-2">You decide for {absent}, who is away.</p>;
  }
  if (mayDecide(deciders, review, who)) return null;
  const asked = review.role ? `A ${review.role} decides this` : 'Somebody else decides this';
  return (
    <p className="w-full text-xs text-amber">
      {asked}, and {who.name} is {listed(who.roles)}: hand it over, or change who you are.
    </p>
  );
}
