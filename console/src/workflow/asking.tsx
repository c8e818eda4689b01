import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { Fold } from '../ui/section.tsx';
import { Failed } from '../ui/states.tsx';
import { count, listed } from '../ui/words.ts';

type Asking = AnswerOf<'asking'>['agents'][number];

/** What an agent that asks models is made of, may use up and has cost; of several at once, how good each part is. */
export function AskingDetails({ workflow, agent }: { workflow: string; agent: string }) {
  const query = useQuery({
    queryKey: ['asking', workflow],
    queryFn: ({ signal }) => call('asking', { id: workflow, signal }),
  });
  if (query.isError)
    return <Failed what="This agent" error={query.error} retry={() => void query.refetch()} />;
  const found = query.data?.agents.find(({ name }) => name === agent);
  if (!found || !query.data) return null;
  return (
    <div className="grid max-w-[80ch] gap-2 text-sm">
      <Facts agent={found} limits={query.data.limits} workflow={workflow} />
      <Parts parts={found.parts} />
      {found.instructions !== '' && (
        <Fold says="Its instructions">
          <pre
            tabIndex={0}
            role="region"
            aria-label={`Instructions of ${found.name}`}
            className="max-h-96 overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap"
          >
            {found.instructions}
          </pre>
        </Fold>
      )}
      <NeverSaid never={found.never} />
    </div>
  );
}

function Facts({ agent, limits, workflow }: { agent: Asking; limits: string[]; workflow: string }) {
  const { models, reads, turns, plans, links, addresses, spent, kind } = agent;
  const rows: [string, string][] = [
    ['Model', models.map(({ provider, model, price }) => `${model} by ${provider}; ${price}`).join('. ')],
    ...(kind === 'model'
      ? ([
          ['May look up', reads.length === 0 ? 'nothing' : listed(reads.map(({ label }) => label))],
          ['May ask', `${count(turns ?? 0, 'time')} for one plan, ${count(plans ?? 1, 'plan')} for one case`],
        ] satisfies [string, string][])
      : []),
    ['Limits', listed(limits)],
    ['May link to', links.length === 0 ? 'only what a fact of the case says' : listed(links)],
    ['May name', addresses.length === 0 ? 'only addresses of the case' : listed(addresses)],
  ];
  return (
    <>
      {models
        .filter(({ says }) => says !== '')
        .map(({ name, says }) => (
          <p key={name} className="text-amber">
            {name}: {says}
          </p>
        ))}
      <dl className="grid gap-1">
        {rows.map(([name, says]) => (
          <div key={name} className="grid gap-x-3 sm:grid-cols-[120px_minmax(0,1fr)]">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 break-words text-ink-2">{says}</dd>
          </div>
        ))}
        <div className="grid gap-x-3 sm:grid-cols-[120px_minmax(0,1fr)]">
          <dt className="text-ink-3">Cost</dt>
          <dd>
            <Link
              to="/log"
              search={{ workflow, actor: agent.name }}
              className="text-accent underline underline-offset-2"
            >
              {spent.says}
            </Link>
          </dd>
        </div>
      </dl>
    </>
  );
}

function Parts({ parts }: { parts: Asking['parts'] }) {
  if (parts.length === 0) return null;
  return (
    <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line" aria-label="Its parts">
      {parts.map((part) => (
        <li key={part.name} className="grid gap-0.5 bg-surface px-3 py-2">
          <p>
            <span className="font-medium">{part.name}</span>{' '}
            <span className="text-ink-3">
              {part.model} prepares {listed(part.inputs)}
            </span>
          </p>
          <p className="text-ink-2">{part.quality.says}</p>
          {part.checks.length > 0 && <p className="text-xs text-ink-3">{part.checks.join(' ')}</p>}
        </li>
      ))}
    </ul>
  );
}

function NeverSaid({ never }: { never: Asking['never'] }) {
  if (never.length === 0) return null;
  return (
    <Fold says={`The playbook forbids ${count(never.length, 'wording')}`}>
      <ul className="grid gap-1">
        {never.map(({ words, because }) => (
          <li key={words}>
            “{words}”<span className="text-ink-3">: {because}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
