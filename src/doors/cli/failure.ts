import { CommanderError } from 'commander';
import { AppError } from '../../runtime/errors.ts';
import type { Terminal } from './terminal.ts';

/** What a process ends with. Scripts rely on them: a new meaning takes a new number. */
export const EXIT = {
  ok: 0,
  /** The command worked, and its answer is no: a hash does not fit, a workspace has faults. */
  no: 1,
  /** The caller's mistake, or something that they must put right first. */
  usage: 2,
  /** A fault of Remit itself. */
  failed: 3,
} as const;

/** Says in a sentence what went wrong and what to do, and gives the exit code. Stack traces are for `--debug`. */
export function sayFailure(error: unknown, terminal: Terminal, isDebug: boolean): number {
  // Commander has spoken already, with the nearest command or option.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof AppError) {
    terminal.tell(`${terminal.paintNote('red', 'Error:')} ${error.message}`);
    if (error.suggestion !== undefined) terminal.tell(error.suggestion);
    if (isDebug && stack !== undefined) terminal.tell(stack);
    return EXIT.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.tell(`${terminal.paintNote('red', 'Something went wrong inside Remit:')} ${message}`);
  terminal.tell(isDebug && stack !== undefined ? stack : 'The same command with --debug shows where.');
  return EXIT.failed;
}
