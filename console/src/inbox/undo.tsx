import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { caseQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { Money, Stamp } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';

/** A snooze ends at a time to come, so one that is taken back ends this soon. */
const BACK_MS = 2_000;

/** Which action of a case to take back. The last one has the focus, so that Enter is enough. */
export function UndoSheet({ id, close }: { id: string; close: () => void }) {
  const { data: one } = useQuery(caseQuery(id));
  const undo = useUndo(id, close);
  if (!one) return null;
  const done = one.performed.toReversed();
  const open = done.filter((action) => action.undo);
  const isSnoozed = one.review?.status === 'snoozed';
  return (
    <Sheet title="Undo" close={close}>
      <div className="grid gap-2 p-4" aria-busy={undo.isPending}>
        <p className="text-sm text-ink-2">{one.title}</p>
        {open.length === 0 && !isSnoozed && <p className="text-sm">{whyNot(one)}</p>}
        {isSnoozed && (
          <Row
            says="It was snoozed."
            does="Bring it back"
            isBusy={undo.isPending}
            run={() => undo.mutate({ one })}
            first
          />
        )}
        {open.map((action, index) => (
          <Row
            key={action.key}
            title={
              <>
                {action.label} {action.money && <Money value={action.money} />}
              </>
            }
            says={action.undo?.says ?? ''}
            until={action.undo?.until ?? null}
            does={action.undo?.label ?? 'Undo'}
            isBusy={undo.isPending}
            first={index === 0}
            run={() => undo.mutate({ one, key: action.key })}
          />
        ))}
      </div>
    </Sheet>
  );
}

function whyNot(one: CaseView): string {
  const why = one.performed.toReversed().find((action) => action.undo_not)?.undo_not;
  if (why) return `Nothing can be taken back: ${why}.`;
  return 'Nothing was done in this case yet, so there is nothing to take back.';
}

function useUndo(id: string, close: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ one, key }: { one: CaseView; key?: string }) => {
      if (key !== undefined) return call('undo', { id, body: { key } });
      const until = new Date(Date.now() + BACK_MS).toISOString();
      const body = { plan: one.plan?.digest ?? '', decision: 'snooze', until } as const;
      await call('decide', { id: one.review?.id ?? '', body });
      return { says: 'It comes back now.' };
    },
    onSuccess: (answer) => {
      toast({ tone: 'done', says: answer.says });
      close();
    },
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', id] }),
  });
}

interface RowProps {
  title?: React.ReactNode;
  says: string;
  until?: string | null;
  does: string;
  isBusy: boolean;
  first: boolean;
  run: () => void;
}

function Row({ title, says, until, does, isBusy, first, run }: RowProps) {
  return (
    <div className="flex items-center gap-3 rounded-lg border border-line px-3 py-2.5">
      <div className="min-w-0 flex-1 text-sm">
        {title && <p className="font-medium">{title}</p>}
        <p className="text-ink-2">{says}</p>
        {until && (
          <p className="text-xs text-ink-3">
            Possible until <Stamp at={until} />
          </p>
        )}
      </div>
      <Button icon="undo" data-autofocus={first ? '' : undefined} disabled={isBusy} onClick={run}>
        {does}
      </Button>
    </div>
  );
}
