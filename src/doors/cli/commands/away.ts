import { Option, type Command } from 'commander';
import { setAway } from '../../../people/away.ts';
import { readAbsences } from '../../../runtime/away.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

interface AwayOptions {
  until?: string;
  deputy?: string;
  as?: string;
}

export function addAway(program: Command, desk: Desk): void {
  const as = () => new Option('--as <person>', "who is away, or back: a person's id");
  program
    .command('away')
    .description('who is away and who decides in their place; or say that you are')
    .option('--until <time>', 'until when, such as 2026-12-04T16:00:00Z')
    .option('--deputy <person>', 'who decides in your place, by their id')
    .addOption(as())
    .addHelpText(
      'after',
      '\n  remit away --until 2026-12-04T16:00:00Z --deputy marek --as hanne\nA deputy decides by your roles, beside their own, and hands nothing on.',
    )
    .action(async (options: AwayOptions) => {
      const isSet = options.until ?? options.deputy ?? options.as;
      await opened(desk, (open) => (isSet === undefined ? list(open, desk) : leave(open, desk, options)));
    });

  program
    .command('back')
    .description('say that you are back: nobody decides in your place any more')
    .addOption(as())
    .action(({ as: id }: AwayOptions) =>
      opened(desk, async ({ world }) => {
        const person = personOf(world.workspace(), id);
        desk.terminal.say(await setAway(world, person, { until: null, deputy: null }));
      }),
    );
}

async function leave({ world }: OpenWorld, desk: Desk, { until, deputy, as }: AwayOptions): Promise<void> {
  const person = personOf(world.workspace(), as);
  const at = new Date(until ?? '');
  if (Number.isNaN(at.getTime())) {
    const says = until === undefined ? 'It must be known until when.' : `"${until}" is not a time.`;
    throw new AppError('invalid', says, {
      path: '--until',
      suggestion: 'Write it such as 2026-12-04T16:00:00Z.',
    });
  }
  if (deputy === undefined) {
    throw new AppError('invalid', 'It must be known who decides in the meantime.', {
      path: '--deputy',
      suggestion: 'Say who with --deputy.',
    });
  }
  desk.terminal.say(await setAway(world, person, { until: at, deputy }));
}

async function list({ world, pool }: OpenWorld, { terminal }: Desk): Promise<void> {
  const absences = await readAbsences(pool, world.log);
  const away = absences.filter(({ until }) => until > world.now());
  if (away.length === 0) terminal.say('Everybody is here.');
  const nameOf = (id: string) => world.workspace().people.find((one) => one.id === id)?.name ?? id;
  for (const { person, until, deputy } of away) {
    terminal.say(
      `${nameOf(person)} is away until ${until.toISOString()}; ${nameOf(deputy)} decides in their place.`,
    );
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
