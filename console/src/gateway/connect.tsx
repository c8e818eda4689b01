import { Fold } from '../ui/section.tsx';
import { Part } from '../workflow/part.tsx';

interface ConnectProps {
  workflow: string;
  path: string;
}

/** Where the gateway is, and what each kind of client is told. */
export function Connect({ workflow, path }: ConnectProps) {
  const address = `${window.location.origin}${path}`;
  return (
    <Part name="Connect">
      <p className="max-w-[72ch] text-sm text-pretty text-ink-2">
        Make a token for the agent first: its name is what rulings, standings and the log know it by. It is
        shown once.
      </p>
      <Lines label="A token">{`remit token make --agent my-agent --workflow ${workflow}`}</Lines>
      <Lines label="The address">{address}</Lines>
      <Fold says="Claude Code">
        <Lines label="Claude Code">
          {`claude mcp add --transport http ${workflow} ${address} \\\n  --header "Authorization: Bearer remit_…"`}
        </Lines>
      </Fold>
      <Fold says="Claude Desktop, Cursor and others that start their servers themselves">
        <Lines label="A configuration file">
          {JSON.stringify(
            {
              mcpServers: {
                [workflow]: { command: 'remit', args: ['mcp', workflow], env: { REMIT_TOKEN: 'remit_…' } },
              },
            },
            null,
            2,
          )}
        </Lines>
      </Fold>
      <Fold says="The MCP inspector, from a terminal">
        <Lines label="The inspector">
          {`npx @modelcontextprotocol/inspector --cli ${address} --transport http \\\n  --header "Authorization: Bearer remit_…" --method tools/list`}
        </Lines>
      </Fold>
    </Part>
  );
}

function Lines({ label, children }: { label: string; children: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="region"
      className="overflow-x-auto rounded-md border border-line bg-sunk px-3 py-2 font-mono text-xs leading-relaxed"
    >
      {children}
    </pre>
  );
}
