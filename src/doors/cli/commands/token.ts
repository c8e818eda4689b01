import { Option, type Command } from 'commander';
import {
  faultOf,
  lastUses,
  listTokens,
  makeToken,
  TOKEN_RIGHTS,
  withdrawToken,
  type Token,
  type TokenRight,
} from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import type { OpenWorld } from '../wire.ts';

const DAYS = '90';

interface MakeOptions {
  agent?: string;
  agentVersion: string;
  decides?: true;
  workflow?: string[];
  may: string[];
  days: string;
  name?: string;
  as?: string;
}

/** `remit token make|list|withdraw` */
export function addToken(program: Command, desk: Desk): void {
  const as = () => new Option('--as <person>', 'who does it, by their id');
  const token = program
    .command('token')
    .description('tokens for programs: agents that Remit does not run, and others that read or decide');
  token
    .command('make')
    .description('make a token; it is shown once and kept nowhere')
    .option('--name <name>', 'what people call it; the agent’s name where nothing is said')
    .option('--agent <name>', 'the agent that the program speaks as')
    .option('--agent-version <version>', 'its version: another one begins with no standing of its own', '1')
    .option('--decides', 'the program decides reviews in your name')
    .option('--workflow <names...>', 'the workflows that it is for; all where nothing is said')
    .option('--may <rights...>', `what it may: ${TOKEN_RIGHTS.join(', ')}`, ['propose'])
    .option('--days <days>', 'how long it is good for, or "ever"', DAYS)
    .addOption(as())
    .addHelpText('after', '\n  remit token make --agent shop-bot --workflow returns --as olga')
    .action((options: MakeOptions) => opened(desk, (open) => make(open, desk, options)));
  token
    .command('list', { isDefault: true })
    .description('the tokens that were made, newest first')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => opened(desk, (open) => list(open, desk, json === true)));
  token
    .command('withdraw')
    .argument('<id>', 'which token')
    .description('make a token good for nothing, at once')
    .option('--because <why>', 'why, for everybody to read', '')
    .addOption(as())
    .action((id: string, { because, as: who }: { because: string; as?: string }) =>
      opened(desk, async ({ world }) => {
        const person = personOf(world.workspace(), who);
        const { name } = await withdrawToken(world, person, { id, because });
        desk.terminal.say(`The token “${name}” opens nothing any more.`);
      }),
    );
}

async function make({ world }: OpenWorld, { terminal }: Desk, options: MakeOptions): Promise<void> {
  const { agent, agentVersion, decides, workflow, may, days, name, as } = options;
  const person = personOf(world.workspace(), as);
  const { text, token } = await makeToken(world, person, {
    name: name ?? agent ?? `${person.name}’s program`,
    agent: agent === undefined ? null : { name: agent, version: agentVersion },
    person: decides ? person.id : null,
    workflows: workflow ?? null,
    rights: may.map(rightOf),
    days: daysOf(days),
  });
  // On its own line of the output, so that `$(remit token make …)` is the token and nothing else.
  terminal.tell(`${say(token, world.now())} Keep it now: it is shown this once.`);
  terminal.say(text);
}

async function list({ world, pool }: OpenWorld, { terminal }: Desk, json: boolean): Promise<void> {
  const tokens = await listTokens(pool, world.log);
  const uses = await lastUses(
    pool,
    tokens.map(({ id }) => id),
  );
  if (json) {
    const shown = tokens.map((token) => {
      const state = faultOf(token, world.now()) ?? 'good';
      return { ...token, hash: undefined, state, usedAt: uses.get(token.id) ?? null };
    });
    return terminal.say(JSON.stringify(shown, null, 2));
  }
  if (tokens.length === 0) terminal.say('No token was made yet: remit token make makes one.');
  for (const token of tokens) {
    const used = uses.get(token.id);
    const last = used === undefined ? 'Never used.' : `Last used ${used.toISOString()}.`;
    terminal.say(`${token.id}  ${say(token, world.now())} ${last}`);
  }
}

function say(token: Token, now: Date): string {
  const { name, agent, person, workflows, rights, expiresAt, withdrawn } = token;
  const who = agent
    ? ` as ${agent.name} ${agent.version}`
    : person === null
      ? ''
      : ` in the name of ${person}`;
  const until = expiresAt === null ? 'until it is withdrawn' : `until ${expiresAt.toISOString()}`;
  const fault = withdrawn ? `withdrawn by ${withdrawn.by}` : faultOf(token, now);
  return `“${name}” may ${rights.join(', ')}${who} in ${workflows?.join(', ') ?? 'all workflows'} ${until}${fault === null ? '' : ` (${fault})`}.`;
}

function rightOf(written: string): TokenRight {
  const right = TOKEN_RIGHTS.find((one) => one === written);
  if (right) return right;
  const suggestion = suggestName(written, TOKEN_RIGHTS);
  throw new AppError('invalid', `There is no right "${written}".`, {
    path: '--may',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function daysOf(written: string): number | null {
  if (written === 'ever') return null;
  const days = Number(written);
  if (Number.isFinite(days)) return days;
  throw new AppError('invalid', `"${written}" is no number of days.`, {
    path: '--days',
    suggestion: 'Write a number, or ever.',
  });
}

async function opened(desk: Desk, work: (open: OpenWorld) => Promise<void>): Promise<void> {
  const open = await desk.wire.openWorld();
  try {
    await work(open);
  } finally {
    await open.close();
  }
}
