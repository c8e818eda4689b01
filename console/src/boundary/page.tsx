import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { boundaryQuery } from '../workflow/queries.ts';
import { Changes } from './changes.tsx';
import { Desk } from './desk.tsx';
import { Files } from './files.tsx';
import { History } from './history.tsx';
import type { BoundaryView } from './queries.ts';

/** Where people change what agents may do: limits, rules, and what that would mean before it is so. */
export function BoundaryPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(boundaryQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The boundary" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the boundary" />
    );
  }
  // A desk of its own for each workflow, so that nothing that is typed ends up in another one.
  return <Boundary key={name} view={query.data} />;
}

function Boundary({ view }: { view: BoundaryView }) {
  const proposed = view.changes.filter(({ state }) => state === 'proposed');
  return (
    <SectionLevelProvider value="h2">
      <div className="grid min-w-0 gap-8">
        <title>{`Boundary of ${view.label} · Remit`}</title>
        {view.files.state !== 'in_step' && <Files view={view} />}
        {proposed.length > 0 && <Changes view={view} changes={proposed} />}
        <Desk view={view} />
        <div className="pb-10">
          <Section title="History">
            <History view={view} />
          </Section>
        </div>
      </div>
    </SectionLevelProvider>
  );
}
