import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { caseQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { Money, Stamp } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';

/** Which action of a case to take back. The last one has the focus, so that Enter is enough. */
export function UndoSheet({ id, close }: { id: string; close: () => void }) {
  const client = useQueryClient();
  const { data: one } = useQuery(caseQuery(id));
  const undo = useMutation({
    mutationFn: (key: string) => call('undo', { id, body: { key } }),
    onSuccess: (answer) => {
      toast({ tone: 'done', says: answer.says });
      close();
    },
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', id] }),
  });
  const done = (one?.performed ?? []).toReversed();
  const open = done.filter((action) => action.undo);
  if (!one) return null;
  const why = done.find((action) => action.undo_not)?.undo_not;
  return (
    <Sheet title="Undo" close={close}>
      <div className="grid gap-2 p-4" aria-busy={undo.isPending}>
        <p className="text-sm text-ink-2">{one.title}</p>
        {open.length === 0 && (
          <p className="text-sm">
            {why
              ? `Nothing can be taken back: ${why}.`
              : 'Nothing was done in this case yet, so there is nothing to take back.'}
          </p>
        )}
        {open.map((action, index) => (
          <div key={action.key} className="flex items-center gap-3 rounded-lg border border-line px-3 py-2.5">
            <div className="min-w-0 flex-1 text-sm">
              <p className="font-medium">
                {action.label} {action.money && <Money value={action.money} />}
              </p>
              <p className="text-ink-2">{action.undo?.says}</p>
              {action.undo?.until && (
                <p className="text-xs text-ink-3">
                  Possible until <Stamp at={action.undo.until} />
                </p>
              )}
            </div>
            <Button
              icon="undo"
              data-autofocus={index === 0 ? '' : undefined}
              disabled={undo.isPending}
              onClick={() => undo.mutate(action.key)}
            >
              {action.undo?.label}
            </Button>
          </div>
        ))}
      </div>
    </Sheet>
  );
}
