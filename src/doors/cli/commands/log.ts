import type { Command } from 'commander';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

export function addLog(program: Command, desk: Desk): void {
  const { terminal } = desk;
  program
    .command('verify')
    .argument('[case]', 'one case only')
    .description('recompute the hashes of the log and its seals; names the first entry that does not fit')
    .addHelpText('after', '\nExits with 0 when everything fits, and with 1 when something was changed.')
    .action((id: string | undefined) =>
      opened(desk, async (open) => {
        const { verified, says } = await open.verify(id === undefined ? undefined : `case/${id}`);
        terminal.say(terminal.paint(verified ? 'green' : 'red', says));
        if (!verified) desk.exitCode = EXIT.no;
      }),
    );

  program
    .command('rebuild')
    .description('drop the tables that are made from the log, and make them again')
    .addHelpText(
      'after',
      '\nThe log itself is only read. Safe at any time; lists may be incomplete while it runs.',
    )
    .action(() =>
      opened(desk, async (open) => {
        const { cases } = await open.rebuild((done) => terminal.tell(`${done} cases …`));
        terminal.say(`Rebuilt from the log: ${cases} ${cases === 1 ? 'case' : 'cases'}.`);
      }),
    );

  program
    .command('seal')
    .description('seal the log as it is now, and print the seal, to be kept elsewhere')
    .addHelpText(
      'after',
      '\nA seal that is printed, mailed or committed shows later that no history was rewritten.',
    )
    .action(() =>
      opened(desk, async (open) => {
        const seal = await open.seal();
        if (seal === null) return terminal.say('Nothing was appended since the last seal.');
        terminal.say(`Seal ${seal.number} over ${seal.entries} new entries: ${seal.hash}`);
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
