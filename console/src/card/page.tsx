import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { workflowQuery } from '../live/queries.ts';
import { Button } from '../ui/button.tsx';
import { SectionLevelProvider } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { toast } from '../ui/toast.tsx';
import { Changed, Does, May, Parts, Well } from './parts.tsx';

export type CardView = AnswerOf<'card'>;

const cardQuery = (id: string, agent: string | undefined) =>
  queryOptions({
    queryKey: ['card', id, agent ?? ''],
    queryFn: ({ signal }) => call('card', { id, query: agent === undefined ? {} : { agent }, signal }),
  });

/** The card of each agent: made from the log at every look. */
export function CardPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const { agent } = useSearch({ from: '/workflows/$name/agents' });
  const workflow = useQuery(workflowQuery(name));
  if (workflow.data?.agents.length === 0) {
    return (
      <Empty icon="workflow" title="No agent works here">
        People do everything in this workflow. Its file names the agents.
      </Empty>
    );
  }
  return <CardOf name={name} agent={agent} />;
}

function CardOf({ name, agent }: { name: string; agent: string | undefined }) {
  const query = useQuery(cardQuery(name, agent));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The card" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Making the card from the log" lines={10} />
    );
  }
  const view = query.data;
  return (
    <SectionLevelProvider value="h2">
      <article className="grid gap-8 pb-10">
        <title>{`${view.agent.name} in ${view.label} · Remit`}</title>
        <Head view={view} name={name} />
        <May view={view} />
        <Does view={view} />
        <Parts view={view} />
        <Well view={view} />
        <Changed view={view} />
      </article>
    </SectionLevelProvider>
  );
}

function Head({ view, name }: { view: CardView; name: string }) {
  const navigate = useNavigate();
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="grid max-w-[72ch] gap-1.5">
        <p className="text-lg text-pretty [overflow-wrap:anywhere]">
          <span className="font-semibold">{view.agent.name}</span>, version {view.agent.version}
        </p>
        <p className="text-pretty text-ink-2">{view.agent.says}</p>
        <p className="text-xs text-ink-3">
          Made from the log <Moment at={view.made_at} bare />.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {view.agents.length > 1 && (
          <select
            aria-label="Agent"
            className="field pick w-auto"
            value={view.agent.name}
            onChange={(event) =>
              void navigate({
                to: '/workflows/$name/agents',
                params: { name },
                search: { agent: event.target.value },
              })
            }
          >
            {view.agents.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        )}
        <Button onClick={() => download(view)}>As Markdown</Button>
        <Link
          to="/workflows/$name/backrun"
          params={{ name }}
          search={{}}
          className="inline-flex h-8 items-center rounded-md border border-line-2 bg-surface px-2.5 text-sm font-medium hover:bg-hover"
        >
          Run it over the log
        </Link>
      </div>
    </header>
  );
}

function download({ markdown, workflow, agent }: CardView): void {
  const url = URL.createObjectURL(new Blob([markdown], { type: 'text/markdown' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${workflow}-${agent.name}.md`;
  link.click();
  URL.revokeObjectURL(url);
  toast({ tone: 'done', says: `${link.download} is in your downloads.` });
}
