import type { Command } from 'commander';
import { STAGES, type RolloutForm } from '../../../authority/schema.ts';
import { changeStage } from '../../../authority/stage/change.ts';
import { tellStage, type ToldStage } from '../../../authority/stage/tell.ts';
import { sayRollout, STAGE_MEANS } from '../../../authority/stage/words.ts';
import { percent, sayRate } from '../../../evidence/words.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

interface Given {
  to?: string;
  share?: string;
  kinds?: string;
  because?: string;
  as?: string;
  json?: true;
}

export function addStage(program: Command, desk: Desk): void {
  program
    .command('stage')
    .argument('<workflow>', 'its name, such as returns')
    .description('how far a workflow is rolled out, on what evidence, and what is next; or change it')
    .option('--to <stage>', `${STAGES.join(', ')}; the one in force when left out`)
    .option('--share <percent>', 'percent of the cases, 0 to 100')
    .option('--kinds <names>', 'only these kinds, with commas between; "all" for every kind')
    .option('--because <reason>', 'why it is changed')
    .option('--as <person>', "who changes it: a person's id")
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nA step further: remit stage returns --to act --share 25 --because "two quiet weeks" --as hanne',
    )
    .action(async (name: string, given: Given) => {
      const open = await desk.wire.openWorld();
      try {
        const workflow = named(open.world.workspace(), name);
        const isChange = given.to ?? given.share ?? given.kinds;
        if (isChange === undefined) await show(open, workflow, desk, given.json ?? false);
        else await change(open, workflow, desk, given);
      } finally {
        await open.close();
      }
    });
}

function named(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
  throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
}

async function change({ world, pool }: OpenWorld, workflow: Workflow, desk: Desk, given: Given) {
  const { rollout } = await tellStage(world, pool, workflow, null);
  const person = personOf(world.workspace(), given.as);
  if (given.because === undefined) {
    throw new AppError('invalid', 'A change of stage needs a reason.', {
      suggestion: 'Say why with --because "…".',
    });
  }
  const to = formOf(rollout, given);
  const { says } = await changeStage(world, pool, person, workflow, {
    to,
    because: given.because,
    version: rollout.version,
  });
  desk.terminal.say(says);
}

function formOf(now: RolloutForm, { to, share, kinds }: Given): RolloutForm {
  const stage = to === undefined ? now.stage : STAGES.find((one) => one === to);
  if (!stage) {
    throw new AppError('invalid', `"${to ?? ''}" is not a stage.`, {
      suggestion: `The stages are ${STAGES.join(', ')}.`,
    });
  }
  const percentage = share === undefined ? now.share : Number(share.replace('%', ''));
  if (!(percentage >= 0 && percentage <= 100)) {
    throw new AppError('invalid', `"${share ?? ''}" is not a share.`, {
      suggestion: 'Write a percentage from 0 to 100, such as 25.',
    });
  }
  const slice = kinds === 'all' ? null : kinds?.split(',').map((kind) => kind.trim());
  return { stage, share: percentage, kinds: slice === undefined ? now.kinds : slice };
}

async function show({ world, pool }: OpenWorld, workflow: Workflow, desk: Desk, asJson: boolean) {
  const told = await tellStage(world, pool, workflow, null);
  if (asJson) return desk.terminal.say(JSON.stringify(told, null, 2));
  tell(told, workflow, desk);
}

function tell(told: ToldStage, workflow: Workflow, { terminal }: Desk): void {
  const head = (text: string) => terminal.say(`\n${terminal.paint('cyan', text)}`);
  const { rollout, cohorts } = told;
  terminal.say(terminal.paint('bold', `${told.label}: ${sayRollout(rollout, workflow)}`));
  const since = rollout.since === null ? 'as its file says' : `since ${rollout.since.slice(0, 10)}`;
  const means = STAGE_MEANS[rollout.stage];
  terminal.say(`${means.charAt(0).toUpperCase()}${means.slice(1)}, ${since}. ${told.evidence.says}`);
  if (told.agreement.length > 0) head('Agreement');
  for (const { label, agreed, arguments: each } of told.agreement) {
    const inputs = each.map((one) => `${one.label} ${percent(one.agreed.count / one.agreed.of)}`);
    terminal.say(`  ${label}: ${sayRate(agreed)}${inputs.length > 0 ? `; ${inputs.join(', ')}` : ''}`);
  }
  head('Beside people');
  terminal.say(`  ${cohorts.says}`);
  if (told.ladder.length > 0) head('Ladder');
  for (const { to, state, conditions } of told.ladder) {
    const mark = state === 'taken' ? terminal.paint('dim', 'taken') : state;
    terminal.say(`  ${sayRollout(to, workflow)} (${mark})`);
    for (const { says, holds } of conditions)
      terminal.say(
        `    ${holds ? terminal.paint('green', 'yes') : terminal.paint('yellow', 'no ')}  ${says}`,
      );
  }
  if (told.proposed)
    terminal.say(`  Proposed: ${sayRollout(told.proposed.to, workflow)}. ${told.proposed.says}`);
  if (told.watch.length > 0) head('Falls back to draft by itself');
  for (const { label, says, evidence } of told.watch)
    terminal.say(`  ${label}: ${says} ${percent(Math.min(evidence, 1))} of the evidence for an alarm.`);
  if (told.history.length > 0) head('History');
  for (const { at, by, says, because } of told.history)
    terminal.say(`  ${terminal.paint('dim', at.slice(0, 16).replace('T', ' '))}  ${by}: ${says} ${because}`);
}
