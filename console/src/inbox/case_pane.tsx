import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { caseQuery } from '../live/queries.ts';
import { Evidence } from '../case/evidence.tsx';
import { Icon } from '../ui/icon.tsx';
import { SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useKeys } from '../keys/keys.ts';
import { Decision } from './decision.tsx';

interface CasePaneProps {
  id: string;
  back: () => void;
  moveOn: (id: string) => void;
  startUndo: (id: string) => void;
  next: () => void;
}

/** One case: the decision and the evidence, side by side where there is room and behind two tabs where not. */
export function CasePane({ id, back, moveOn, startUndo, next }: CasePaneProps) {
  const query = useQuery(caseQuery(id));
  const [side, setSide] = useState<'decision' | 'evidence'>('decision');
  useKeys([
    {
      keys: 't',
      says: 'Decision or evidence',
      group: 'Move',
      hidden: true,
      run: () => setSide(side === 'decision' ? 'evidence' : 'decision'),
    },
  ]);
  if (!query.data) {
    return query.isError ? (
      <Failed what="This case" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the case" />
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Tabs side={side} choose={setSide} back={back} />
      <div className="grid min-h-0 flex-1 xl:grid-cols-[minmax(0,1fr)_minmax(290px,322px)]">
        <div className={`min-h-0 min-w-0 ${side === 'decision' ? '' : 'max-xl:hidden'}`}>
          <Decision one={query.data} moveOn={moveOn} startUndo={startUndo} next={next} />
        </div>
        <EvidencePane one={query.data} isShown={side === 'evidence'} />
      </div>
    </div>
  );
}

function EvidencePane({ one, isShown }: { one: CaseView; isShown: boolean }) {
  return (
    <aside
      aria-label="Evidence"
      tabIndex={0}
      className={`relative min-h-0 overflow-y-auto border-line bg-bg px-4 py-4 focus-visible:-outline-offset-2 xl:border-l ${isShown ? '' : 'max-xl:hidden'}`}
    >
      <SectionLevelProvider value="h2">
        <Evidence one={one} />
      </SectionLevelProvider>
    </aside>
  );
}

interface TabsProps {
  side: 'decision' | 'evidence';
  choose: (side: 'decision' | 'evidence') => void;
  back: () => void;
}

function Tabs({ side, choose, back }: TabsProps) {
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 border-b border-line px-3 xl:hidden">
      <button
        type="button"
        onClick={back}
        className="-ml-1 inline-flex h-8 items-center gap-1 rounded-md px-1.5 text-sm text-ink-2 hover:bg-hover md:hidden"
      >
        <Icon name="left" /> Queue
      </button>
      <div role="group" aria-label="What is shown of the case" className="flex gap-0.5 max-md:ml-auto">
        {(['decision', 'evidence'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={side === one}
            onClick={() => choose(one)}
            className="h-8 rounded-md px-2.5 text-sm font-medium text-ink-3 capitalize hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
          >
            {one}
          </button>
        ))}
      </div>
    </div>
  );
}
