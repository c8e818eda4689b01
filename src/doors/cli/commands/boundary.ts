import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkChange } from '../../../authority/changes/index.ts';
import { pull, push, type Synced } from '../../../authority/changes/files.ts';
import type { Actor } from '../../../log/schema.ts';
import { AppError } from '../../../runtime/errors.ts';
import { showMoney } from '../../../workspace/money.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

/** Cases that a back-test replays unless it is told how many. */
const BACKTEST_CASES = 2_000;
const BACKTEST_CASES_MAX = 50_000;
/** Cases of a group that are named; --json names more. */
const NAMED_MAX = 3;

export function addBoundary(program: Command, desk: Desk): void {
  program
    .command('backtest')
    .argument('<workflow>', 'its name, such as returns')
    .argument('<file>', 'a changed boundary.yaml')
    .description('what a changed boundary would have said of the newest cases: which rulings change, and how')
    .option('--cases <number>', 'how many of the newest ruled cases', String(BACKTEST_CASES))
    .option('--json', 'as JSON')
    .option('--strict', 'answer no where anything widens')
    .action((name: string, file: string, options: { cases: string; json?: true; strict?: true }) =>
      opened(desk, (open) => runBacktest(open, desk, { name, file, ...options })),
    );

  program
    .command('pull')
    .argument('[folder]', 'the workspace; the one in the settings when left out')
    .description('write into the files what the console has changed')
    .option('--force', 'also over files that were changed themselves')
    .option('--as <person>', "who does it: a person's id")
    .action((folder: string | undefined, options: { force?: true; as?: string }) =>
      opened(desk, async ({ world }) => {
        const actor = actorOf(options.as);
        const place = folder === undefined ? desk.wire.workspaceFolder() : resolve(folder);
        saySynced(await pull(world, place, { force: options.force ?? false, actor }), desk);
      }),
    );

  program
    .command('push')
    .argument('[folder]', 'the workspace; the one in the settings when left out')
    .description('put the files of a folder in force, also from another machine')
    .option('--force', 'also over what was changed in the console')
    .option('--as <person>', "who does it: a person's id")
    .addHelpText(
      'after',
      '\nA running server does this by itself for its own folder, whenever a file is saved.',
    )
    .action((folder: string | undefined, options: { force?: true; as?: string }) =>
      opened(desk, async ({ world }) => {
        const actor = actorOf(options.as);
        const place = folder === undefined ? desk.wire.workspaceFolder() : resolve(folder);
        saySynced(
          await push(world, place, { force: options.force ?? false, env: desk.wire.env, actor }),
          desk,
        );
      }),
    );
}

async function opened(desk: Desk, work: (open: OpenWorld) => Promise<void>): Promise<void> {
  const open = await desk.wire.openWorld();
  try {
    await work(open);
  } finally {
    await open.close();
  }
}

interface BacktestAsked {
  name: string;
  file: string;
  cases: string;
  json?: true;
  strict?: true;
}

async function runBacktest({ world, pool }: OpenWorld, desk: Desk, asked: BacktestAsked): Promise<void> {
  const workspace = world.workspace();
  const cases = Number(asked.cases);
  if (!Number.isInteger(cases) || cases < 1 || cases > BACKTEST_CASES_MAX) {
    throw new AppError('invalid', `"${asked.cases}" is not a number of cases.`, {
      suggestion: `Write one from 1 to ${BACKTEST_CASES_MAX}.`,
    });
  }
  const text = await readText(asked.file);
  const checked = await checkChange(
    world,
    pool,
    named(workspace, asked.name),
    { text, cases },
    owner(workspace),
  );
  const widens = checked.backtest?.groups.some(({ direction }) => direction === 'wider') ?? false;
  if (checked.faults.length > 0 || (asked.strict && widens)) desk.exitCode = EXIT.no;
  if (asked.json) return desk.terminal.say(JSON.stringify(checked, null, 2));
  sayChecked(checked, workspace, asked.file, desk);
}

type Checked = Awaited<ReturnType<typeof checkChange>>;

function sayChecked(checked: Checked, workspace: Workspace, file: string, { terminal }: Desk): void {
  for (const { line, says, suggestion } of checked.faults) {
    terminal.say(`${terminal.paint('bold', `${file}:${line ?? 1}`)}: ${says}`);
    if (suggestion !== null) terminal.say(`  ${terminal.paint('dim', suggestion)}`);
  }
  for (const { label, sentences } of checked.statement) {
    const changed = sentences.filter(({ change }) => change !== 'same');
    if (changed.length === 0) continue;
    terminal.say(terminal.paint('cyan', label));
    for (const { change, text } of changed) {
      const added = change === 'added';
      terminal.say(terminal.paint(added ? 'green' : 'red', `  ${added ? '+' : '-'} ${text}`));
    }
  }
  const { backtest } = checked;
  if (!backtest) return;
  for (const { says, money, examples, direction } of backtest.groups) {
    const sum = money ? ` ${showMoney(money, workspace.locale)} in all.` : '';
    const style = direction === 'wider' ? 'yellow' : 'bold';
    terminal.say(terminal.paint(style, `${says}${sum}`));
    const named = examples.slice(0, NAMED_MAX).map((example) => example.case);
    terminal.say(`  ${terminal.paint('dim', named.join('  '))}`);
  }
  const left = backtest.left_out > 0 ? `, ${backtest.left_out} left out` : '';
  const none = backtest.groups.length === 0 ? 'No ruling changes. ' : '';
  terminal.say(`${none}${backtest.cases.toLocaleString('en')} cases replayed${left}.`);
}

/** Whoever can write the file may raise its ceilings there: the command only looks. */
function owner({ people }: Workspace) {
  return people.find(({ roles }) => roles.includes('owner')) ?? null;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8');
  } catch (error) {
    throw new AppError('not_found', `${file} cannot be read: ${(error as Error).message}.`, { path: file });
  }
}

function named(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
  throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
}

/** A workspace that does not load must not keep anybody from pulling, so that the id is taken as it is given. */
function actorOf(id: string | undefined): Actor {
  return id === undefined ? { type: 'remit' } : { type: 'person', id };
}

function saySynced(synced: Synced[], desk: Desk): void {
  const { terminal } = desk;
  for (const { workflow, did, says } of synced) {
    if (did === 'refused') desk.exitCode = EXIT.no;
    const style = did === 'refused' ? 'red' : did === 'nothing' ? 'dim' : 'green';
    terminal.say(`${terminal.paint('bold', workflow)}: ${terminal.paint(style, says)}`);
  }
}
