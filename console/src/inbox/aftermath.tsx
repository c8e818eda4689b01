import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { caseQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { MakeRule } from '../updates/from_edit.tsx';
import { UndoSheet } from './undo.tsx';

/** Decisions in which a person may have done otherwise than was planned. */
const OTHERWISE = new Set(['edit', 'handled']);

/** What became of a decision, followed while its message is on the screen. */
export function Aftermath({ id }: { id: string }) {
  const { data: one } = useQuery(caseQuery(id));
  const [isOpen, setOpen] = useState(false);
  if (!one) return null;
  const done = one.performed.filter((action) => action.status === 'done');
  const canUndo = done.some((action) => action.undo);
  const bad = one.performed.find((action) => action.status === 'failed' || action.status === 'unknown');
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs text-ink-2">
      {bad ? (
        <span className="text-red">
          {bad.label}: {bad.status === 'failed' ? 'failed' : 'its fate is not known'}
        </span>
      ) : (
        done.length > 0 && <span>Done: {done.map((action) => action.label).join(', ')}</span>
      )}
      {canUndo && (
        <Button small icon="undo" hint="u" onClick={() => setOpen(true)}>
          Undo
        </Button>
      )}
      <Link to="/cases/$id" params={{ id }} className="underline underline-offset-2 hover:text-ink">
        See the case
      </Link>
      {OTHERWISE.has(one.review?.decision ?? '') && <MakeRule id={id} version={one.version} />}
      {isOpen && <UndoSheet id={id} close={() => setOpen(false)} />}
    </div>
  );
}
