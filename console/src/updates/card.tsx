import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/effect.tsx';
import { Distance } from '../ui/time.tsx';
import { ProofLine } from './proof.tsx';
import type { Update } from './queries.ts';
import { STATES, WAYS } from './words.ts';

/** One update in the list: what it says, how well it is known, and what became of it. */
export function UpdateCard({ one }: { one: Update }) {
  const state = STATES[one.state];
  return (
    <article className="relative grid gap-2.5 rounded-xl border border-line bg-surface px-5 py-4 hover:border-line-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={state.tone}>{state.says}</Badge>
        {one.widens && <Badge tone="amber">Widens: for an owner</Badge>}
        <span className="text-ink-3">{one.label}</span>
      </p>
      <h2 className="text-pretty font-medium">
        <Link
          to="/updates/$id"
          params={{ id: one.id }}
          className="after:absolute after:inset-0 after:rounded-xl hover:underline hover:underline-offset-2"
        >
          {one.says}
        </Link>
      </h2>
      <ProofLine proof={one.proof} of={one.group_says} />
      {one.past_says && <p className="text-sm text-pretty text-ink-3">{one.past_says}</p>}
      {one.followed && <p className="text-sm font-medium text-pretty tabular-nums">{one.followed.says}.</p>}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-3">
        <span>
          {one.way ? WAYS[one.way] : one.ways.map((way) => WAYS[way]).join(' or ')}
          {one.found === 'by_hand' && ', made by hand'}
        </span>
        {one.decided_at && (
          <span>
            {one.decided_by}, <Distance at={one.decided_at} />
          </span>
        )}
      </p>
    </article>
  );
}
