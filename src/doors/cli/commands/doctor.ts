import type { Command } from 'commander';
import { AppError } from '../../../runtime/errors.ts';
import type { Finding } from '../../../runtime/doctor/index.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';

const MARKS = { ok: ['green', 'ok  '], warn: ['yellow', 'warn'], fail: ['red', 'FAIL'] } as const;

/** `remit doctor`: a workspace from one end to the other, with a dry read of every system. */
export function addDoctor(program: Command, desk: Desk): void {
  const { wire, terminal } = desk;
  program
    .command('doctor')
    .description('look at everything: files, secrets, every system by a dry read, database, disk')
    .option('--json', 'as JSON, one finding a line')
    .addHelpText('after', HELP)
    .action(async ({ json }: { json?: true }) => {
      if (!wire.doctor) throw new AppError('unavailable', 'There is no doctor here.');
      const counts = { ok: 0, warn: 0, fail: 0 };
      for await (const finding of wire.doctor()) {
        counts[finding.level] += 1;
        if (json) terminal.say(JSON.stringify(finding));
        else sayFinding(finding);
      }
      if (!json) terminal.say(`\n${sayCounts(counts)}`);
      if (counts.fail > 0) desk.exitCode = EXIT.no;
    });

  function sayFinding({ area, level, says, todo }: Finding): void {
    const [style, mark] = MARKS[level];
    terminal.say(`${terminal.paint(style, mark)}  ${terminal.paint('bold', area)}  ${says}`);
    if (todo !== undefined) terminal.say(`      ${terminal.paint('dim', todo)}`);
  }
}

const HELP = `
Nothing outside is changed: systems are asked by a read. The exit code is 1 where anything fails.

Examples:
  remit doctor
  remit doctor --json | grep -v '"ok"'`;

function sayCounts({ ok, warn, fail }: Record<Finding['level'], number>): string {
  if (fail === 0 && warn === 0) return `All ${ok} are well.`;
  const parts = [`${ok} well`, `${warn} to look at`, `${fail} failing`];
  return `${parts.join(', ')}.`;
}
