import type { World } from '../../flow/world.ts';
import type { Actor, NewEntry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { risingId } from '../../runtime/ids.ts';
import { listNames, suggestName } from '../../workspace/nearest.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';
import { needRight } from '../rights.ts';
import { TOKEN_ENTRIES, TokenAgent, tokenStream, type TokenRight } from './schema.ts';
import { tokenIn, type Token } from './state.ts';
import { newSecret } from './text.ts';

const DAY_MS = 86_400_000;
const DAYS_MAX = 3_650;
const NAME_CHARS_MAX = 80;
const RACES_MAX = 10;

type TokenWorld = Pick<World, 'log' | 'workspace' | 'now'>;

export interface ToMake {
  /** What people call it: "the shop's helper". */
  name: string;
  agent: { name: string; version: string } | null;
  person: string | null;
  workflows: string[] | null;
  rights: TokenRight[];
  /** Null: until it is withdrawn. */
  days: number | null;
}

/**
 * Makes a token. Its text is in the answer and nowhere else: only a hash of its secret is kept. Throws `forbidden`
 * where the person may not, and `invalid` where what is asked for cannot be.
 */
export async function makeToken(
  world: TokenWorld,
  maker: Person,
  given: ToMake,
): Promise<{ text: string; token: Token }> {
  const workspace = world.workspace();
  needRight(workspace, maker, 'give_tokens');
  checkAsked(workspace, maker, given);
  const id = risingId(world.now());
  const { text, hash } = newSecret(id);
  const { name, agent, person, workflows, rights, days } = given;
  const now = world.now();
  const expires = days === null ? null : new Date(now.getTime() + days * DAY_MS).toISOString();
  const body = TOKEN_ENTRIES['token.made'].body.parse({
    name: name.trim(),
    agent,
    person,
    workflows,
    rights: [...new Set(rights)],
    hash,
    expires_at: expires,
  });
  const actor: Actor = { type: 'person', id: maker.id, name: maker.name };
  const entry: NewEntry = { kind: 'token.made', kindVersion: 1, at: now, actor, body };
  const done = await world.log.append({ stream: tokenStream(id), expected: 0, entries: [entry] });
  if (!done.ok) throw new AppError('conflict', 'Another token has this id.', { suggestion: 'Try again.' });
  const token = tokenIn(id, done.entries);
  if (!token) throw new Error('a token that was made is not there');
  return { text, token };
}

/** Makes a token good for nothing, at once. Whoever made it may, and who may give tokens. */
export async function withdrawToken(
  world: TokenWorld,
  person: Person,
  { id, because }: { id: string; because: string },
): Promise<Token> {
  for (let race = 0; race < RACES_MAX; race++) {
    const entries = await world.log.read(tokenStream(id));
    const token = tokenIn(id, entries);
    if (!token) throw new AppError('not_found', `There is no token ${id.slice(0, 40)}.`, { path: 'id' });
    if (token.by !== person.id) needRight(world.workspace(), person, 'give_tokens');
    if (token.withdrawn) return token;
    const actor: Actor = { type: 'person', id: person.id, name: person.name };
    const entry: NewEntry = {
      kind: 'token.withdrawn',
      kindVersion: 1,
      at: world.now(),
      actor,
      body: { because },
    };
    const stream = tokenStream(id);
    const done = await world.log.append({ stream, expected: entries.length, entries: [entry] });
    const withdrawn = done.ok ? tokenIn(id, [...entries, ...done.entries]) : undefined;
    if (withdrawn) return withdrawn;
  }
  throw new AppError('conflict', 'This was changed by somebody else at the same time.', {
    suggestion: 'Try again.',
  });
}

function checkAsked(workspace: Workspace, maker: Person, given: ToMake): void {
  const { name, agent, person, workflows, rights, days } = given;
  if (name.trim() === '' || name.length > NAME_CHARS_MAX)
    refuse(
      'name',
      `A token has a name of 1 to ${NAME_CHARS_MAX} characters, so that people know whose it is.`,
    );
  if (rights.length === 0) refuse('rights', 'A token without a right is good for nothing.');
  if (days !== null && !(days > 0 && days <= DAYS_MAX))
    refuse('days', `A token is good for 1 to ${DAYS_MAX} days, or until it is withdrawn.`);
  checkWorkflows(workspace, workflows);
  if (rights.includes('propose') && agent === null)
    refuse(
      'agent',
      'Who proposes must be known: name the agent.',
      'A name and a version, such as shop-bot 1.',
    );
  if (agent) checkAgent(workspace, agent, workflows);
  if (rights.includes('review') && person === null)
    refuse('person', 'A decision is always a person’s: say in whose name the token decides.');
  // What decides must be somebody else than what proposes.
  if (rights.includes('review') && rights.includes('propose'))
    refuse('rights', 'One token cannot both propose and decide.', 'Make two, and give them to two programs.');
  if (person !== null && !workspace.people.some(({ id }) => id === person))
    refuse('person', `Nobody in this workspace is called "${person.slice(0, 40)}".`);
  // Nobody but oneself can lend one's own name.
  if (person !== null && person !== maker.id)
    refuse('person', 'A token decides in the name of the person who makes it.', `Make it as ${person}.`);
}

function checkWorkflows(workspace: Workspace, workflows: string[] | null): void {
  const known = Object.keys(workspace.workflows);
  if (workflows?.length === 0) refuse('workflows', 'A token is for one workflow at least.');
  for (const name of workflows ?? []) {
    if (known.includes(name)) continue;
    refuse('workflows', `There is no workflow "${name.slice(0, 80)}".`, suggestName(name, known));
  }
}

/** An outside program must not be able to speak as an agent that Remit runs itself, nor to use up its standing. */
function checkAgent(
  workspace: Workspace,
  agent: { name: string; version: string },
  names: string[] | null,
): void {
  const parsed = TokenAgent.safeParse(agent);
  if (!parsed.success)
    refuse('agent', `The agent's name is not right: it ${parsed.error.issues[0]?.message}.`);
  for (const [name, { agents }] of Object.entries(workspace.workflows)) {
    if (names !== null && !names.includes(name)) continue;
    const own = agents.map((one) => one.name);
    if (own.includes(agent.name))
      refuse(
        'agent',
        `${name} runs an agent of its own with the name ${agent.name}.`,
        `Taken is ${listNames(own)}.`,
      );
  }
}

function refuse(path: string, says: string, suggestion?: string): never {
  throw new AppError('invalid', says, suggestion === undefined ? { path } : { path, suggestion });
}
