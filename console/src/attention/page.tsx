import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useWho } from '../shell/desk.tsx';
import { usePersonId } from '../shell/person.ts';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { SectionLevelProvider } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { listed } from '../ui/words.ts';
import { MyLook } from './mine.tsx';
import { attentionQuery, DAYS, type Attention } from './queries.ts';
import { ReviewersView } from './reviewers.tsx';

/** How a person looks before they decide: their own page first, and for an owner all reviewers beside it. */
export function AttentionPage() {
  const id = usePersonId();
  const who = useWho();
  const [side, setSide] = useState<'mine' | 'all'>('mine');
  const query = useQuery(attentionQuery(id));
  const isOwner = who?.roles.includes('owner') ?? false;
  if (id === '')
    return (
      <Empty icon="target" title="Say who you are first">
        This page is about you. Choose your name below the list of places.
      </Empty>
    );
  if (!query.data) {
    return query.isError ? (
      <Failed what="Your attention" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading your attention" />
    );
  }
  return (
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Attention">
        <title>My attention · Remit</title>
        <div className="mx-auto grid max-w-[1144px] grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6 sm:px-8">
          <header className="grid gap-2">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <h1 className="text-xl font-semibold tracking-[-0.01em]">
                {side === 'mine' ? 'My attention' : 'Attention of all reviewers'}
              </h1>
              {isOwner && <Sides side={side} choose={setSide} />}
            </div>
            <p className="max-w-[80ch] text-pretty text-ink-2">
              {side === 'mine'
                ? `How you look before you decide, over the last ${DAYS} days. It is here to help you: where looking pays, and when a pace runs away. If edits fell because nobody looked, no number could be trusted.`
                : `The same for everybody, over the last ${DAYS} days. Each of them sees their own page first.`}
            </p>
            <SetWhere set={query.data.set} />
          </header>
          {side === 'mine' ? <MyLook look={query.data.mine} /> : <ReviewersView />}
        </div>
      </div>
    </SectionLevelProvider>
  );
}

function Sides({ side, choose }: { side: 'mine' | 'all'; choose: (side: 'mine' | 'all') => void }) {
  const sides = [
    { name: 'mine' as const, label: 'Mine' },
    { name: 'all' as const, label: 'All reviewers' },
  ];
  return (
    <div role="group" aria-label="Whose attention" className={SEGMENTS}>
      {sides.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          aria-pressed={side === name}
          onClick={() => choose(name)}
          className={SEGMENT}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** Workflows that set the same are told in one line. */
function alike(set: Attention['set']): { labels: string[]; checks: number; second: number }[] {
  const groups = new Map<string, { labels: string[]; checks: number; second: number }>();
  for (const { label, checks, second } of set) {
    const key = `${checks} ${second}`;
    const labels = [...(groups.get(key)?.labels ?? []), label];
    groups.set(key, { labels, checks, second });
  }
  return [...groups.values()];
}

/** Where checks and second looks are set, so that nobody is checked without knowing that they may be. */
function SetWhere({ set }: { set: Attention['set'] }) {
  if (set.length === 0)
    return (
      <p className="text-sm text-ink-3">
        No workflow plants checks or asks for second looks. Its file sets both, as{' '}
        <code className="text-xs">{'attention: {checks: 3%, second: 3%}'}</code>.
      </p>
    );
  return (
    <ul className="grid gap-0.5 text-sm text-ink-3">
      {alike(set).map(({ labels, checks, second }) => (
        <li key={labels[0]} className="text-pretty">
          {listed(labels)}: {checks} % of held plans show a planted mistake first, {second} % of what one
          person decided is judged by another.
        </li>
      ))}
    </ul>
  );
}
