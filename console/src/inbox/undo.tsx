import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { CallError } from '../live/client.ts';
import { caseQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { UndoRow } from './undo_row.tsx';
import { useUndo } from './use_undo.ts';

/** Which action of a case to take back. The last one has the focus, so that Enter is enough. */
export function UndoSheet({ id, close }: { id: string; close: () => void }) {
  const { data: one } = useQuery(caseQuery(id));
  const undo = useUndo(id, close);
  if (!one) return null;
  const open = one.performed.toReversed().filter((action) => action.undo);
  const isSnoozed = one.review?.status === 'snoozed';
  return (
    <Sheet title="Undo" close={close}>
      <div className="grid gap-2 p-4" aria-busy={undo.isPending}>
        <p className="text-sm break-words text-ink-2">{one.title}</p>
        {open.length === 0 && !isSnoozed && <p className="text-sm text-pretty">{whyNot(one)}</p>}
        {isSnoozed && (
          <div className="flex items-center gap-3 rounded-lg border border-line px-3 py-2.5">
            <p className="flex-1 text-sm text-ink-2">It was snoozed.</p>
            <Button icon="undo" data-autofocus disabled={undo.isPending} onClick={() => undo.mutate({ one })}>
              Bring it back
            </Button>
          </div>
        )}
        {open.map((action, index) => (
          <UndoRow
            key={action.key}
            one={one}
            action={action}
            isFirst={index === 0 && !isSnoozed}
            isBusy={undo.isPending}
            mustInsist={undo.variables?.key === action.key && asksToInsist(undo.error)}
            run={(anyway) => undo.mutate({ one, key: action.key, anyway })}
          />
        ))}
      </div>
    </Sheet>
  );
}

/** The server does not know whether somebody changed it since, or learned just now that somebody did. */
function asksToInsist(fault: Error | null): boolean {
  return fault instanceof CallError && fault.path === 'anyway';
}

function whyNot(one: CaseView): string {
  const why = one.performed.toReversed().find((action) => action.undo_not)?.undo_not;
  if (why) return `Nothing can be taken back: ${why}.`;
  return 'Nothing was done in this case yet, so there is nothing to take back.';
}
