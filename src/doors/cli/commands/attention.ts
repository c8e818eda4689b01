import type { Command } from 'commander';
import { agreementOf, personLooks, sayCaught, sayQuick } from '../../../evidence/attention/person.ts';
import { LOOKED_BACK_MS, readChecks, readLooks, readTwice } from '../../../proof/attention/read.ts';
import { mondayOf, readAuditWeeks } from '../../../proof/attention/weeks.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

const DAYS = 90;
const DAY_MS = 86_400_000;
const WEEKS = 12;

export function addAttention(program: Command, desk: Desk): void {
  program
    .command('attention')
    .description(`how you look before you decide, over the last ${DAYS} days: pace, catches, agreement`)
    .option('--as <person>', "whose: a person's id")
    .action(async ({ as }: { as?: string }) => {
      const open = await desk.wire.openWorld();
      try {
        await tellAttention(open, desk, as);
      } finally {
        await open.close();
      }
    });

  program
    .command('audits')
    .description('spot audits week by week: drawn, judged, deviations, and whether the target is met')
    .argument('[workflow]', 'only this one, such as returns')
    .option('--json', 'as JSON')
    .action(async (workflow: string | undefined, { json }: { json?: true }) => {
      const open = await desk.wire.openWorld();
      try {
        await tellAudits(open, desk, workflow, json ?? false);
      } finally {
        await open.close();
      }
    });
}

async function tellAttention({ world, pool }: OpenWorld, { terminal }: Desk, as: string | undefined) {
  const { id, name } = personOf(world.workspace(), as);
  const now = world.now().getTime();
  const since = new Date(now - LOOKED_BACK_MS);
  const from = new Date(now - DAYS * DAY_MS);
  const [looks, checks, twice] = await Promise.all([
    readLooks(pool, since, id),
    readChecks(pool, since, id),
    readTwice(pool, from, id),
  ]);
  const told = personLooks(id, { looks, checks }, from);
  const seconds = (value: number) => `${Number(value.toFixed(1))} s`;
  const pace = told.pace
    ? `usually ${seconds(told.pace.value)} on the screen (${seconds(told.pace.low)} to ${seconds(told.pace.high)}, 95 % certain)`
    : 'too few are timed to tell a pace';
  terminal.say(terminal.paint('bold', name));
  terminal.say(`${told.decisions} decisions, ${told.timed} of them timed: ${pace}.`);
  terminal.say(sayQuick(told));
  terminal.say(sayCaught(told.caught));
  terminal.say(agreementOf(twice).says);
  terminal.say(told.factor.says);
}

async function tellAudits(
  { world, pool }: OpenWorld,
  { terminal }: Desk,
  workflow: string | undefined,
  asJson: boolean,
): Promise<void> {
  const workspace = world.workspace();
  const now = world.now();
  const from = mondayOf(now, WEEKS, workspace.timeZone);
  const read = await readAuditWeeks(pool, workspace, { from, now, workflow });
  if (asJson) return terminal.say(JSON.stringify(read, null, 2));
  for (const one of read) {
    terminal.say(terminal.paint('bold', one.label));
    terminal.say(one.says);
    for (const { week, ran, drawn, judged, deviated, overdue } of one.weeks) {
      terminal.say(
        `  ${week}  ran ${ran}, drawn ${drawn}, judged ${judged}, deviated ${deviated}, overdue ${overdue}`,
      );
    }
  }
}
