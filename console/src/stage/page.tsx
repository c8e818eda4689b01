import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { stageQuery, type Rollout, type StageView } from '../workflow/queries.ts';
import { Agreement } from './agreement.tsx';
import { ChangeSheet } from './change.tsx';
import { Cohorts } from './cohorts.tsx';
import { History } from './history.tsx';
import { Ladder, Proposed } from './ladder.tsx';

import { Watch } from './watch.tsx';
import { Where } from './where.tsx';

export interface Wanted {
  to: Rollout;
  because: string;
}

/** How far the workflow is rolled out, on what evidence, what is next, and what would take it back. */
export function RolloutPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(stageQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The roll-out" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the roll-out" />
    );
  }
  return <RolloutView view={query.data} />;
}

function RolloutView({ view }: { view: StageView }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  return (
    <SectionLevelProvider value="h2">
      <div className="grid gap-8 pb-10">
        <title>{`Roll-out of ${view.label} · Remit`}</title>
        <Where view={view} change={() => setWanted({ to: view.rollout, because: '' })} />
        {view.proposed && <Proposed view={view} proposed={view.proposed} take={setWanted} />}
        <div className="grid min-w-0 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
          <div className="grid min-w-0 content-start gap-8">
            <Section title="Do people agree with the agents?">
              <p className="text-pretty text-ink-2">{view.evidence.says}</p>
              <Agreement rows={view.agreement} />
            </Section>
            <Section title="Cases of the agents beside those left to people">
              <Cohorts cohorts={view.cohorts} />
            </Section>
          </div>
          <div className="grid min-w-0 content-start gap-8">
            <Section title="Steps of the roll-out">
              <Ladder view={view} />
            </Section>
            <Section title="What takes it back to draft by itself">
              <Watch view={view} />
            </Section>
          </div>
        </div>
        <Section title="History">
          <History view={view} />
        </Section>
        {wanted && <ChangeSheet view={view} wanted={wanted} close={() => setWanted(null)} />}
      </div>
    </SectionLevelProvider>
  );
}
