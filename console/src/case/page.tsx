import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { CaseView } from '../live/answers.ts';
import { caseQuery } from '../live/queries.ts';
import { useLook } from '../inbox/look.ts';
import { useKeys } from '../keys/keys.ts';
import { SettleSheet } from '../inbox/settle.tsx';
import { UndoSheet } from '../inbox/undo.tsx';
import { Icon } from '../ui/icon.tsx';
import { SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useNameOf } from '../shell/desk.tsx';
import { Chain } from './chain.tsx';
import { Checked } from './checked.tsx';
import { Evidence } from './evidence.tsx';
import { CaseHeading } from './heading.tsx';
import { Messages } from './messages.tsx';
import { Performed } from './performed.tsx';
import { RevealedView } from './revealed.tsx';
import { Stopped } from './stopped.tsx';
import { Waiting } from './waiting.tsx';
import { Story } from './story.tsx';
import { Turns } from './turns.tsx';

/** The whole story of one case: what came, what was done, and every entry of it with its hash. */
export function CasePage() {
  const { id } = useParams({ from: '/cases/$id' });
  const query = useQuery(caseQuery(id));
  if (!query.data) {
    return query.isError ? (
      <Failed what="This case" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the case" />
    );
  }
  return (
    <SectionLevelProvider value="h2">
      <CaseStory one={query.data} />
    </SectionLevelProvider>
  );
}

function CaseStory({ one }: { one: CaseView }) {
  const [isUndoing, setUndoing] = useState(false);
  const [settling, setSettling] = useState<string>();
  const nameOf = useNameOf();
  useLook(one, 'story');
  const canUndo = one.performed.some((action) => action.undo);
  const keys = [{ keys: 'u', says: 'Undo an action', group: 'Case', run: () => setUndoing(true) }];
  useKeys(keys, canUndo);
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Story of the case">
      <title>{`${one.title} · Remit`}</title>
      <div className="mx-auto grid max-w-[1120px] gap-x-10 gap-y-7 px-4 py-6 sm:px-8 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-7">
          <div className="grid gap-3">
            <BackLinks one={one} />
            <CaseHeading one={one} level={1} />
          </div>
          <Stopped one={one} />
          <Waiting one={one} />
          <Messages messages={one.messages} title={one.title} />
          {one.checked && <Checked check={one.checked} />}
          {one.review && <Chain review={one.review} />}
          {one.revealed && (
            <RevealedView
              revealed={one.revealed}
              person={nameOf(one.review?.decided_by ?? null)}
              kinds={one.kinds}
            />
          )}
          <Performed one={one} undo={() => setUndoing(true)} settle={setSettling} />
          <Turns id={one.id} />
          <Story id={one.id} />
        </div>
        <aside aria-label="Evidence" className="min-w-0">
          <Evidence one={one} />
        </aside>
      </div>
      {isUndoing && <UndoSheet id={one.id} close={() => setUndoing(false)} />}
      {settling && <SettleSheet one={one} actionKey={settling} close={() => setSettling(undefined)} />}
    </div>
  );
}

function BackLinks({ one }: { one: CaseView }) {
  const look =
    'inline-flex h-7 items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink';
  return (
    <p className="-ml-1.5 flex gap-1">
      <Link to="/log" className={look}>
        <Icon name="left" size={14} /> Log
      </Link>
      {one.status !== 'closed' && (
        <Link to="/inbox" search={{ case: one.id }} className={look}>
          <Icon name="inbox" size={14} /> Open in the inbox
        </Link>
      )}
    </p>
  );
}
