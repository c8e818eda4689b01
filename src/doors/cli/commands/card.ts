import type { Command } from 'commander';
import { cardOf } from '../../../proof/card/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Desk } from '../index.ts';

export function addCard(program: Command, desk: Desk): void {
  program
    .command('card')
    .argument('<workflow>', 'its name, such as returns')
    .argument('[agent]', 'the name of one of its agents; the first where none is named')
    .description('the card of an agent: what it may do, what it does, how well, and what changed')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nIt is Markdown: remit card returns rules > card.md')
    .action(async (name: string, agent: string | undefined, options: { json?: true }) => {
      const open = await desk.wire.openWorld();
      try {
        const { workflows } = open.world.workspace();
        const workflow = Object.hasOwn(workflows, name) ? workflows[name] : undefined;
        if (!workflow) {
          const suggestion = suggestName(name, Object.keys(workflows)) ?? 'the workspace has no workflows';
          throw new AppError('not_found', `There is no workflow "${name}".`, {
            suggestion: `Here ${suggestion}`,
          });
        }
        const { markdown, ...card } = await cardOf(open.world, open.pool, workflow, agent);
        desk.terminal.say(options.json ? JSON.stringify(card, null, 2) : markdown.trimEnd());
      } finally {
        await open.close();
      }
    });
}
