import { useQuery } from '@tanstack/react-query';
import type { StoryEntry } from '../live/answers.ts';
import { storyQuery } from '../live/queries.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { actorName } from './actor.ts';

/** Every entry of a case as a sentence; each opens to what is stored, with its place in the chain of hashes. */
export function Story({ id }: { id: string }) {
  const query = useQuery(storyQuery(id));
  if (query.isError)
    return <Failed what="The story" error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton label="Loading the story" lines={5} />;
  const { entries, verified, says } = query.data;
  return (
    <Section title="Story" aside={count(entries.length, 'entry', 'entries')}>
      <p className={`flex items-start gap-2 text-sm ${verified ? 'text-ink-2' : 'text-red'}`}>
        <span className="flex shrink-0 items-center gap-1.5">
          <Icon name={verified ? 'link' : 'warn'} />
          <Badge tone={verified ? 'green' : 'red'}>{verified ? 'Chain verified' : 'Chain broken'}</Badge>
        </span>
        <span className="text-pretty">{says}</span>
      </p>
      <ol className="mt-1 grid">
        {entries.map((entry) => (
          <Entry key={entry.version} entry={entry} />
        ))}
      </ol>
    </Section>
  );
}

const DOT: Record<StoryEntry['actor']['type'], string> = {
  person: 'bg-accent',
  agent: 'bg-violet',
  remit: 'bg-edge',
  outside: 'bg-amber',
};

function Entry({ entry }: { entry: StoryEntry }) {
  return (
    <li className="relative pl-6 before:absolute before:top-0 before:bottom-0 before:left-[5px] before:w-px before:bg-line-2 first:before:top-3.5 last:before:bottom-auto last:before:h-3.5">
      <span
        aria-hidden="true"
        className={`absolute top-[10px] left-[1px] size-[9px] rounded-full ring-3 ring-bg ${DOT[entry.actor.type]}`}
      />
      <details className="group min-w-0">
        <summary className="-mx-2 grid gap-x-4 rounded-md px-2 py-1.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]">
          <span className="text-base text-pretty break-words">{entry.says}</span>
          <span className="flex items-center gap-2 text-xs text-ink-3">
            {actorName(entry.actor)} · <Stamp at={entry.at} toTheSecond />
            <span className="transition-transform group-open:rotate-90">
              <Icon name="right" size={12} />
            </span>
          </span>
        </summary>
        <Stored entry={entry} />
      </details>
    </li>
  );
}

function Stored({ entry }: { entry: StoryEntry }) {
  return (
    <dl className="grid gap-2.5 pt-1 pb-4 text-xs">
      <div className="flex flex-wrap gap-x-4 gap-y-1 text-ink-3">
        <dt className="sr-only">Entry</dt>
        <dd>
          entry {entry.version}, <span className="font-mono">{entry.kind}</span>
        </dd>
      </div>
      <Json name="Body" value={entry.body} />
      {entry.private === null || entry.private === undefined ? null : (
        <Json name="Private: what an erasure takes away" value={entry.private} />
      )}
      <Hash name="Hash" value={entry.hash} />
      <Hash name="Hash of the entry before" value={entry.prev_hash} />
    </dl>
  );
}

function Json({ name, value }: { name: string; value: unknown }) {
  return (
    <div className="grid gap-1">
      <dt className="text-ink-3">{name}</dt>
      <dd>
        <pre
          tabIndex={0}
          className="max-h-80 overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {JSON.stringify(value, null, 2)}
        </pre>
      </dd>
    </div>
  );
}

function Hash({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid gap-x-3 sm:grid-cols-[160px_minmax(0,1fr)]">
      <dt className="text-ink-3">{name}</dt>
      <dd className="font-mono break-all text-ink-2">{value}</dd>
    </div>
  );
}
