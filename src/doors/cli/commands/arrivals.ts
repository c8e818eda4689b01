import { Option, type Command } from 'commander';
import { tryAgain, tryAllAgain } from '../../../flow/receive.ts';
import { arrivalShelf, readWaiting, type KeptArrival } from '../../../runtime/arrivals.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import { columns } from '../terminal.ts';
import type { OpenWorld } from '../wire.ts';

/** Shown, and tried, in one go. */
const SHOWN_MAX = 100;
const TRIED_MAX = 10_000;

interface Given {
  workflow?: string;
  again?: true;
  drop?: true;
  because?: string;
  as?: string;
  json?: true;
}

/** `remit arrivals` */
export function addArrivals(program: Command, desk: Desk): void {
  program
    .command('arrivals')
    .argument('[id]', 'one of them, with what was sent')
    .description('what came in and could not become an event; try it again once the mapping was mended')
    .option('--workflow <name>', 'of this workflow only')
    .option('--again', 'try it again, or all of them, the oldest first')
    .option('--drop', 'nothing will come of it: what was sent is forgotten')
    .option('--because <reason>', 'why it is dropped')
    .addOption(new Option('--as <person>', "who drops it: a person's id"))
    .option('--json', 'as JSON')
    .addHelpText('after', '\n  remit arrivals --workflow returns --again')
    .action(async (id: string | undefined, given: Given) => {
      const open = await desk.wire.openWorld();
      try {
        if (id === undefined) await (given.again ? tryAll(open, desk, given) : list(open, desk, given));
        else if (given.drop) await drop(open, desk, id, given);
        else if (given.again) await tryOne(open, desk, id);
        else await show(open, desk, id, given);
      } finally {
        await open.close();
      }
    });
}

async function list({ world, pool }: OpenWorld, { terminal }: Desk, given: Given): Promise<void> {
  checkWorkflow(world.workspace().workflows, given.workflow);
  const found = await readWaiting(pool, { workflow: given.workflow, limit: SHOWN_MAX });
  if (given.json) return terminal.say(JSON.stringify(found, null, 2));
  if (found.length === 0) return terminal.tell('Nothing waits: everything that came in became an event.');
  const rows = found.map((one) => [
    one.id,
    `${one.workflow}/${one.trigger}`,
    one.came_at.slice(0, 16),
    one.says,
  ]);
  for (const line of columns(rows)) terminal.say(line);
  if (found.length === SHOWN_MAX) terminal.tell(`These are the newest ${SHOWN_MAX}; there may be more.`);
  terminal.tell('Look at one with remit arrivals ID; mend the mapping; then remit arrivals --again.');
}

async function show({ pool }: OpenWorld, { terminal }: Desk, id: string, { json }: Given): Promise<void> {
  const kept = await known(pool, id);
  if (json) return terminal.say(JSON.stringify(kept, null, 2));
  const { workflow, trigger, arrival, says, suggestion, state, caseId } = kept;
  terminal.say(`${workflow}/${trigger}: ${arrival.type ?? 'no type'}, ${arrival.at.toISOString()}, ${state}`);
  terminal.say(suggestion === undefined ? says : `${says} ${suggestion}`);
  if (caseId !== null) terminal.say(`It became part of case ${caseId}.`);
  if (state === 'waiting') terminal.say(JSON.stringify(arrival.payload, null, 2));
}

async function tryOne({ world, pool }: OpenWorld, desk: Desk, id: string): Promise<void> {
  const received = await tryAgain(world, arrivalShelf(pool), id);
  if (received.status === 'undelivered') {
    desk.terminal.say(`It still waits: ${received.says}`);
    desk.exitCode = 1;
  } else if (received.status === 'left_out') desk.terminal.say(`It is left out: ${received.says}`);
  else desk.terminal.say(`${received.status}: case ${received.case}`);
}

async function tryAll({ world, pool }: OpenWorld, desk: Desk, given: Given): Promise<void> {
  const { workflows } = world.workspace();
  checkWorkflow(workflows, given.workflow);
  const sums = { tried: 0, delivered: 0, waiting: 0 };
  for (const { name: workflow, triggers } of Object.values(workflows)) {
    if (given.workflow !== undefined && given.workflow !== workflow) continue;
    for (const { name: trigger } of triggers) {
      const done = await tryAllAgain(world, arrivalShelf(pool), { workflow, trigger, limit: TRIED_MAX });
      for (const key of ['tried', 'delivered', 'waiting'] as const) sums[key] += done[key];
    }
  }
  desk.terminal.say(
    sums.tried === 0
      ? 'Nothing waits.'
      : `${sums.delivered} of ${sums.tried} went through; ${sums.waiting} still ${sums.waiting === 1 ? 'waits' : 'wait'}.`,
  );
  if (sums.waiting > 0) desk.exitCode = 1;
}

async function drop({ world, pool }: OpenWorld, { terminal }: Desk, id: string, given: Given): Promise<void> {
  const person = personOf(world.workspace(), given.as);
  if (given.because === undefined)
    throw new AppError('invalid', 'It must be said why it is dropped.', {
      path: '--because',
      suggestion: 'Say it with --because.',
    });
  await known(pool, id);
  const isDropped = await arrivalShelf(pool).drop(id, person.name, given.because, world.now());
  if (!isDropped) throw new AppError('conflict', 'It does not wait any more.', { path: 'id' });
  terminal.say('It was dropped, and what was sent is forgotten.');
}

async function known(pool: OpenWorld['pool'], id: string): Promise<KeptArrival> {
  const kept = await arrivalShelf(pool).read(id);
  if (kept) return kept;
  throw new AppError('not_found', `There is no arrival "${id}".`, {
    suggestion: 'remit arrivals lists those that wait.',
  });
}

function checkWorkflow(workflows: Record<string, unknown>, name: string | undefined): void {
  if (name === undefined || Object.hasOwn(workflows, name)) return;
  const suggestion = suggestName(name, Object.keys(workflows));
  throw new AppError('not_found', `There is no workflow "${name}".`, {
    ...(suggestion !== undefined && { suggestion: `Here ${suggestion}` }),
  });
}
