import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { SectionLevelProvider } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Calculator } from './calculator.tsx';
import { returnQuery, type ReturnView } from './queries.ts';
import { Told } from './told.tsx';
import '../report/print.css';

/** Of several addresses that differ behind the question mark, only this very one is the current. */
const EXACT = { exact: true, includeSearch: true } as const;

/** What the agents cost and bring, as a statement with its assumptions beside it. */
export function ReturnPage() {
  const { workflow, calculate } = useSearch({ from: '/return' });
  const query = useQuery(returnQuery(workflow));
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Return on cost">
      <title>Return on cost · Remit</title>
      <div className="mx-auto grid max-w-[1144px] grid-cols-1 gap-8 px-4 py-6 sm:px-8">
        <header className="grid grid-cols-1 gap-3">
          <h1 className="text-xl font-semibold tracking-[-0.01em]">Return on cost</h1>
          <p className="max-w-[80ch] text-pretty text-ink-2">
            What the agents cost and what they bring. Guesses give way to measurements as they come, and each
            figure says which it is.
          </p>
          {query.data && <Tabs view={query.data} workflow={workflow} calculate={calculate !== undefined} />}
        </header>
        <SectionLevelProvider value="h2">
          {calculate ? (
            <Calculator />
          ) : (
            <>
              {query.isPending && <Skeleton label="Loading the statement" lines={10} />}
              {query.isError && !query.data && (
                <Failed what="The statement" error={query.error} retry={() => void query.refetch()} />
              )}
              {query.data && <Told key={query.data.workflow ?? ''} view={query.data} />}
            </>
          )}
        </SectionLevelProvider>
      </div>
    </div>
  );
}

function Tabs({
  view,
  workflow,
  calculate,
}: {
  view: ReturnView;
  workflow: string | undefined;
  calculate: boolean;
}) {
  const current = (is: boolean) => (is ? ('page' as const) : undefined);
  return (
    <nav aria-label="Of which workflow" className={`${SEGMENTS} print:hidden`}>
      <Link
        to="/return"
        search={{}}
        activeOptions={EXACT}
        className={SEGMENT}
        aria-current={current(!calculate && !workflow)}
      >
        All together
      </Link>
      {view.workflows.map(({ name, label }) => (
        <Link
          key={name}
          to="/return"
          search={{ workflow: name }}
          activeOptions={EXACT}
          className={SEGMENT}
          aria-current={current(!calculate && workflow === name)}
        >
          {label}
        </Link>
      ))}
      <Link
        to="/return"
        search={{ calculate: '1' }}
        activeOptions={EXACT}
        className={SEGMENT}
        aria-current={current(calculate)}
      >
        Calculator
      </Link>
    </nav>
  );
}
