import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { count } from '../ui/words.ts';
import { readWorkflowAgain } from '../workflow/queries.ts';
import type { Drafting } from './draft.ts';
import type { BoundaryView, Check } from './queries.ts';

interface PutBarProps {
  view: BoundaryView;
  drafting: Drafting;
  /** The answer about what is on the page now; undefined while it is on its way. */
  check: Check | undefined;
  text: string;
  isChanged: boolean;
  hasMoved: boolean;
}

/** The last step: why, and then in force or before a second person. Says what is still missing. */
export function PutBar({ view, drafting, check, text, isChanged, hasMoved }: PutBarProps) {
  const { draft, edit, drop } = drafting;
  const [isSure, setIsSure] = useState(false);
  const put = usePut(view, drop);
  if (!isChanged) return null;
  const missing = missingFrom({ view, check, draft, hasMoved });
  const does = view.may.needs_two ? 'Propose it' : 'Put it in force';
  const wider = (check?.backtest?.groups ?? []).filter(({ direction }) => direction === 'wider');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (missing) return;
    const ticked = wider.flatMap(({ id }) => (draft.ticked.includes(id) ? [id] : []));
    put.mutate({ text, base: draft.base, because: draft.because.trim(), ticked });
  };
  return (
    <form
      aria-label="Put the change in force"
      onSubmit={submit}
      className="sticky bottom-0 z-10 -mx-4 grid gap-2 border-t border-line bg-bg px-4 py-3 sm:-mx-8 sm:px-8"
    >
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <label className="grid min-w-full flex-1 sm:min-w-[14rem] gap-1">
          <span className="text-xs font-medium text-ink-2">Because</span>
          <input
            value={draft.because}
            maxLength={1_000}
            onChange={(event) => edit({ because: event.target.value })}
            placeholder="Why is it changed? It is kept with the boundary."
            className="field"
          />
        </label>
        {isSure ? (
          <Button
            look="danger"
            onClick={() => {
              drop();
              setIsSure(false);
            }}
          >
            Really throw it away
          </Button>
        ) : (
          <Button look="quiet" onClick={() => setIsSure(true)}>
            Throw away
          </Button>
        )}
        <Button type="submit" look="main" disabled={missing !== null || put.isPending}>
          {does}
        </Button>
      </div>
      <p aria-live="polite" className={`text-xs text-pretty ${put.error ? 'text-red' : 'text-ink-2'}`}>
        {put.error ? `${faultText(put.error)} What you wrote is kept.` : (missing ?? view.may.says)}
      </p>
    </form>
  );
}

function usePut(view: BoundaryView, drop: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; base: string; because: string; ticked: string[] }) =>
      call('change_boundary', { id: view.workflow, body }),
    onSuccess: ({ says }) => {
      toast({ tone: 'done', says });
      drop();
    },
    onSettled: () => readWorkflowAgain(client, view.workflow),
  });
}

type Missing = Pick<PutBarProps, 'view' | 'check' | 'hasMoved'> & { draft: Drafting['draft'] };

/** What stands in the way, the first thing first; null where nothing does. */
function missingFrom({ view, check, draft, hasMoved }: Missing): string | null {
  if (!view.may.change) return view.may.says;
  if (hasMoved) return 'Somebody changed it meanwhile: look at that first, above.';
  if (!check) return 'It is being checked…';
  if (check.faults.length > 0) return `The text has ${count(check.faults.length, 'fault')}.`;
  const open = (check.backtest?.groups ?? []).filter(
    ({ id, direction }) => direction === 'wider' && !draft.ticked.includes(id),
  );
  if (open.length > 0) {
    return `${count(open.length, 'widening is', 'widenings are')} not ticked yet.`;
  }
  return draft.because.trim() === '' ? 'Say why it is changed.' : null;
}
