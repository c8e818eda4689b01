import { Command } from 'commander';
import { addArrivals } from './commands/arrivals.ts';
import { addAssess } from './commands/assess.ts';
import { addAttention } from './commands/attention.ts';
import { addAway } from './commands/away.ts';
import { addBoundary } from './commands/boundary.ts';
import { addBrake } from './commands/brake.ts';
import { addCard } from './commands/card.ts';
import { addCase } from './commands/case.ts';
import { addConnectMcp } from './commands/connect_mcp.ts';
import { addConnectOpenapi } from './commands/connect_openapi.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExposure } from './commands/exposure.ts';
import { addImport } from './commands/import.ts';
import { addLog } from './commands/log.ts';
import { addReplay } from './commands/replay.ts';
import { addReport } from './commands/report.ts';
import { addReturn } from './commands/return.ts';
import { addMcp } from './commands/mcp.ts';
import { addMetrics } from './commands/metrics.ts';
import { addRollback } from './commands/rollback.ts';
import { addRunning } from './commands/running.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addSecret } from './commands/secret.ts';
import { addSettings } from './commands/settings.ts';
import { addStage } from './commands/stage.ts';
import { addStanding } from './commands/standing.ts';
import { addToken } from './commands/token.ts';
import { addUpdates } from './commands/updates.ts';
import { addWorkspace } from './commands/workspace.ts';
import { EXIT, sayFailure } from './failure.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import type { Wire } from './wire.ts';

export type { OpenWorld, Wire } from './wire.ts';
export type { Terminal } from './terminal.ts';
export { EXIT } from './failure.ts';

/** What a command may use. It sets `exitCode` where its answer is no; mistakes are thrown. */
export interface Desk {
  wire: Wire;
  terminal: Terminal;
  exitCode: number;
}

const INTRO = `Remit lets AI agents do operational work inside a written remit, and widens that remit only on evidence.`;

const OUTRO = `
First steps:
  remit start                     start everything and print the console's address
  remit check my-shop             is this folder a workspace? lists every fault with its line
  remit statement returns         the boundary of a workflow in plain English
  remit case 01J9…                the whole story of a case, entry by entry
  remit stop                      stop everything; remit release all lets it go on
  remit stage returns             how far a workflow is rolled out, and on what evidence
  remit standing returns          what its agents have earned, and what is missing
  remit exposure returns          the most that it can do without a person
  remit verify                    recompute every hash of the log

Settings come from the environment: remit settings lists them with their meaning.
Exit codes: 0 yes, 1 the answer is no, 2 a mistake in the call or something to put right first, 3 a fault of Remit.`;

/**
 * Runs one command line (`argv` without node and script) and returns the exit code. Never throws and never
 * exits by itself: the caller decides when the process ends.
 */
export async function run(argv: readonly string[], wire: Wire): Promise<number> {
  const terminal = openTerminal(wire.stdout, wire.stderr, wire.env);
  const desk: Desk = { wire, terminal, exitCode: EXIT.ok };
  const program = makeProgram(desk);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return desk.exitCode;
  } catch (error) {
    return sayFailure(error, terminal, argv.includes('--debug'));
  }
}

function makeProgram(desk: Desk): Command {
  const { wire } = desk;
  const program = new Command('remit')
    .description(INTRO)
    .version(wire.version, '-v, --version', 'the version of Remit')
    .option('--debug', 'show where an error came from')
    .helpOption('-h, --help', 'what a command does, with examples')
    .helpCommand('help [command]', 'what a command does, with examples')
    .addHelpText('after', OUTRO)
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void wire.stdout.write(text),
      writeErr: (text) => void wire.stderr.write(text),
      outputError: (text, write) =>
        write(
          `${text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()).trimEnd()}\nremit --help lists the commands.\n`,
        ),
    })
    .exitOverride();
  for (const add of [
    addRunning,
    addSettings,
    addSecret,
    addSandbox,
    addDoctor,
    addWorkspace,
    addCard,
    addCase,
    addConnectMcp,
    addConnectOpenapi,
    addBrake,
    addExposure,
    addUpdates,
    addBoundary,
    addStage,
    addMcp,
    addMetrics,
    addStanding,
    addAssess,
    addAttention,
    addAway,
    addArrivals,
    addImport,
    addLog,
    addReplay,
    addRollback,
    addReport,
    addReturn,
    addToken,
  ])
    add(program, desk);
  return program;
}
