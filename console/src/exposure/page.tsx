import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Badge } from '../ui/effect.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { exposureQuery, type ExposureView } from '../workflow/queries.ts';
import { Bounds } from './bounds.tsx';
import { Headline } from './headline.tsx';
import { Unbounded } from './unbounded.tsx';

/** The worst that the workflow can do before anybody notices: computed from what is in force, not guessed. */
export function ExposurePage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(exposureQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="What it can do" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading what it can do" />
    );
  }
  return <Exposure view={query.data} />;
}

function Exposure({ view }: { view: ExposureView }) {
  return (
    <SectionLevelProvider value="h2">
      <div className="grid gap-9 pb-10">
        <title>{`What ${view.label} can do · Remit`}</title>
        <div className="grid gap-5">
          <div className="grid max-w-[72ch] gap-1.5">
            <h2 className="text-lg font-semibold text-balance">
              {view.acts
                ? 'The worst it can do before anybody notices'
                : 'The worst it could do in act before anybody notices'}
            </h2>
            <p className="text-pretty text-ink-2">
              {!view.acts && (
                <>
                  <Badge tone="grey">Nothing runs alone today</Badge>{' '}
                </>
              )}
              {view.says}
            </p>
          </div>
          <Headline view={view} />
        </div>
        {view.unbounded.length > 0 && <Unbounded view={view} />}
        <Section title="What bounds each write">
          <Bounds view={view} />
        </Section>
        <p className="max-w-[72ch] text-sm text-pretty text-ink-3">
          Worked out from the boundary, the budgets and the stage that are in force, for a person who looks at
          nothing. Whatever goes beyond a bound waits for somebody.
        </p>
      </div>
    </SectionLevelProvider>
  );
}
