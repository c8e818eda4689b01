import { Link } from '@tanstack/react-router';
import { Copied } from '../ui/copied.tsx';
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
        Make a token for the agent first, under{' '}
        <Link to="/programs" className="underline decoration-line-2 underline-offset-2 hover:text-ink">
          Connections
        </Link>{' '}
        or in a terminal. Its name is what rulings, standings and the log know the agent by. Then give the
        agent the address and the token.
      </p>
      <div className="grid gap-x-6 gap-y-2 lg:grid-cols-2">
        <Copied label="The address">{address}</Copied>
        <Copied label="A token, in a terminal">
          {`remit token make --agent my-agent --workflow ${workflow}`}
        </Copied>
      </div>
      <Fold says="Claude Code">
        <Copied label="In a terminal">
          {`claude mcp add --transport http ${workflow} ${address} \\\n  --header "Authorization: Bearer remit_…"`}
        </Copied>
      </Fold>
      <Fold says="Claude Desktop, Cursor and others that start their servers themselves">
        <Copied label="A configuration file">
          {JSON.stringify(
            {
              mcpServers: {
                [workflow]: { command: 'remit', args: ['mcp', workflow], env: { REMIT_TOKEN: 'remit_…' } },
              },
            },
            null,
            2,
          )}
        </Copied>
      </Fold>
      <Fold says="The MCP inspector, from a terminal">
        <Copied label="The inspector">
          {`npx @modelcontextprotocol/inspector --cli ${address} --transport http \\\n  --header "Authorization: Bearer remit_…" --method tools/list`}
        </Copied>
      </Fold>
    </Part>
  );
}
