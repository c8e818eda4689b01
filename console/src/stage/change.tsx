import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, CallError } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { readWorkflowAgain, type Rollout, type StageView } from '../workflow/queries.ts';
import { STAGES } from '../workflow/stage.ts';
import type { Wanted } from './page.tsx';
import { KindsField, ShareField } from './slice_fields.tsx';
import { directionOf, mayDo, STAGE_ORDER, type Direction } from './words.ts';

interface ChangeSheetProps {
  view: StageView;
  wanted: Wanted;
  close: () => void;
}

/** Widen or narrow the roll-out. Says at every moment what the choice would mean, and who may make it. */
export function ChangeSheet({ view, wanted, close }: ChangeSheetProps) {
  const [to, setTo] = useState<Rollout>(wanted.to);
  const [because, setBecause] = useState(wanted.because);
  const direction = directionOf(view.rollout, to);
  const change = useChange(view, close);
  const barred = barredBy(direction, view);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (!barred && because.trim()) change.mutate({ to, because: because.trim() });
  };
  return (
    <Sheet title="Change the roll-out" close={close} wide>
      <form className="grid gap-4 p-4" onSubmit={submit}>
        <StageField value={to.stage} change={(stage) => setTo({ ...to, stage })} />
        {to.stage !== 'record' && (
          <>
            <ShareField value={to.share} change={(share) => setTo({ ...to, share })} />
            <KindsField kinds={view.kinds} value={to.kinds} change={(kinds) => setTo({ ...to, kinds })} />
          </>
        )}
        <label className="grid gap-1">
          <span className="text-xs font-medium text-ink-2">Because</span>
          <textarea
            required
            rows={2}
            maxLength={1_000}
            value={because}
            onChange={(event) => setBecause(event.target.value)}
            className="field"
            placeholder="Why now? It is kept with the change."
          />
        </label>
        <Meaning view={view} to={to} direction={direction} barred={barred} />
        {change.error && (
          <p role="alert" className="text-sm text-red">
            {refusalText(change.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            look="main"
            disabled={barred !== null || because.trim() === '' || change.isPending}
          >
            {{ widened: 'Widen it', narrowed: 'Narrow it', moved: 'Change it', same: 'Change it' }[direction]}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function useChange(view: StageView, close: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) =>
      call('change_stage', { id: view.workflow, body: { ...wanted, version: view.rollout.version } }),
    onSuccess: ({ says }) => {
      toast({ tone: 'done', says });
      close();
    },
    onSettled: () => readWorkflowAgain(client, view.workflow),
  });
}

function refusalText(fault: Error): string {
  const isStale = fault instanceof CallError && fault.status === 409;
  return isStale
    ? `${faultText(fault)} The page shows it now; what you chose is still here.`
    : faultText(fault);
}

function barredBy(direction: Direction, { may }: StageView): string | null {
  if (direction === 'same') return 'Nothing is changed yet.';
  if (direction === 'narrowed') return may.narrow ? null : may.says;
  return may.widen ? null : may.says;
}

interface StageFieldProps {
  value: Rollout['stage'];
  change: (stage: Rollout['stage']) => void;
}

function StageField({ value, change }: StageFieldProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-2">Stage</legend>
      <div className="grid gap-2 sm:grid-cols-4">
        {STAGE_ORDER.map((stage) => (
          <label
            key={stage}
            className="grid cursor-pointer content-start gap-0.5 rounded-lg border border-line-2 px-3 py-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="stage"
              value={stage}
              checked={value === stage}
              onChange={() => change(stage)}
              className="sr-only"
            />
            <span className="text-sm font-medium">{STAGES[stage]?.says}</span>
            <span className="text-xs text-pretty text-ink-2">{STAGES[stage]?.means}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const DIRECTION_SAYS: Record<Direction, string> = {
  widened: 'This widens it.',
  narrowed: 'This narrows it, and anybody may.',
  moved: 'This widens it in one way and narrows it in another.',
  same: '',
};

interface MeaningProps {
  view: StageView;
  to: Rollout;
  direction: Direction;
  barred: string | null;
}

function Meaning({ view, to, direction, barred }: MeaningProps) {
  const tone = direction === 'widened' || direction === 'moved' ? 'bg-amber-soft' : 'bg-sunk';
  return (
    <div aria-live="polite" className={`grid gap-1 rounded-lg px-4 py-3 text-sm ${tone}`}>
      {DIRECTION_SAYS[direction] && <p className="font-medium">{DIRECTION_SAYS[direction]}</p>}
      <p className="text-pretty">{mayDo(to, view.kinds)}</p>
      {barred && (
        <p className="flex items-start gap-1.5 text-pretty text-ink-2">
          {direction !== 'same' && (
            <span className="mt-0.5">
              <Icon name="shield" size={14} />
            </span>
          )}
          {barred}
        </p>
      )}
    </div>
  );
}
