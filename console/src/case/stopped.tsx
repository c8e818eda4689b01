import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { brakeQuery } from '../live/queries.ts';
import { openRelease } from '../brake/view.ts';
import { useNameOf } from '../shell/desk.tsx';
import { Icon } from '../ui/icon.tsx';
import { Distance } from '../ui/time.tsx';

/** The case waits for a brake: which one, since when, and what happens once it is released. */
export function Stopped({ one }: { one: CaseView }) {
  const { data } = useQuery(brakeQuery);
  const nameOf = useNameOf();
  if (one.status !== 'stopped' || !one.stopped_by) return null;
  const name = one.stopped_by;
  const thrown = data?.thrown.find((brake) => brake.switch === name && !brake.drill);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-red-soft px-4 py-2.5 text-sm text-red"
    >
      <Icon name="stop" />
      <p className="min-w-[200px] flex-1 text-pretty">
        <span className="font-medium">Stopped: {thrown?.label ?? name}.</span>{' '}
        {thrown?.thrown_at && (
          <>
            {nameOf(thrown.by)}, <Distance at={thrown.thrown_at} />.{' '}
          </>
        )}
        It goes on by itself once that is released, and is ruled again first.
      </p>
      <button
        type="button"
        onClick={() => openRelease(name)}
        className="h-7 shrink-0 rounded-md border border-current/40 px-2.5 text-xs font-semibold hover:bg-surface"
      >
        Release
      </button>
    </div>
  );
}
