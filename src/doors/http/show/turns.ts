import type { z } from 'zod';
import { parseEntry, type CaseEntry } from '../../../flow/case/entries.ts';
import { sayCost } from '../../../flow/say/agents.ts';
import { hidesThoughtsIn, THOUGHTS_SAY } from '../../../flow/say/thoughts.ts';
import { splitName } from '../../../flow/say/words.ts';
import { counted } from '../../../evidence/words.ts';
import type { Entry } from '../../../log/schema.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import type { TurnAnswer, TurnsAnswer } from '../answers/agents.ts';

type Shown = z.output<typeof TurnAnswer>;
type Told = Extract<CaseEntry, { kind: 'agent.turn' }>;
type Looked = Extract<CaseEntry, { kind: 'agent.looked' }>;

/** What models were asked for a case. While people decide on what came of it, only that they were asked is told. */
export function showTurns(entries: Entry[], workspace: Workspace): z.output<typeof TurnsAnswer> {
  const told = entries.map(parseEntry);
  const hidden = hidesThoughtsIn(entries);
  const turns = told.filter((entry): entry is Told => entry.kind === 'agent.turn');
  const looked = told.filter((entry): entry is Looked => entry.kind === 'agent.looked');
  return {
    turns: turns.map((turn, index) => {
      // A read follows the turn that asked for it and stands before the next.
      const until = turns[index + 1]?.version ?? Infinity;
      const own = looked.filter(({ version }) => version > turn.version && version < until);
      return showTurn(turn, own, workspace, hidden);
    }),
    says: sayAll(turns, workspace),
    hidden: hidden && turns.length > 0 ? THOUGHTS_SAY : null,
  };
}

function showTurn(
  { version, at, body, private: said }: Told,
  looked: Looked[],
  workspace: Workspace,
  hidden: boolean,
): Shown {
  const { agent, part = null, provider, model, turn, how, stop = null, fault = null, tokens } = body;
  const shown = hidden ? undefined : said;
  return {
    version,
    at: at.toISOString(),
    agent: agent.name,
    agent_version: agent.version,
    part,
    provider,
    model,
    turn,
    answered: how === 'answered',
    stop,
    fault,
    tokens,
    cost: sayCost(body.cost_minor, workspace),
    took_ms: body.took_ms,
    asked: shown?.asked ?? [],
    text: shown?.answer.text ?? '',
    calls: shown?.answer.calls.map(({ name, input }) => ({ name, input })) ?? [],
    looked: hidden ? [] : looked.map((one) => showLook(one, workspace)),
  };
}

function showLook({ body, private: said }: Looked, workspace: Workspace): Shown['looked'][number] {
  const [system, name] = splitName(body.read);
  const label = workspace.systems[system]?.reads[name]?.label ?? body.read;
  const { read, ok, says = '' } = body;
  return { read, label, ok, says, args: said?.args ?? {}, value: said?.value ?? null };
}

function sayAll(turns: Told[], workspace: Workspace): string {
  if (turns.length === 0) return '';
  const tokens = turns.reduce((sum, { body }) => sum + body.tokens.in + body.tokens.out, 0);
  const priced = turns.filter(({ body }) => body.cost_minor !== undefined);
  const minor = priced.reduce((sum, { body }) => sum + (body.cost_minor ?? 0), 0);
  const cost = priced.length === 0 ? '' : `, ${sayCost(minor, workspace)}`;
  return `${counted(turns.length, 'turn')}, ${tokens.toLocaleString(workspace.locale)} tokens${cost}`;
}
