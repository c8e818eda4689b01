import { Option, type Command } from 'commander';
import type { MetricAnswer } from '../../../evidence/metrics/schema.ts';
import { readMetrics, takeUp, type MetricFilter, type Metrics } from '../../../proof/metrics/index.ts';
import type { Desk } from '../index.ts';

interface Options extends MetricFilter {
  json?: true;
}

export function addMetrics(program: Command, desk: Desk): void {
  const narrowed = (name: string, what: string) => new Option(`--${name} <${name}>`, what);
  program
    .command('metrics')
    .argument('[workflow]', 'its name, such as returns; all of them without it')
    .description('every number of a workflow with its interval, beside people before and at the same time')
    .addOption(narrowed('kind', 'only cases of this kind'))
    .addOption(narrowed('play', 'only this play'))
    .addOption(narrowed('agent', 'only what this agent planned'))
    .addOption(narrowed('version', 'only this version of the agent'))
    .addOption(narrowed('system', 'only what touched this system'))
    .option('--from <time>', 'from when on, such as 2026-10-01')
    .option('--to <time>', 'until when; without both the last four weeks')
    .option('--json', 'as JSON')
    .addHelpText('after', '\n  remit metrics returns --kind damaged_item --from 2026-10-01')
    .action(async (workflow: string | undefined, { json, ...filter }: Options) => {
      const { world, pool, close } = await desk.wire.openWorld();
      try {
        const [workspace, now] = [world.workspace(), world.now()];
        // Where no worker runs, nobody has counted yet.
        while ((await takeUp(pool, { timeZone: workspace.timeZone, now })) === 'more');
        const made = await readMetrics(pool, workspace, { ...filter, workflow }, now);
        if (json) return desk.terminal.say(JSON.stringify(made, null, 2));
        sayMetrics(made, desk);
      } finally {
        await close();
      }
    });
}

function sayMetrics({ selected, metrics }: Metrics, { terminal }: Desk): void {
  terminal.say(terminal.paint('bold', selected.says));
  for (const metric of metrics) {
    terminal.say(
      `${metric.label}: ${metric.agent.says}${metric.agent.small && metric.agent.value !== null ? ' – a small number' : ''}`,
    );
    for (const { label, estimate } of metric.parts)
      if (estimate.count > 0) terminal.say(`    ${label}: ${estimate.says}`);
    for (const line of beside(metric)) terminal.say(`    ${line}`);
  }
}

/** People's numbers are never told without what the difference proves. */
function beside({ baseline, control, against_baseline, against_control }: MetricAnswer): string[] {
  const unknown = 'Too few to compare.';
  return [
    ...(baseline?.count ? [`logging period: ${baseline.says}. ${against_baseline?.says ?? unknown}`] : []),
    ...(control?.count ? [`control group: ${control.says}. ${against_control?.says ?? unknown}`] : []),
  ];
}
