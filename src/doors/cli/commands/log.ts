import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { sayVerified } from '../../../flow/say/verified.ts';
import { checkSeal, makeSeal, verify } from '../../../log/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

export function addLog(program: Command, desk: Desk): void {
  program
    .command('verify')
    .argument('[case]', 'one case only')
    .option('--seal <file>', 'also hold the log against a seal that was kept elsewhere')
    .description('recompute the hashes of the log and its seals; names the first entry that does not fit')
    .addHelpText('after', '\nExits with 0 when everything fits, and with 1 when something was changed.')
    .action((id: string | undefined, options: { seal?: string }) =>
      opened(desk, (open) => verifyLog(open, desk, id, options.seal)),
    );

  program
    .command('rebuild')
    .description('drop the tables that are made from the log, and make them again')
    .addHelpText(
      'after',
      '\nThe log itself is only read. Readers and workers wait until it is done; a rebuild that fails changes nothing.',
    )
    .option('--even-so', 'also from a log whose hashes do not fit')
    .action(({ evenSo }: { evenSo?: true }) =>
      opened(desk, async (open) => {
        if (!evenSo) await mustFit(open);
        await rebuildTables(open, desk);
      }),
    );

  program
    .command('seal')
    .description('seal the log as it is now, and print the seal, to be kept elsewhere')
    .addHelpText(
      'after',
      `
A seal that is printed, mailed or committed shows later that nobody has rewritten the history before it:
  remit seal > seal-march.json
  remit verify --seal seal-march.json`,
    )
    .action(() => opened(desk, (open) => sealLog(open, desk)));
}

async function verifyLog(
  { pool }: OpenWorld,
  desk: Desk,
  id: string | undefined,
  sealFile: string | undefined,
): Promise<void> {
  if (id !== undefined && sealFile !== undefined) {
    throw new AppError('invalid', 'A seal covers the whole log, so it cannot be held against one case.', {
      suggestion: 'Leave out the case or the seal.',
    });
  }
  const report =
    sealFile === undefined
      ? await verify(pool, id === undefined ? {} : { stream: `case/${id}` })
      : await checkSeal(pool, await readSeal(sealFile));
  const { verified, says } = sayVerified(report);
  desk.terminal.say(desk.terminal.paint(verified ? 'green' : 'red', says));
  if (verified && sealFile !== undefined) desk.terminal.say(`The log agrees with the seal in ${sealFile}.`);
  if (!verified) desk.exitCode = EXIT.no;
}

async function readSeal(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new AppError('not_found', `The seal ${file} cannot be read: ${(error as Error).message}.`, {
      path: file,
    });
  }
}

/** Tables made from a log that was changed would show the change as if it had happened. */
async function mustFit({ pool }: OpenWorld): Promise<void> {
  const { misfit } = await verify(pool);
  if (!misfit) return;
  throw new AppError('refused', `The log does not fit, so nothing was rebuilt: ${misfit.says}`, {
    suggestion: 'Restore the log from a backup, or rebuild with --even-so.',
  });
}

async function rebuildTables({ rebuild }: OpenWorld, { terminal }: Desk): Promise<void> {
  const streams = await rebuild(({ streams, of }) => terminal.tell(`${streams} of ${of} streams`));
  terminal.say(
    `Rebuilt from the log: ${streams.toLocaleString('en')} ${streams === 1 ? 'stream' : 'streams'}.`,
  );
}

async function sealLog({ pool, world }: OpenWorld, { terminal }: Desk): Promise<void> {
  const sealed = await makeSeal(pool, world.log, { now: () => world.now() });
  if (!sealed) return terminal.tell('Nothing was appended since the last seal.');
  terminal.say(sealed.text);
  terminal.tell(
    `Seal ${sealed.seal.number} covers ${sealed.seal.count} more entries. Keep it where the database is not.`,
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
