import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '../live/answers.ts';
import { useKeys } from '../keys/keys.ts';
import { Checked } from '../case/checked.tsx';
import { CaseHeading } from '../case/heading.tsx';
import { Messages } from '../case/messages.tsx';
import { Performed } from '../case/performed.tsx';
import { Proposal } from '../case/proposal.tsx';
import { Chain } from '../case/chain.tsx';
import { RevealedView } from '../case/revealed.tsx';
import { Ruling } from '../case/ruling.tsx';
import { useNameOf } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { DecisionBar, type Step } from './bar.tsx';
import { EditPanel } from './edit.tsx';
import { HandleSheet } from './handle.tsx';
import { HandOverSheet, SnoozeSheet } from './options.tsx';
import { WithoutProposal } from './blind.tsx';
import { PlanChanged, Refused, Standing } from './standing.tsx';
import { RejectSheet } from './reject.tsx';
import { SettleSheet } from './settle.tsx';
import { useLook } from './look.ts';
import { useScrollKeys } from './scroll_keys.ts';
import { useDecide, type Decide } from './use_decide.tsx';
import { useSeenPlan } from './use_seen_plan.ts';
import { useDecisionKeys } from './decision_keys.ts';
import { wayOf } from './way.ts';

interface DecisionProps {
  one: CaseView;
  moveOn: (id: string) => void;
  startUndo: (id: string) => void;
  /** To the case after this one, where the reader stayed to see what was revealed. */
  next: () => void;
}

/** The middle pane: what was asked, what is proposed, how it is ruled, and what to do about it. */
export function Decision({ one, moveOn, startUndo, next }: DecisionProps) {
  const decide = useDecide(one, moveOn);
  const revealedAt = one.checked?.at;
  const [chosenStep, setChosen] = useState<{ step: Step; since?: string | undefined }>({ step: 'look' });
  const setStep = (next: Step) => setChosen({ step: next, since: revealedAt });
  // What was begun on a planted plan ends with its reveal.
  const chosen = chosenStep.since === revealedAt ? chosenStep.step : 'look';
  const way = wayOf(one);
  // What was begun ends when somebody else decides: nothing typed here could be sent any more.
  const step = way.isAsked || chosen === 'handle' ? chosen : 'look';
  const [settling, setSettling] = useState<string>();
  const seen = useSeenPlan(one);
  const done = () => setStep('look');
  const approve = () => decide.decide({ decision: 'approve' }, seen.digest);
  const box = useRef<HTMLDivElement>(null);
  useScrollKeys(box);
  useLook(one);
  useEffect(() => {
    if (revealedAt !== undefined) box.current?.scrollTo({ top: 0 });
  }, [revealedAt]);
  const can = useDecisionKeys({ one, way, seen, decide, step, setStep, approve });
  useKeys(
    [{ keys: 'Escape', says: 'Stop editing', group: 'Decide', hidden: true, run: done }],
    step === 'edit',
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        ref={box}
        role="region"
        aria-label="Case"
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <div className="mx-auto grid max-w-[720px] grid-cols-[minmax(0,1fr)] gap-6 px-4 pt-5 pb-8 sm:px-6">
          <CaseHeading one={one} />
          {decide.refused && <Refused says={faultText(decide.refused)} dismiss={decide.dismiss} />}
          {one.checked && <Checked check={one.checked} look={seen.hasChanged ? seen.look : undefined} />}
          {seen.hasChanged && step !== 'edit' && !one.checked ? (
            <PlanChanged seen={seen} />
          ) : (
            <Standing one={one} />
          )}
          {one.revealed && <Reveal one={one} next={next} />}
          <Messages messages={one.messages} title={one.title} />
          <Performed one={one} undo={() => startUndo(one.id)} settle={setSettling} />
          {step === 'edit' ? (
            <EditPanel one={one} seen={seen} decide={decide} close={done} />
          ) : one.revealed ? null : way.hasPlan && one.plan ? (
            <Proposal plan={one.plan} />
          ) : (
            <WithoutProposal one={one} way={way} />
          )}
          {one.review && <Chain review={one.review} />}
          {step !== 'edit' && way.hasPlan && one.plan && !one.revealed && (
            <Ruling plan={one.plan} review={one.review} workflow={one.workflow} keys={one.keys} />
          )}
        </div>
      </div>
      {step !== 'edit' && (
        <DecisionBar way={way} can={can} isBusy={decide.isBusy} approve={approve} go={setStep} one={one} />
      )}
      <Sheets one={one} digest={seen.digest} decide={decide} step={step} close={done} />
      {settling && <SettleSheet one={one} actionKey={settling} close={() => setSettling(undefined)} />}
    </div>
  );
}

/** After a blind decision: how it compares, and on to the next. */
function Reveal({ one, next }: { one: CaseView; next: () => void }) {
  const nameOf = useNameOf();
  if (!one.revealed) return null;
  const who = nameOf(one.review?.decided_by ?? null);
  return (
    <RevealedView revealed={one.revealed} person={who} kinds={one.kinds}>
      <div className="pt-1">
        <Button hint="j" aria-keyshortcuts="j" onClick={next} ref={focusOnce}>
          Next case
        </Button>
      </div>
    </RevealedView>
  );
}

/** The focus was in the form that has just closed. */
function focusOnce(button: HTMLButtonElement | null): void {
  if (document.activeElement === document.body) button?.focus({ preventScroll: true });
}

interface SheetsProps {
  one: CaseView;
  digest: string;
  decide: Decide;
  step: Step;
  close: () => void;
}

function Sheets({ one, digest, decide, step, close }: SheetsProps) {
  const shared = { one, digest, decide, close };
  if (step === 'reject') return <RejectSheet {...shared} />;
  if (step === 'hand') return <HandOverSheet {...shared} />;
  if (step === 'snooze') return <SnoozeSheet {...shared} />;
  if (step === 'handle') return <HandleSheet {...shared} />;
  return null;
}
