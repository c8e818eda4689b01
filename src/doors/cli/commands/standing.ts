import type { Command } from 'commander';
import { tellCascade } from '../../../proof/standing/cascade.ts';
import { changePolicy } from '../../../proof/standing/policy.ts';
import { tellStanding, type ToldStanding } from '../../../proof/standing/tell.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';

export function addStanding(program: Command, desk: Desk): void {
  program
    .command('standing')
    .argument('<workflow>', 'its name, such as returns')
    .description('what its agents have earned, on what evidence, and what is missing')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { json?: true }) => {
      const open = await desk.wire.openWorld();
      try {
        const workflow = named(open.world.workspace(), name);
        const told = await tellStanding(open.world, open.pool, workflow, null);
        const cascade = await tellCascade(open.world, open.pool, workflow);
        if (options.json) return desk.terminal.say(JSON.stringify({ ...told, cascade }, null, 2));
        tell(told, desk);
        if (cascade) desk.terminal.say(`\n${cascade.says}`);
      } finally {
        await open.close();
      }
    });

  program
    .command('policy-changed')
    .argument('<workflow>', 'its name, such as returns')
    .description('say that the policy has changed: what agents have earned ends at once, and is proved anew')
    .option('--kinds <names>', 'only these kinds, with commas between; left out: all of them')
    .option('--because <reason>', 'what has changed')
    .option('--as <person>', "who says so: a person's id")
    .addHelpText(
      'after',
      '\nremit policy-changed returns --kinds damaged_item --because "photos from today on" --as hanne',
    )
    .action(async (name: string, given: { kinds?: string; because?: string; as?: string }) => {
      const open = await desk.wire.openWorld();
      try {
        const workspace = open.world.workspace();
        const workflow = named(workspace, name);
        const person = personOf(workspace, given.as);
        const { says } = await changePolicy(open.world, person, workflow, changeOf(given));
        desk.terminal.say(says);
      } finally {
        await open.close();
      }
    });
}

function changeOf({ kinds, because }: { kinds?: string; because?: string }) {
  if (because === undefined || because.trim() === '') {
    throw new AppError('invalid', 'A change of policy needs a reason.', {
      suggestion: 'Say what has changed with --because "…".',
    });
  }
  return { kinds: kinds?.split(',').map((kind) => kind.trim()) ?? null, because };
}

function named({ workflows }: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workflows, name) ? workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workflows)) ?? 'the workspace has no workflows';
  throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
}

function tell({ label, limits, policy, agents, counted_at: at }: ToldStanding, { terminal }: Desk): void {
  terminal.say(terminal.paint('bold', label));
  terminal.say(limits.says);
  if (at === null) terminal.say('Nothing was counted yet: a running Remit counts.');
  if (policy)
    terminal.say(
      `${policy.by} said on ${policy.at.slice(0, 10)} that the policy has changed: ${policy.because}`,
    );
  for (const { agent, version, open, says, observed, lanes, granted, audits, vetoes } of agents) {
    const mark = open
      ? terminal.paint('green', 'may act alone')
      : terminal.paint('yellow', 'is approved by a person');
    terminal.say(`\n${terminal.paint('cyan', `${agent}, version ${version}`)}  ${mark}`);
    terminal.say(`  ${says}`);
    if (granted && !says.includes(granted.because)) terminal.say(`  ${granted.says} Why: ${granted.because}`);
    terminal.say(`  ${observed.says}`);
    for (const lane of lanes.filter(({ coverage }) => coverage !== null)) {
      const share = `${Math.round(100 * Math.min(1, lane.share))} %`.padStart(5);
      const group = lane.group === '' ? '' : ` (${lane.group_says})`;
      terminal.say(`  ${share} of its proof  ${lane.label}${group}: ${lane.says}`);
    }
    for (const veto of vetoes) terminal.say(`  ${veto.kind_label}, ${veto.play_label}: ${veto.says}`);
    terminal.say(`  ${audits.says}`);
  }
}
