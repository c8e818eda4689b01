import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Stamp } from '../ui/time.tsx';
import { Difference } from './difference.tsx';
import type { Drafting } from './draft.ts';
import type { BoundaryView } from './queries.ts';

interface BaseMovedProps {
  view: BoundaryView;
  drafting: Drafting;
}

/** Somebody put another boundary in force meanwhile. Nothing is merged behind anybody's back. */
export function BaseMoved({ view, drafting }: BaseMovedProps) {
  const { draft, edit, drop } = drafting;
  const last = view.history[0];
  return (
    <section
      role="alert"
      aria-label="Changed meanwhile"
      className="grid gap-3 rounded-xl border border-amber/40 bg-amber-soft px-5 py-4"
    >
      <p className="flex items-center gap-2 font-semibold text-amber">
        <Icon name="warn" /> The boundary was changed while you were at it
      </p>
      <p className="max-w-[72ch] text-sm text-pretty">
        {last && (
          <>
            {last.by}, <Stamp at={last.at} />
            {last.because ? `: ${last.because} ` : '. '}
          </>
        )}
        Your text is kept below. Put into it by hand what you want of this, then say that you have.
      </p>
      <Difference label="What was changed meanwhile" before={draft.baseText} after={view.text} />
      <div className="flex flex-wrap gap-2">
        <Button look="main" onClick={() => edit({ base: view.version, baseText: view.text, ticked: [] })}>
          My text has it now
        </Button>
        <Button onClick={drop}>Drop mine, start from what is in force</Button>
      </div>
    </section>
  );
}
