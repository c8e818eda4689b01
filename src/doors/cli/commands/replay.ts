import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import {
  planBackrun,
  showBackrun,
  showCases,
  showPlan,
  startBackrun,
  storedRun,
  type BackrunForm,
} from '../../../proof/backrun/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { parseMoney } from '../../../workspace/money.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import { DoneBar } from '../replay/done_bar.ts';
import { sayBackrun } from '../replay/say.ts';
import type { OpenWorld } from '../wire.ts';

interface Options {
  agent: string;
  boundary: string;
  since?: string;
  until?: string;
  kind?: string;
  spend?: string;
  dryRun?: true;
  cases: number;
  json?: true;
}

const EXAMPLES = `
  remit replay returns --agent memory                       the memory, asked before it learns each decision
  remit replay returns --agent rules@other.yaml             a decision table that is not in force
  remit replay returns --agent rules --boundary new.yaml    under a changed boundary
  remit replay returns --agent rules --boundary proposed    under the change that waits for a second person
Nothing is performed and nothing is written to any case. Ctrl-C stops it; the same command goes on where it stopped.`;

export function addReplay(program: Command, desk: Desk): void {
  program
    .command('replay')
    .argument('<workflow>', 'its name, such as returns')
    .description('run an agent over what people decided, with the facts as they were, and compare')
    .requiredOption('--agent <name[@file]>', 'an agent of the workflow, or a decision table in another file')
    .option('--boundary <which>', 'current, proposed, proposed:ID, or a file', 'current')
    .option('--since <time>', 'decisions from then on, such as 2026-05-01')
    .option('--until <time>', 'decisions before then')
    .option('--kind <kind>', 'only cases that people found to be of this kind')
    .option('--spend <money>', 'the most that answers may cost, such as "2.50 EUR"')
    .option('--dry-run', 'only say what it would look at and cost')
    .option('--cases <count>', 'how many cases that differ are listed', readCount, 10)
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: Options) => {
      const open = await desk.wire.openWorld();
      try {
        await replayLog(desk, open, named(open.world.workspace(), name), options);
      } finally {
        await open.close();
      }
    });
}

async function replayLog(desk: Desk, open: OpenWorld, workflow: Workflow, options: Options): Promise<void> {
  const { world, pool } = open;
  const { terminal, wire } = desk;
  const form = await formOf(options);
  const plan = showPlan(world, await planBackrun(world, pool, workflow, form));
  if (options.dryRun) {
    return terminal.say(options.json ? JSON.stringify(plan, null, 2) : plan.says);
  }
  terminal.tell(plan.says);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  const bar = new DoneBar(wire.stderr);
  try {
    const started = await startBackrun(world, pool, workflow, form, {
      spendMinor: spendOf(options.spend, world.workspace()),
      by: 'command line',
      signal: stop.signal,
      onProgress: (done, of) => bar.show(done, of),
    });
    terminal.tell(started.says);
    const ended = await started.ended;
    bar.end();
    if (ended !== 'done') desk.exitCode = EXIT.no;
    const stored = await storedRun(pool, started.id);
    const shown = await showBackrun(world, pool, stored);
    const listed = { what: 'differs' as const, limit: Math.max(1, options.cases) };
    const cases = shown.results && options.cases > 0 ? await showCases(world, pool, stored, listed) : null;
    if (options.json) return terminal.say(JSON.stringify({ ...shown, differs: cases }, null, 2));
    sayBackrun(shown, cases, terminal);
  } finally {
    bar.end();
    process.off('SIGINT', onSignal);
  }
}

async function formOf(options: Options): Promise<BackrunForm> {
  const { since, until, kind } = options;
  const [agent = '', ...rest] = options.agent.split('@');
  const file = rest.join('@');
  const slice = { ...(since && { since }), ...(until && { until }), ...(kind && { kind }) };
  const rules = file === '' ? {} : { rules: { text: await textOf(file), file: basename(file) } };
  const form = { agent, ...slice, ...rules };
  if (options.boundary === 'current' || /^proposed(:|$)/.test(options.boundary))
    return { ...form, boundary: options.boundary };
  const text = await textOf(options.boundary);
  return { ...form, boundary: 'text', boundary_text: { text, file: basename(options.boundary) } };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new AppError('not_found', `${path} cannot be read: ${error.message}.`, { path });
  });
}

function spendOf(text: string | undefined, { currency }: Workspace): number {
  if (text === undefined) return 0;
  const money = parseMoney(/[A-Z]{3}\s*$/.test(text) ? text : `${text} ${currency}`);
  if (money && money.currency === currency && money.minor >= 0) return money.minor;
  throw new AppError('invalid', `"${text}" is no amount in ${currency}.`, {
    path: 'spend',
    suggestion: `Write it like --spend "2.50 ${currency}".`,
  });
}

function named(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
  throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
}

function readCount(written: string): number {
  const count = Number(written);
  if (!Number.isInteger(count) || count < 0) throw new InvalidArgumentError('Write a whole number.');
  return count;
}
