import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useWho } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { Cases } from './cases.tsx';
import { Decide } from './decide.tsx';
import { ProofView } from './proof.tsx';
import { updateQuery, type UpdateView } from './queries.ts';
import { WayChoice, WayView } from './way.tsx';
import { STATES } from './words.ts';

/** One rule update: its proof, its cases, what each way to accept it would change, and yes or no. */
export function UpdatePage() {
  const { id } = useParams({ from: '/updates/$id' });
  const who = useWho();
  const query = useQuery(updateQuery(id, who?.id ?? ''));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Rule update">
      <title>{`${query.data?.says ?? 'Rule update'} · Remit`}</title>
      <div className="mx-auto grid max-w-[860px] gap-6 px-4 py-6 sm:px-8">
        <Link to="/updates" className="justify-self-start rounded text-sm text-ink-2 hover:text-ink">
          ← Rule updates
        </Link>
        {query.isPending && <Skeleton label="Loading the rule update" lines={8} />}
        {query.isError && !query.data && (
          <Failed what="The rule update" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.data && (
          <SectionLevelProvider value="h2">
            <View key={query.data.id} view={query.data} />
          </SectionLevelProvider>
        )}
      </div>
    </div>
  );
}

function View({ view }: { view: UpdateView }) {
  const [chosen, setChosen] = useState(view.workings[0]?.way);
  const [ticked, setTicked] = useState<string[]>([]);
  const working = view.workings.find(({ way }) => way === chosen) ?? view.workings[0];
  return (
    <>
      <Heading view={view} />
      <Section title="How well it is known">
        <ProofView proof={view.proof} isNew={view.is_new} isWider={view.is_wider} />
        {view.past_says && (
          <p className="max-w-[72ch] pt-3 text-sm text-pretty text-ink-2">{view.past_says}</p>
        )}
      </Section>
      {working && (
        <Section title={view.change ? 'What it changes' : 'How to put it in force'}>
          <div className="grid gap-4">
            {view.workings.length > 1 && (
              <WayChoice workings={view.workings} chosen={working.way} choose={setChosen} />
            )}
            <WayView working={working} ticked={ticked} tick={setTicked} />
          </div>
        </Section>
      )}
      {(view.state === 'draft' || view.state === 'proposed') && (
        <Decide view={view} working={working} ticked={ticked} />
      )}
      <Section title="Its cases" aside="the newest first">
        <Cases cases={view.cases} />
      </Section>
    </>
  );
}

function Heading({ view }: { view: UpdateView }) {
  const state = STATES[view.state];
  return (
    <header className="grid gap-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={state.tone}>{state.says}</Badge>
        <Link
          to="/workflows/$name"
          params={{ name: view.workflow }}
          className="text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          {view.label}
        </Link>
        {view.decided_at && (
          <span className="text-ink-3">
            {view.decided_by}, <Distance at={view.decided_at} />
          </span>
        )}
      </p>
      <h1 className="max-w-[60ch] text-xl font-semibold tracking-[-0.01em] text-pretty">{view.says}</h1>
      {view.condition.length > 0 && (
        <p className="font-mono text-xs [overflow-wrap:anywhere] text-ink-2">
          {view.condition.map(({ cel }) => cel).join(' && ')}
        </p>
      )}
      {view.because && <p className="max-w-[72ch] text-pretty text-ink-2">{view.because}</p>}
      {view.followed && (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 font-medium text-pretty tabular-nums">
          {view.followed.says}.
        </p>
      )}
    </header>
  );
}
