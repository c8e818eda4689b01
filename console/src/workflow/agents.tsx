import type { WorkflowView } from '../live/answers.ts';
import { Fold } from '../ui/section.tsx';
import { count } from '../ui/words.ts';
import { AskingDetails } from './asking.tsx';

/** A table of at most so many rows is shown at once. */
const ROWS_OPEN = 20;

interface AgentsProps {
  agents: WorkflowView['agents'];
  plays: WorkflowView['plays'];
  workflow: string;
}

/** Who proposes, and for a decision table, every row as a sentence. */
export function Agents({ agents, plays, workflow }: AgentsProps) {
  const playLabel = (name: string) => plays.find((play) => play.name === name)?.label ?? name;
  return (
    <ol className="grid gap-5">
      {agents.map((agent) => (
        <li key={agent.name} className="grid gap-1.5">
          <p>
            <span className="font-medium">{agent.name}</span>{' '}
            <span className="font-mono text-xs text-ink-3" title={agent.version}>
              {agent.version.slice(0, 10)}
            </span>
          </p>
          <p className="max-w-[68ch] text-pretty text-ink-2">{agent.says}</p>
          {(agent.kind === 'model' || agent.kind === 'parts') && (
            <AskingDetails workflow={workflow} agent={agent.name} />
          )}
          {agent.rows.length > 0 && (
            <Fold says={count(agent.rows.length, 'row')} open={agent.rows.length <= ROWS_OPEN}>
              <ol className="grid gap-3 pt-1">
                {agent.rows.map((row) => (
                  <li key={row.id} className="grid max-w-[80ch] gap-0.5 text-sm">
                    <p>
                      <span className="font-medium">{playLabel(row.play)}</span>
                      <span className="text-ink-3"> · {row.id}</span>
                    </p>
                    <p className="text-pretty text-ink-2">{row.because}</p>
                    {row.when && (
                      <code className="font-mono text-xs break-words text-ink-3">when {row.when}</code>
                    )}
                  </li>
                ))}
              </ol>
            </Fold>
          )}
        </li>
      ))}
    </ol>
  );
}
