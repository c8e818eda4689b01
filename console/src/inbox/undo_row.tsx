import { useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CaseView, Performed, UndoPreview } from '../live/answers.ts';
import { undoQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { Moment, Money } from '../ui/time.tsx';

interface UndoRowProps {
  one: CaseView;
  action: Performed;
  isFirst: boolean;
  isBusy: boolean;
  /** It was refused once, for want of a word that it is to be taken back whatever became of it. */
  mustInsist: boolean;
  run: (anyway: boolean) => void;
}

/** One action that can be taken back. The button comes once it is known what it would do. */
export function UndoRow({ one, action, isFirst, isBusy, mustInsist, run }: UndoRowProps) {
  const preview = useQuery(undoQuery(one.id, action.key, one.version));
  return (
    <div className="grid gap-2 rounded-lg border border-line px-3 py-2.5">
      <div className="text-sm">
        <p className="font-medium">
          {action.label} {action.money && <Money value={action.money} />}
        </p>
        {preview.isPending && <p className="text-ink-3">Looking at what it would do…</p>}
        {preview.isError && (
          <p role="alert" className="text-pretty text-red">
            What it would do cannot be said: {faultText(preview.error)}
          </p>
        )}
        {preview.data && <p className="text-pretty text-ink-2">{preview.data.says}</p>}
      </div>
      {preview.data?.conflict && <Conflict conflict={preview.data.conflict} />}
      {preview.isError && (
        <div className="flex justify-end">
          <Button small onClick={() => void preview.refetch()}>
            Look again
          </Button>
        </div>
      )}
      {preview.data && (
        <Foot
          preview={preview.data}
          label={preview.data.label ?? action.undo?.label ?? 'Undo'}
          isFirst={isFirst}
          isBusy={isBusy || preview.isFetching}
          mustInsist={mustInsist || preview.data.conflict !== null}
          run={run}
        />
      )}
    </div>
  );
}

/** What the action had set, and what somebody has made of it since. */
function Conflict({ conflict }: { conflict: NonNullable<UndoPreview['conflict']> }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 rounded-md bg-amber-soft px-3 py-2 text-sm text-amber">
      <dt>This action set</dt>
      <dd className="font-medium break-words">{conflict.expected}</dd>
      <dt>It is now</dt>
      <dd className="font-medium break-words">{conflict.found}</dd>
    </dl>
  );
}

interface FootProps {
  preview: UndoPreview;
  label: string;
  isFirst: boolean;
  isBusy: boolean;
  mustInsist: boolean;
  run: (anyway: boolean) => void;
}

function Foot({ preview, label, isFirst, isBusy, mustInsist, run }: FootProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Somebody's later change is not overwritten by an Enter that was meant for something else.
    if (isFirst && !mustInsist) button.current?.focus();
  }, [isFirst, mustInsist]);
  if (!preview.ok && !mustInsist) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-xs text-ink-3">
        {preview.until && (
          <>
            Possible until <Moment at={preview.until} bare />
          </>
        )}
      </p>
      <Button
        ref={button}
        icon="undo"
        look={mustInsist ? 'danger' : 'plain'}
        disabled={isBusy}
        onClick={() => run(mustInsist)}
      >
        {mustInsist ? 'Take it back anyway' : label}
      </Button>
    </div>
  );
}
