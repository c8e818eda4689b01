import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { PERIODS, type Period } from '../../../evidence/report/schema.ts';
import { shifted, spanAt, spanId } from '../../../evidence/report/span.ts';
import { reportText } from '../../../evidence/report/text.ts';
import { readReport, readReportPdf, sendReport } from '../../../proof/reports/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

interface Options {
  date?: string;
  workflow?: string;
  pdf?: string;
  to?: string;
  again?: true;
  as?: string;
  json?: true;
}

export function addReport(program: Command, desk: Desk): void {
  program
    .command('report')
    .argument('<period>', 'day, week or month')
    .description('what moved in a period, what is only noise, and what is not known')
    .option('--date <day>', 'a day of the period, such as 2026-11-16; without it, the last one that is over')
    .option('--workflow <name>', 'of one workflow only')
    .option('--pdf <file>', 'writes it as PDF')
    .option('--to <person>', 'mails it to somebody of the workspace')
    .option('--again', 'also where it was sent already, or where that is not known')
    .option('--as <person>', 'who has it mailed')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
  remit report week
  remit report month --date 2026-10-01 --pdf october.pdf
  remit report week --workflow returns --to hanne --as hanne`,
    )
    .action(async (period: string, options: Options) => {
      const known = PERIODS.find((each) => each === period);
      if (!known)
        throw new AppError('invalid', `"${period}" is not a period.`, {
          suggestion: 'Write day, week or month.',
        });
      const open = await desk.wire.openWorld();
      try {
        await tell(desk, open, known, options);
      } finally {
        await open.close();
      }
    });
}

async function tell(desk: Desk, { world, pool }: OpenWorld, period: Period, options: Options): Promise<void> {
  const workspace = world.workspace();
  const { timeZone, locale, currency } = workspace;
  const last = () => spanId(shifted(spanAt(period, world.now(), timeZone), -1, timeZone));
  const id = options.date === undefined ? last() : `${period}.${options.date}`;
  if (options.pdf !== undefined) {
    const { pdf } = await readReportPdf(world, pool, id, options.workflow);
    await writeFile(options.pdf, pdf);
    return desk.terminal.say(`Written to ${options.pdf}.`);
  }
  if (options.to !== undefined) {
    const person = personOf(workspace, options.as);
    const workflows = options.workflow === undefined ? [] : [options.workflow];
    const sent = await sendReport(world, pool, person, {
      id,
      to: options.to,
      workflows,
      again: options.again === true,
    });
    return desk.terminal.say(sent.says);
  }
  const report = await readReport(world, pool, id, options.workflow);
  if (options.json) return desk.terminal.say(JSON.stringify(report, null, 2));
  const style = { locale, currency };
  desk.terminal.say(reportText(report, { style, console: workspace.mail?.console ?? null }).trimEnd());
}
