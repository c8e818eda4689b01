import type { Command } from 'commander';
import type { Desk } from '../index.ts';

export function addRunning(program: Command, { wire, terminal }: Desk): void {
  program
    .command('start')
    .description('start the database, the server, the workers and, by default, the sample business')
    .addHelpText(
      'after',
      `
Without settings it brings its own Postgres (in .remit) and a small shop to try things on.
  DATABASE_URL=postgres://… remit start       use a Postgres of your own
  REMIT_WORKSPACE=my-shop remit start         use your own workspace
Ctrl-C stops all of it in order.`,
    )
    .action(async () => {
      const { url, stopped } = await wire.startAll((line) => terminal.tell(line));
      terminal.say(`Remit is ready: ${terminal.paint('cyan', url)}`);
      await stopped;
    });

  program
    .command('worker')
    .description(
      'work on due cases of a running Remit: more workers, on any machine that reaches its database',
    )
    .addHelpText(
      'after',
      `
  DATABASE_URL=postgres://… REMIT_WORKERS=64 remit worker
Start as many as you like and stop them when you like: a case that a dead worker held is taken up by another.`,
    )
    .action(async () => {
      const { stopped } = await wire.startWorker((line) => terminal.tell(line));
      terminal.tell('Working. Ctrl-C stops.');
      await stopped;
    });
}
