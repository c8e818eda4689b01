import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../runtime/errors.ts';
import type { McpConnecting } from '../../../systems/mcp/connecting.ts';
import type { Desk } from '../index.ts';
import { EXIT } from '../failure.ts';

interface Options {
  name?: string;
  env: string[];
  header: string[];
  tool: string[];
  protocol?: string;
  accept?: true;
  print?: true;
}

/** `remit connect`, under which every kind of system that can describe itself has a command of its own. */
export function connectCommand(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'connect') ??
    program
      .command('connect')
      .description('write the file of a system from what the system says about itself')
  );
}

export function addConnectMcp(program: Command, desk: Desk): void {
  const collect = (value: string, all: string[]): string[] => [...all, value];
  const connect = connectCommand(program);
  // The options of the server's own command are not ours.
  connect.enablePositionalOptions();
  connect
    .command('mcp')
    .argument(
      '<server...>',
      'an address, or a command with its arguments; with --accept the name of a system',
    )
    .description(
      'write systems/<name>.yaml for an MCP server: its tools as reads and writes, every doubt as a comment',
    )
    .option('--name <name>', 'what the system is called; as the server calls itself when left out')
    .option('--tool <tool>', 'only this tool; may be given again', collect, [])
    .option(
      '--env <NAME>',
      'a variable of the environment that the command needs; may be given again',
      collect,
      [],
    )
    .option('--header <header>', "such as 'authorization: Bearer ${TOKEN}'; may be given again", collect, [])
    .option('--protocol <version>', 'auto, 2026-07-28 or 2025-11-25')
    .option('--accept', 'accept the tools of a system as they are now')
    .option('--print', 'print the file and write nothing')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Options stand before the server:
  remit connect mcp --name files npx -y @modelcontextprotocol/server-filesystem /srv/files
  remit connect mcp --name crm --header 'authorization: Bearer \${CRM_TOKEN}' https://crm.example/mcp
  remit connect mcp --accept crm      after the server changed a tool: look at it, then accept it
Secrets stay in the environment: the file keeps their names.`,
    )
    .action((server: string[], options: Options) =>
      options.accept ? acceptTools(server, options, desk) : writeFileFor(server, options, desk),
    );
}

async function writeFileFor(server: string[], options: Options, desk: Desk): Promise<void> {
  const { wire, terminal } = desk;
  const [first = ''] = server;
  const isAddress = /^https?:\/\//.test(first);
  if (isAddress && server.length > 1)
    throw new AppError('invalid', 'An address takes no arguments.', {
      suggestion: 'options stand before it',
    });
  const made = await connecting(desk).propose(
    {
      ...(isAddress ? { address: first } : { command: server }),
      ...(options.name === undefined ? {} : { name: nameOf(options.name) }),
      ...(options.protocol === undefined ? {} : { protocol: options.protocol }),
      env: Object.fromEntries(options.env.map((name) => [name, `\${${name}}`])),
      headers: Object.fromEntries(options.header.map(headerOf)),
      tools: options.tool,
    },
    wire.env,
  );
  if (options.print) return terminal.say(made.text.trimEnd());
  const path = join(wire.workspaceFolder(), 'systems', `${made.name}.yaml`);
  if (existsSync(path))
    throw new AppError('conflict', `${shown(path)} exists already.`, {
      suggestion: `give another --name, or run remit connect mcp --accept ${made.name}`,
    });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, made.text);
  terminal.say(`${made.says} ${shown(path)} is written.`);
  terminal.say(`Reads: ${made.reads.join(', ') || 'none'}`);
  terminal.say(`Writes: ${made.writes.join(', ') || 'none'}`);
  for (const { tool, why } of made.leftOut)
    terminal.say(terminal.paint('yellow', `Left out ${tool}: ${why}`));
  terminal.tell('Go through the file, delete what nobody needs, and run remit check.');
}

async function acceptTools(server: string[], { print }: Options, desk: Desk): Promise<void> {
  const { wire, terminal } = desk;
  const [name = '', more] = server;
  if (more !== undefined)
    throw new AppError('invalid', 'With --accept there is one name of a system and nothing else.');
  const path = join(wire.workspaceFolder(), 'systems', `${nameOf(name)}.yaml`);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new AppError('not_found', `There is no ${shown(path)}.`);
  const { text: accepted, looked } = await connecting(desk).accept(name, text, wire.env);
  for (const { offer, tool, is, description, doubts } of looked) {
    terminal.say(`${offer}: ${SAID[is](tool)}`);
    if (is !== 'same' && description !== undefined)
      terminal.say(terminal.paint('dim', `  ${oneLine(description)}`));
    for (const doubt of doubts) terminal.say(terminal.paint('yellow', `  It ${doubt}.`));
    if (is === 'gone' || doubts.length > 0) desk.exitCode = EXIT.no;
  }
  if (print) return terminal.say(accepted.trimEnd());
  if (accepted === text) return terminal.tell('Nothing has changed.');
  await writeFile(path, accepted);
  terminal.tell(`${shown(path)} is written.`);
}

const SAID = {
  same: (tool: string) => `${tool} is as it was.`,
  new: (tool: string) => `${tool} is accepted.`,
  changed: (tool: string) => `${tool} had changed and is accepted as it is now.`,
  gone: (tool: string) => `the server has no tool "${tool}" any more.`,
} as const;

function connecting({ wire }: Desk): McpConnecting {
  if (!wire.mcp) throw new AppError('unavailable', 'This command cannot reach MCP servers from here.');
  return wire.mcp;
}

function headerOf(given: string): [string, string] {
  const match = /^([\w-]+):\s*(.+)$/.exec(given);
  if (!match)
    throw new AppError('invalid', `"${given}" is no header.`, { suggestion: "write 'name: value'" });
  return [(match[1] ?? '').toLowerCase(), match[2] ?? ''];
}

function nameOf(name: string): string {
  if (/^[a-z][a-z0-9_-]*$/.test(name)) return name;
  throw new AppError('invalid', `"${name}" is no name for a system.`, {
    suggestion: 'write small letters, digits and underscores, such as crm',
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function shown(path: string): string {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
}
