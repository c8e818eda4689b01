import type { ReactNode } from 'react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { Badge } from '../ui/effect.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { CELL, Head, Part } from '../workflow/part.tsx';
import { Connect } from './connect.tsx';

type GatewayView = AnswerOf<'gateway'>;

const gatewayQuery = (name: string) =>
  queryOptions({
    queryKey: ['gateway', name],
    queryFn: ({ signal }) => call('gateway', { id: name, signal }),
  });

/** The door for agents that Remit does not run: where it is, what it offers, and what came through it. */
export function GatewayPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(gatewayQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The gateway" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the gateway" lines={8} />
    );
  }
  const view = query.data;
  return (
    <div className="grid gap-8 pb-10">
      <title>{`Gateway of ${view.label} · Remit`}</title>
      <p className="max-w-[72ch] text-lg text-pretty">
        Any agent that speaks MCP gets exactly the tools below. Reads pass; every write is held against the
        boundary, and is done once, denied with the reason, or waits for a person.
      </p>
      <Connect workflow={view.workflow} path={view.path} />
      <Tools view={view} />
      <Calls calls={view.calls} />
      <Sessions sessions={view.sessions} />
    </div>
  );
}

function Tools({ view }: { view: GatewayView }) {
  if (view.tools.length === 0) {
    return (
      <Part name="Tools">
        <Empty icon="workflow" title="Nothing is offered">
          The map of this workflow names no reads and no writes. Name them under context and writes in its
          workflow.yaml.
        </Empty>
      </Part>
    );
  }
  return (
    <Part name="Tools" says={count(view.tools.length, 'tool')}>
      <Table heads={['Tool', 'What it does', 'Kind', 'What holds it']}>
        {view.tools.map((tool) => (
          <tr key={tool.name}>
            <td className={`${CELL} font-mono text-xs`}>{tool.name}</td>
            <td className={CELL}>{tool.label}</td>
            <td className={CELL}>
              <Badge tone={tool.kind === 'read' ? 'grey' : 'blue'}>
                {tool.kind === 'read' ? 'Read' : 'Write'}
              </Badge>
            </td>
            <td className={`${CELL} text-ink-2`}>
              <Holds tool={tool} workflow={view.workflow} />
            </td>
          </tr>
        ))}
      </Table>
      {view.never.length > 0 && (
        <p className="text-sm text-ink-2">
          Never, whoever asks: <span className="font-mono text-xs">{view.never.join(', ')}</span>
        </p>
      )}
    </Part>
  );
}

function Holds({ tool, workflow }: { tool: GatewayView['tools'][number]; workflow: string }) {
  if (tool.kind === 'read')
    return tool.outside
      ? 'It passes. Parts of it were written by strangers, and what an agent makes of them counts as theirs.'
      : 'It passes, and stands in the log.';
  const rules = tool.rules === 0 ? 'no rule of its own, so a person decides' : count(tool.rules, 'rule');
  return (
    <>
      <Link
        to="/workflows/$name/boundary"
        params={{ name: workflow }}
        className="underline decoration-line-2 underline-offset-2 hover:text-ink"
      >
        {rules}
      </Link>
      {tool.open.length > 0 && (
        <span className="block text-xs">A call must name its case: nothing says {tool.open.join(', ')}.</span>
      )}
    </>
  );
}

const STATES = {
  done: { tone: 'green', says: 'Done' },
  held: { tone: 'amber', says: 'Waiting' },
  denied: { tone: 'red', says: 'Denied' },
  failed: { tone: 'red', says: 'Failed' },
} as const;

function Calls({ calls }: { calls: GatewayView['calls'] }) {
  if (calls.length === 0) {
    return (
      <Part name="Calls">
        <p className="text-sm text-ink-2">
          No agent has asked for a write yet. What one asks for stands here, with what became of it.
        </p>
      </Part>
    );
  }
  return (
    <Part name="Calls" says={count(calls.length, 'call') + ', the newest first'}>
      <Table heads={['When', 'Agent', 'What', 'What became of it']}>
        {calls.map((one) => (
          <tr key={`${one.case} ${one.at} ${one.play}`}>
            <td className={`${CELL} whitespace-nowrap text-ink-3`}>
              <Moment at={one.at} />
            </td>
            <td className={`${CELL} [overflow-wrap:anywhere]`}>{one.agent}</td>
            <td className={CELL}>
              <Link
                to="/cases/$id"
                params={{ id: one.case }}
                className="underline decoration-line-2 underline-offset-2 hover:text-ink"
              >
                {one.play}
              </Link>
            </td>
            <td className={CELL}>
              <Badge tone={STATES[one.status].tone}>{STATES[one.status].says}</Badge>{' '}
              <span className="text-ink-2">{one.says}</span>
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Sessions({ sessions }: { sessions: GatewayView['sessions'] }) {
  if (sessions.length === 0) return null;
  return (
    <Part name="Sessions" says="reads and refused calls; the newest first">
      <Table heads={['Agent', 'Door', 'Began', 'Last', 'Entries']}>
        {sessions.map((one) => (
          <tr key={one.id}>
            <td className={`${CELL} [overflow-wrap:anywhere]`}>{one.agent}</td>
            <td className={CELL}>{one.door === 'http' ? 'HTTP' : 'stdio'}</td>
            <td className={`${CELL} text-ink-2`}>
              <Moment at={one.began_at} />
            </td>
            <td className={`${CELL} text-ink-2`}>
              <Moment at={one.last_at} />
            </td>
            <td className={`${CELL} tabular-nums`}>{one.entries.toLocaleString('en')}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Table({ heads, children }: { heads: string[]; children: ReactNode }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={heads.join(', ')}>
      <table className="w-full min-w-[36rem] text-sm">
        <thead>
          <tr>
            {heads.map((head) => (
              <Head key={head}>{head}</Head>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
