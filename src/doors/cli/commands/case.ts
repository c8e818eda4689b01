import type { Command } from 'commander';
import { load } from '../../../flow/index.ts';
import { tellStory } from '../../../flow/say/story.ts';
import { sayVerified } from '../../../flow/say/verified.ts';
import { verify } from '../../../log/index.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

export function addCase(program: Command, desk: Desk): void {
  program
    .command('case')
    .argument('<id>', "a case's id")
    .description('the whole story of a case, entry by entry, and whether its hashes hold')
    .option('--json', 'as JSON, with bodies and hashes')
    .action(async (id: string, { json }: { json?: true }) => {
      const open = await desk.wire.openWorld();
      try {
        await tellCase(open, id, desk, json ?? false);
      } finally {
        await open.close();
      }
    });
}

async function tellCase({ world, pool }: OpenWorld, id: string, desk: Desk, asJson: boolean): Promise<void> {
  const { terminal } = desk;
  const state = await load(world, id);
  const workspace = world.workspace();
  const entries = tellStory(
    await world.log.read(`case/${id}`),
    workspace,
    workspace.workflows[state.workflow],
  );
  const report = await verify(pool, { stream: `case/${id}` });
  const { verified, says } = sayVerified({ ...report, entries: entries.length });
  if (!verified) desk.exitCode = EXIT.no;
  if (asJson) return terminal.say(JSON.stringify({ entries, verified, says }, null, 2));

  const how = state.outcome ? `closed, ${state.outcome}` : state.status;
  terminal.say(
    `${terminal.paint('bold', state.title || state.subject)}  ${terminal.paint('dim', `${state.workflow}, ${how}`)}`,
  );
  for (const entry of entries) {
    const at = entry.at.replace('T', ' ').slice(0, 19);
    terminal.say(
      `${String(entry.version).padStart(3)}  ${terminal.paint('dim', at)}  ${entry.says}  ${terminal.paint('dim', entry.hash.slice(0, 8))}`,
    );
  }
  terminal.say(terminal.paint(verified ? 'green' : 'red', says));
}
