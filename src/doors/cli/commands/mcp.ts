import type { Command } from 'commander';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';

/** `remit mcp <workflow>`: the gateway of a workflow for a client that starts its servers itself. */
export function addMcp(program: Command, { wire, terminal }: Desk): void {
  program
    .command('mcp')
    .argument('<workflow>', 'the workflow whose map is offered')
    .description('an MCP server in front of a workflow, over standard input and output')
    .addHelpText(
      'after',
      `
  REMIT_TOKEN=remit_… remit mcp returns
The token says which agent calls: remit token make --agent shop-bot --workflow returns.
A client that speaks HTTP connects to http://localhost:7468/mcp/returns of a running Remit instead.`,
    )
    .action(async (workflow: string) => {
      const token = wire.env['REMIT_TOKEN'];
      if (token === undefined || token === '') {
        throw new AppError('unauthorized', 'A program must say as which agent it calls.', {
          suggestion: `Make a token with remit token make --agent … --workflow ${workflow} and set REMIT_TOKEN.`,
        });
      }
      if (!wire.serveMcp) throw new AppError('unavailable', 'No gateway can be opened here.');
      const { ended } = await wire.serveMcp({ workflow, token }, (line) => terminal.tell(line));
      await ended;
    });
}
