import type { Command } from 'commander';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';

const PLAY_CASES = 25;
const PLAY_CASES_MAX = 2_000;

/** `remit sandbox`: the same workspace against recorded answers. */
export function addSandbox(program: Command, { wire, terminal }: Desk): void {
  program
    .command('sandbox')
    .description('run the same workspace against recorded answers: nothing real is reached')
    .option('--cases <n>', 'play so many of the newest cases of the log again', String(PLAY_CASES))
    .addHelpText('after', HELP)
    .action(async ({ cases }: { cases: string }) => {
      if (!wire.startSandbox) throw new AppError('unavailable', 'There is no sandbox here.');
      const count = Number(cases);
      if (!Number.isInteger(count) || count < 0 || count > PLAY_CASES_MAX) {
        throw new AppError('invalid', `--cases is a whole number from 0 to ${PLAY_CASES_MAX}.`, {
          path: 'cases',
        });
      }
      const { url, stopped } = await wire.startSandbox((line) => terminal.tell(line), count);
      terminal.say(`The sandbox is ready: ${terminal.paint('cyan', url)}`);
      terminal.say('Reads come from the log, writes only pretend. Nothing real can be reached.');
      await stopped;
    });
}

const HELP = `
It has a database of its own (in the folder sandbox of the home folder) and listens ten ports above the real one.

Examples:
  remit sandbox
  REMIT_WORKSPACE=my-shop-with-new-rules remit sandbox --cases 200`;
