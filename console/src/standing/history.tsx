import { Badge, type Tone } from '../ui/effect.tsx';
import { Stamp } from '../ui/time.tsx';
import { sentence } from '../ui/words.ts';
import type { AgentStanding } from './queries.ts';

const WORDS: Record<AgentStanding['history'][number]['what'], { says: string; tone: Tone }> = {
  opened: { says: 'Opened', tone: 'green' },
  closed: { says: 'Closed', tone: 'red' },
  policy: { says: 'Policy changed', tone: 'amber' },
};

/** When what opened and closed, and on what. */
export function StandingHistory({ agent: { history } }: { agent: AgentStanding }) {
  if (history.length === 0) {
    return (
      <p className="text-sm text-ink-2">Nothing has opened or closed yet. It will stand here when it does.</p>
    );
  }
  return (
    <ol className="grid">
      {history.map((event) => (
        <li
          key={`${event.at} ${event.says}`}
          className="grid gap-x-6 gap-y-1 border-t border-line py-3 first:border-0 md:grid-cols-[150px_minmax(0,1fr)]"
        >
          <p className="text-sm text-ink-3">
            <Stamp at={event.at} />
            <span className="block text-ink-2">{event.by}</span>
          </p>
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
            <Badge tone={WORDS[event.what].tone}>{WORDS[event.what].says}</Badge>
            <span className="max-w-[72ch] text-pretty">{sentence(event.says)}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
