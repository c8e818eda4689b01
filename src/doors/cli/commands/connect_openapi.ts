import type { Command } from 'commander';
import { connectOpenapi, listDescription } from '../../../workspace/connect/openapi.ts';
import { listNames } from '../../../workspace/nearest.ts';
import type { Desk } from '../index.ts';
import { columns } from '../terminal.ts';
import { connectCommand } from './connect_mcp.ts';

interface Options {
  name?: string;
  only: string[];
  list?: true;
  print?: true;
  force?: true;
}

const EXAMPLES = `
  remit connect openapi shop.yaml --list
  remit connect openapi https://shop.example/openapi.json --only orders,createRefund --name shop
--only takes ids, tags, paths and "METHOD /path", with commas or as often as needed. What it writes loads, and every
guess stands in it as a comment that begins with "Check:".`;

export function addConnectOpenapi(program: Command, desk: Desk): void {
  const { wire, terminal } = desk;
  connectCommand(program)
    .command('openapi')
    .argument('<description>', 'an OpenAPI 3.0 or 3.1 description: a file or an address')
    .description('make a system of a service that has an OpenAPI description')
    .option('--list', 'only list its operations')
    .option('--only <operations>', 'the operations to take', collect, [])
    .option('--name <name>', 'what the system is called, such as shop')
    .option('--print', 'print the file instead of writing it')
    .option('--force', 'write over a file that is there')
    .addHelpText('after', EXAMPLES)
    .action(async (description: string, { name, only, list, print, force }: Options) => {
      if (list) {
        const rows = await listDescription(description);
        for (const line of columns(rows)) terminal.say(line);
        return;
      }
      const workspace = print ? undefined : wire.workspaceFolder();
      const connected = await connectOpenapi({ description, only, name, workspace, force: force === true });
      if (print) return terminal.say(connected.text.trimEnd());
      terminal.say(`${connected.file} is written.`);
      terminal.say(`  ${said(connected.reads, 'read')}`);
      terminal.say(`  ${said(connected.writes, 'write')}`);
      if (connected.leftOut.length > 0) terminal.say(`  left out: ${listNames(connected.leftOut)}`);
      if (connected.checks > 0)
        terminal.say(
          `Look at ${connected.checks === 1 ? 'one line that begins' : `${connected.checks} lines that begin`} with "Check:".`,
        );
      if (connected.env.length > 0) terminal.say(`It needs ${listNames(connected.env)} in the environment.`);
      terminal.say('Then: remit check, and remit doctor to see whether the service answers.');
    });
}

function said(names: string[], word: string): string {
  if (names.length === 0) return `no ${word}s`;
  return `${names.length} ${word}${names.length === 1 ? '' : 's'}: ${listNames(names)}`;
}

function collect(value: string, before: string[]): string[] {
  return [
    ...before,
    ...value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ];
}
