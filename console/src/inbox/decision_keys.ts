import { useEffect, useState } from 'react';
import type { CaseView } from '../live/answers.ts';
import { useKeys, type Binding } from '../keys/keys.ts';
import { useWho } from '../shell/desk.tsx';
import { useNow } from '../ui/time.tsx';
import { isHeldByAnother } from './held.ts';
import type { Step } from './bar.tsx';
import type { Way } from './way.ts';
import type { Decide } from './use_decide.tsx';
import type { SeenPlan } from './use_seen_plan.ts';

export interface Can {
  /** Hand over and snooze. */
  decide: boolean;
  approve: boolean;
  edit: boolean;
  reject: boolean;
  handle: boolean;
}

interface Given {
  one: CaseView;
  way: Way;
  seen: SeenPlan;
  decide: Decide;
  step: Step;
  setStep: (step: Step) => void;
  approve: () => void;
}

/** A case that has only just come up is not decided by a key that was meant for the one before it. */
const ARM_MS = 350;

function useArmed(): boolean {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setArmed(true), ARM_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return isArmed;
}

/** What may be done with the case as it stands, and the keys for it. Nothing while a decision is on its way. */
export function useDecisionKeys({ one, way, seen, decide, step, setStep, approve }: Given): Can {
  const isTheirs = isHeldByAnother(one.review, useWho()?.id, useNow());
  const isFree = !decide.isBusy && step === 'look';
  const isFresh = way.isAsked && !seen.hasChanged && !isTheirs;
  const can: Can = {
    decide: isFree && isFresh,
    approve: isFree && isFresh && way.runs && way.hasPlan && one.review?.effect === 'approve',
    edit: isFree && isFresh && way.runs,
    reject: isFree && isFresh && way.runs && way.hasPlan,
    handle: isFree && one.status !== 'closed' && !seen.hasChanged && !isTheirs,
  };
  const to = (keys: string, says: string, next: Step): Binding => ({
    keys,
    says,
    group: 'Decide',
    run: () => setStep(next),
  });
  const isArmed = useArmed();
  useKeys([{ keys: 'a', says: 'Approve', group: 'Decide', run: approve }], can.approve && isArmed);
  useKeys([to('e', 'Edit, then approve', 'edit')], can.edit && isArmed);
  useKeys([to('r', 'Reject', 'reject')], can.reject && isArmed);
  useKeys([to('h', 'Hand over', 'hand'), to('s', 'Snooze', 'snooze')], can.decide && isArmed);
  useKeys(
    [{ keys: 'v', says: 'I have looked at the new plan', group: 'Decide', run: seen.look }],
    seen.hasChanged,
  );
  useKeys([to('d', 'Done by hand', 'handle')], can.handle && isArmed);
  return can;
}
