import { Link } from '@tanstack/react-router';
import { Badge, type Tone } from '../ui/effect.tsx';
import { Fold } from '../ui/section.tsx';
import { Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import type { StageView } from '../workflow/queries.ts';

type Change = StageView['history'][number];

const WORDS: Record<Change['direction'], { says: string; tone: Tone }> = {
  widened: { says: 'Widened', tone: 'green' },
  narrowed: { says: 'Narrowed', tone: 'amber' },
  moved: { says: 'Moved', tone: 'grey' },
};

/** Who changed the roll-out, why, and what was known at that moment. */
export function History({ view }: { view: StageView }) {
  if (view.history.length === 0) {
    return <p className="text-sm text-ink-2">Nobody has changed it yet: it is as its file says.</p>;
  }
  return (
    <ol className="grid">
      {view.history.map((change) => (
        <li
          key={`${change.at} ${change.says}`}
          className="grid gap-x-6 gap-y-1 border-t border-line py-4 first:border-0 first:pt-1 md:grid-cols-[150px_minmax(0,1fr)]"
        >
          <p className="text-sm text-ink-3">
            <Stamp at={change.at} />
            <span className="block text-ink-2">{change.by}</span>
          </p>
          <div className="grid max-w-[72ch] gap-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <Badge tone={WORDS[change.direction].tone}>{WORDS[change.direction].says}</Badge>
              <span className="font-medium text-pretty">{change.says}</span>
            </p>
            {change.because && <p className="text-pretty text-ink-2">{change.because}</p>}
            <p className="text-sm text-pretty text-ink-3">{change.evidence}</p>
            <Causes cases={change.cases} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Causes({ cases }: { cases: string[] }) {
  if (cases.length === 0) return null;
  return (
    <Fold says={`${count(cases.length, 'case')} that caused it`}>
      <ul className="flex flex-wrap gap-x-3 gap-y-1 pt-0.5">
        {cases.map((id) => (
          <li key={id}>
            <Link
              to="/cases/$id"
              params={{ id }}
              className="font-mono text-xs text-accent underline underline-offset-2"
            >
              {id}
            </Link>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
