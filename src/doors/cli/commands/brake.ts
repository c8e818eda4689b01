import { Option, type Command } from 'commander';
import { drill, listSwitches, report, type Report } from '../../../authority/brake/report.ts';
import { linksOf, makeLink, revokeLink } from '../../../authority/brake/links.ts';
import { SWITCHES_STREAM } from '../../../authority/schema.ts';
import { DRILL, labelInside, switchOffers } from '../../../authority/brake/names.ts';
import { releaseSwitch, throwSwitch } from '../../../authority/brake/switches.ts';
import type { Actor } from '../../../log/schema.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

const LINK_DAYS = 30;
const LINK_DAYS_MAX = 365;

interface StopOptions {
  because: string;
  drill?: true;
  look?: true;
  as?: string;
}

interface SwitchesOptions {
  link?: string;
  days: string;
  links?: true;
  revoke?: string;
  as?: string;
  json?: true;
}

export function addBrake(program: Command, desk: Desk): void {
  const as = () => new Option('--as <person>', 'who does it, by their id');
  program
    .command('stop')
    .argument('[what]', 'all, workflow:W, agent:A, system:S or write:S.W', 'all')
    .description('stop everything, or one workflow, agent, system or write, on every worker at once')
    .option('--because <why>', 'why, for everybody to read', '')
    .option('--drill', 'stop nothing, and count from now on what would have been stopped')
    .option('--look', 'only say what a throw would stop now')
    .addOption(as())
    .addHelpText(
      'after',
      '\nWhat waits goes on after remit release. remit switches lists what can be stopped.',
    )
    .action((what: string, options: StopOptions) => opened(desk, (open) => stop(open, desk, what, options)));

  program
    .command('release')
    .argument('<what>', 'a switch that is thrown; a drill begins with drill:')
    .description('let it go on: what waited is ruled again before it acts')
    .option('--because <why>', 'why, for everybody to read', '')
    .addOption(as())
    .action((what: string, { because, as: id }: StopOptions) =>
      opened(desk, async ({ world, pool }) => {
        const person = personOf(world.workspace(), id);
        desk.terminal.say((await releaseSwitch(world, pool, person, { switch: what, because })).says);
      }),
    );

  program
    .command('switches')
    .description('what is stopped, by whom and why, and what can be; or signed links that stop')
    .option('--link <what>', 'make a signed link that stops this and does nothing else')
    .option('--days <days>', 'how long the link works', String(LINK_DAYS))
    .option('--links', 'list the links that were made')
    .option('--revoke <id>', 'make a link good for nothing')
    .option('--json', 'as JSON')
    .addOption(as())
    .action((options: SwitchesOptions) =>
      opened(desk, async (open) => {
        if (options.link !== undefined) return link(open, desk, options.link, options);
        if (options.revoke !== undefined) return revoke(open, desk, options.revoke, options);
        return options.links ? links(open, desk) : list(open, desk, options);
      }),
    );
}

async function stop(
  { world, pool }: OpenWorld,
  desk: Desk,
  what: string,
  options: StopOptions,
): Promise<void> {
  const workspace = world.workspace();
  if (options.look) return sayReport(await drill(pool, workspace, what, world.now()), desk);
  const given = { switch: what, because: options.because, how: 'cli' as const };
  const thrown = await throwSwitch(world, whoStops(world, options.as), {
    ...given,
    ...(options.drill ? { drill: true } : {}),
  });
  sayReport(await report(pool, workspace, thrown, world.now()), desk);
}

/** In an emergency nobody looks up their id: who sits at this machine may stop. */
function whoStops(world: OpenWorld['world'], id: string | undefined): Actor {
  if (id === undefined) return { type: 'outside', id: 'Somebody at the command line' };
  const person = personOf(world.workspace(), id);
  return { type: 'person', id: person.id, name: person.name };
}

function sayReport({ says, open, in_flight, last_hour, last_day }: Report, { terminal }: Desk): void {
  terminal.say(terminal.paint('bold', says));
  for (const { label, cases } of open) terminal.say(`  ${label}: ${counted(cases, 'open case')}`);
  for (const { key, write } of in_flight) terminal.say(`  in flight: ${write} (${key})`);
  const hour = counted(last_hour, 'action');
  terminal.say(
    terminal.paint('dim', `It concerns ${hour} of the last hour and ${last_day} of the last day.`),
  );
}

async function list({ world, pool }: OpenWorld, { terminal }: Desk, options: SwitchesOptions): Promise<void> {
  const workspace = world.workspace();
  const thrown = await listSwitches(pool, workspace);
  const offers = switchOffers(workspace);
  if (options.json) return terminal.say(JSON.stringify({ thrown, offers }, null, 2));
  if (thrown.length === 0) terminal.say('Nothing is stopped.');
  for (const row of thrown) {
    const waiting = row.drill
      ? `a drill: ${counted(row.waiting, 'action')} would have been stopped`
      : `${counted(row.waiting, 'case')} waiting`;
    const why = row.because ? `: ${row.because}` : '';
    const name = terminal.paint(row.name.startsWith(DRILL) ? 'dim' : 'red', row.name);
    terminal.say(`${name}  ${row.label}, by ${row.by ?? 'somebody'} at ${row.thrown_at}${why} (${waiting})`);
  }
  terminal.say('');
  terminal.say(terminal.paint('dim', 'Can be stopped:'));
  for (const { switch: name, label } of offers) terminal.say(`  ${name.padEnd(28)}  ${label}`);
}

async function link(
  { world, links: signing }: OpenWorld,
  { terminal }: Desk,
  what: string,
  { days, as }: SwitchesOptions,
): Promise<void> {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > LINK_DAYS_MAX) {
    throw new AppError('invalid', `--days takes a whole number from 1 to ${LINK_DAYS_MAX}.`, {
      path: '--days',
    });
  }
  if (!signing) throw new AppError('unavailable', 'No links can be made here.');
  const person = personOf(world.workspace(), as);
  const made = await makeLink(world, await signing.secret(), person, { switch: what, days: count });
  terminal.say(`${signing.address}/brake/${made.token}`);
  terminal.tell(
    `Whoever has it can stop ${labelInside(world.workspace(), what)}, until ${made.expiresAt.toISOString()}. Revoke it with remit switches --revoke ${made.id}.`,
  );
}

async function revoke(
  { world }: OpenWorld,
  { terminal }: Desk,
  id: string,
  { as }: SwitchesOptions,
): Promise<void> {
  await revokeLink(world, personOf(world.workspace(), as), id);
  terminal.say(`The link ${id} stops nothing any more.`);
}

async function links({ world }: OpenWorld, { terminal }: Desk): Promise<void> {
  const made = linksOf(await world.log.read(SWITCHES_STREAM));
  if (made.length === 0) return terminal.say('No link was made.');
  for (const { id, switch: name, by, expiresAt, revoked } of made) {
    const isOver = expiresAt <= world.now();
    const state = revoked ? 'revoked' : isOver ? 'expired' : `until ${expiresAt.toISOString()}`;
    terminal.say(`${id}  ${name}, made by ${by}, ${state}`);
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function opened(desk: Desk, work: (open: OpenWorld) => Promise<void>): Promise<void> {
  const open = await desk.wire.openWorld();
  try {
    await work(open);
  } finally {
    await open.close();
  }
}
