import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Slice } from '../../../authority/schema.ts';
import {
  loadRollback,
  pendingItems,
  planRollback,
  runRollback,
  sayRollback,
  type RollbackVerb,
} from '../../../flow/rollback/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import { tellRollback } from '../rollback/table.ts';
import type { OpenWorld } from '../wire.ts';

const LOOK_EVERY_MS = 300;
/** After so long without any progress it is said that no worker seems to run. */
const PATIENCE_MS = 5_000;

interface Given extends Omit<Slice, 'version'> {
  workflowVersion?: string;
  because?: string;
  as?: string;
  yes?: true;
  json?: true;
}

export function addRollback(program: Command, desk: Desk): void {
  const rollback = program
    .command('rollback')
    .description('take back a slice of what was done: shows the plan, asks, and runs it')
    .option('--workflow <name>', 'what this workflow did')
    .option('--write <name>', 'only this write, such as shop.set_price')
    .option('--from <time>', 'done at this time or later, such as 2026-11-21T14:00:00Z')
    .option('--to <time>', 'done before this time')
    .option('--kind <name>', 'only cases of this kind')
    .option('--agent <name>', 'only what this agent planned')
    .option('--workflow-version <version>', 'only cases that ran under this version of the workflow')
    .option('--case <id>', 'only this case')
    .option('--rollback <id>', 'what an earlier rollback took back: takes the rollback itself back')
    .option('--because <reason>', 'why; it stands in the log')
    .option('--as <person>', "who takes it back: a person's id")
    .option('-y, --yes', 'run it without asking')
    .option('--json', 'the plan as JSON; nothing is run without --yes')
    .addHelpText(
      'after',
      `
What somebody changed since is left as it is, with both values. Running is done by the workers of a running Remit.
  remit rollback --workflow listings --write shop.set_price --from 2026-11-21T09:00:00Z --because "last year's list" --as hanne`,
    )
    .action((given: Given) => opened(desk, (open) => plan(open, desk, given)));

  rollback
    .command('list')
    .description('all rollbacks, newest first')
    .action(() => opened(desk, (open) => list(open, desk)));
  rollback
    .command('show')
    .argument('<id>')
    .description('one rollback, with what became of each action')
    .option('--json', 'as JSON, with every action')
    .action((id: string, _: object, command: Command) =>
      opened(desk, (open) => show(open, desk, id, givenTo(command).json ?? false)),
    );
  for (const [verb, says] of Object.entries(VERBS) as [RollbackVerb, string][]) {
    rollback
      .command(verb)
      .argument('<id>')
      .description(says)
      .option('--because <reason>', 'why; it stands in the log')
      .option('--as <person>', "who does it: a person's id")
      .action((id: string, _: object, command: Command) =>
        opened(desk, (open) => run(open, desk, id, verb, givenTo(command))),
      );
  }
}

/** Options that `rollback` itself has too are read by it, wherever they stand. */
function givenTo(command: Command): Given {
  return command.optsWithGlobals<Given>();
}

const VERBS: Partial<Record<RollbackVerb, string>> = {
  start: 'run a rollback that was planned',
  pause: 'finish what is under way, and wait',
  resume: 'go on with one that was paused, and try again what waited',
  cancel: 'end it; what was taken back stays so',
};

async function plan(open: OpenWorld, desk: Desk, given: Given): Promise<void> {
  const { because, as, yes, json, workflowVersion, ...parts } = given;
  const { world, pool } = open;
  const person = personOf(world.workspace(), as);
  if (because === undefined || because.trim() === '') {
    throw new AppError('invalid', 'A rollback needs a reason.', {
      suggestion: 'Say why with --because "…".',
    });
  }
  const slice = { ...parts, ...(workflowVersion === undefined ? {} : { version: workflowVersion }) };
  const { id } = await planRollback(world, pool, person, { slice, because });
  await show(open, desk, id, json ?? false);
  const planned = await loadRollback(world, id);
  if (pendingItems(planned).length === 0) {
    desk.terminal.tell('Nothing in it can be taken back.');
    desk.exitCode = EXIT.no;
    return;
  }
  if (!yes && (json || !(await agreed(desk, id)))) {
    desk.terminal.tell(`Nothing was done. To run it later: remit rollback start ${id} --as ${person.id}`);
    return;
  }
  await run(open, desk, id, 'start', given);
}

async function run(open: OpenWorld, desk: Desk, id: string, verb: RollbackVerb, given: Given): Promise<void> {
  const { world } = open;
  const person = personOf(world.workspace(), given.as);
  const { says } = await runRollback(world, person, id, { verb, because: given.because ?? '' });
  desk.terminal.tell(says);
  if (verb === 'start' || verb === 'resume') await follow(open, desk, id);
}

/** Tells how far it is until it is over or paused. Ending this command does not end the rollback. */
async function follow({ world }: OpenWorld, { terminal }: Desk, id: string): Promise<void> {
  let said = '';
  let quietMs = 0;
  for (;;) {
    const state = await loadRollback(world, id);
    const says = sayRollback(state);
    if (state.state !== 'running') return terminal.say(says);
    quietMs = says === said ? quietMs + LOOK_EVERY_MS : 0;
    if (says !== said) terminal.tell(says);
    if (quietMs === PATIENCE_MS - (PATIENCE_MS % LOOK_EVERY_MS)) {
      terminal.tell('Nothing moves: no worker seems to run. remit start, or remit worker, takes it up.');
    }
    said = says;
    await sleep(LOOK_EVERY_MS);
  }
}

async function list({ pool }: OpenWorld, { terminal }: Desk): Promise<void> {
  const { rows } = await pool.query<{ id: string; state: string; title: string; at: Date }>(
    'select id, state, title, at from rollbacks order by at desc, id desc',
  );
  if (rows.length === 0) return terminal.tell('There was no rollback yet.');
  for (const { id, state, title, at } of rows) {
    terminal.say(`${at.toISOString().slice(0, 16).replace('T', ' ')}  ${id}  ${state.padEnd(9)}  ${title}`);
  }
}

async function show({ world }: OpenWorld, { terminal }: Desk, id: string, asJson: boolean): Promise<void> {
  const state = await loadRollback(world, id);
  if (!asJson) return tellRollback(state, world.workspace(), terminal);
  const { tried: _tried, version: _version, ...told } = state;
  terminal.say(JSON.stringify({ ...told, says: sayRollback(state) }, null, 2));
}

/** A person at a terminal is asked; a script must have said so. */
async function agreed({ wire }: Desk, id: string): Promise<boolean> {
  const stdin = wire.stdin ?? process.stdin;
  if (stdin.isTTY !== true || wire.stderr.isTTY !== true) return false;
  const lines = createInterface({ input: stdin, output: wire.stderr });
  try {
    const answer = await lines.question(`Run the rollback ${id}? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

async function opened(desk: Desk, work: (open: OpenWorld) => Promise<void>): Promise<void> {
  const open = await desk.wire.openWorld();
  try {
    await work(open);
  } finally {
    await open.close();
  }
}
