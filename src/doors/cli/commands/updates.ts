import type { Command } from 'commander';
import { WAYS } from '../../../authority/updates_schema.ts';
import { acceptUpdate, declineUpdate, readUpdate, readUpdates } from '../../../proof/updates/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

interface Given {
  workflow?: string;
  accept?: true;
  decline?: true;
  way?: string;
  tick?: string;
  because?: string;
  as?: string;
  json?: true;
}
type Updates = Awaited<ReturnType<typeof readUpdates>>;
type Shown = Awaited<ReturnType<typeof readUpdate>>;

export function addUpdates(program: Command, desk: Desk): void {
  program
    .command('updates')
    .argument('[id]', 'one of them')
    .description('rule updates: drafts from what people changed, with their proof; or accept or decline one')
    .option('--workflow <name>', 'of this workflow only')
    .option('--accept', 'put it in force, by the path of any other change')
    .option('--decline', 'it is not suggested again')
    .option('--way <way>', `how it is put in force: ${WAYS.join(', ')}; the suggested one when left out`)
    .option('--tick <groups>', 'widening groups of a boundary that were seen, with commas between')
    .option('--because <reason>', 'why')
    .option('--as <person>', "who decides: a person's id")
    .option('--json', 'as JSON')
    .addHelpText('after', '\nAccept one: remit updates 4ccf477b3171adebaa84 --accept --way row --as hanne')
    .action(async (id: string | undefined, given: Given) => {
      const open = await desk.wire.openWorld();
      try {
        if (id === undefined) await list(open, desk, given);
        else if (given.accept || given.decline) await decide(open, desk, id, given);
        else await show(open, desk, id, given);
      } finally {
        await open.close();
      }
    });
}

async function list({ world, pool }: OpenWorld, { terminal }: Desk, given: Given): Promise<void> {
  const names = Object.keys(world.workspace().workflows);
  if (given.workflow !== undefined && !names.includes(given.workflow)) {
    const suggestion = suggestName(given.workflow, names) ?? 'the workspace has no workflows';
    throw new AppError('not_found', `There is no workflow "${given.workflow}".`, {
      suggestion: `Here ${suggestion}`,
    });
  }
  const found = await readUpdates(world, pool, given.workflow === undefined ? names : [given.workflow]);
  if (given.json) return terminal.say(JSON.stringify(found, null, 2));
  for (const one of found.updates) sayItem(one, terminal);
  for (const { label, says } of found.looked) terminal.tell(`${label}: ${says}`);
}

function sayItem(one: Updates['updates'][number], terminal: Desk['terminal']): void {
  const { precision, base } = one.proof;
  const widens = one.widens ? terminal.paint('yellow', ' widens') : '';
  terminal.say(terminal.paint('bold', one.says));
  const rates = `${precision.count} of ${precision.of}, against ${base.count} of ${base.of} ${one.group_says}`;
  terminal.say(`  ${rates}`);
  if (one.past_says) terminal.say(`  ${one.past_says}`);
  if (one.followed) terminal.say(`  ${one.followed.says}.`);
  terminal.say(`  ${one.id}  ${one.state}${widens}  ${one.way ?? one.ways.join(', ')}  ${one.workflow}`);
}

async function show({ world, pool }: OpenWorld, { terminal }: Desk, id: string, given: Given): Promise<void> {
  const person = given.as === undefined ? null : personOf(world.workspace(), given.as);
  const shown = await readUpdate(world, pool, id, person);
  if (given.json) return terminal.say(JSON.stringify(shown, null, 2));
  sayItem(shown, terminal);
  terminal.say(`  ${shown.proof.says}`);
  for (const way of shown.workings) sayWay(way, terminal);
}

const SIGNS = { same: ' ', added: '+', removed: '-' } as const;

function sayWay(way: Shown['workings'][number], terminal: Desk['terminal']): void {
  terminal.say('');
  terminal.say(`${terminal.paint('bold', way.way)}  ${way.label} (${way.file})`);
  terminal.say(`  ${way.backtest.says} ${way.widens_says}`);
  for (const { change, text } of way.lines) terminal.say(`  ${SIGNS[change]} ${text}`);
  for (const group of way.backtest.boundary?.groups ?? []) terminal.say(`  ${group.id}  ${group.says}`);
}

async function decide(
  { world, pool }: OpenWorld,
  { terminal }: Desk,
  id: string,
  given: Given,
): Promise<void> {
  const person = personOf(world.workspace(), given.as);
  if (given.decline) {
    const { says } = await declineUpdate(world, pool, person, id, given.because ?? '');
    return terminal.say(says);
  }
  const { workings } = await readUpdate(world, pool, id, person);
  const way = given.way === undefined ? workings[0] : workings.find((one) => one.way === given.way);
  if (!way) {
    const ways = workings.map((one) => one.way).join(', ');
    throw new AppError('invalid', `It cannot be put in force as "${given.way ?? 'anything'}".`, {
      suggestion: ways === '' ? 'Change the file by hand.' : `It can be: ${ways}.`,
    });
  }
  const { says } = await acceptUpdate(world, pool, person, id, {
    way: way.way,
    base: way.base,
    because: given.because,
    ticked: given.tick?.split(',').map((group) => group.trim()) ?? [],
  });
  terminal.say(says);
}
