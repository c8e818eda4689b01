import { showMoney } from '../../workspace/money.ts';
import type { AgentRef, Workspace } from '../../workspace/schema.ts';
import type { BodyOf } from '../case/entries.ts';
import { splitName } from './words.ts';

/** "The agent writer asked claude-sonnet-4-5 (turn 2): 812 tokens in, 96 out." */
export function sayTurn(body: BodyOf<'agent.turn'>, who: string): string {
  const { model, turn, tokens, how, fault = '', part } = body;
  const asked = `${who} asked ${model}${part ? ` for ${part}` : ''} (turn ${turn})`;
  if (how === 'failed') return `${asked}, and nothing could be made of it: ${fault}`;
  return `${asked}: ${tokens.in.toLocaleString('en')} tokens in, ${tokens.out.toLocaleString('en')} out.`;
}

/** "The agent writer looked up Order." */
export function sayLooked(body: BodyOf<'agent.looked'>, who: string, workspace: Workspace): string {
  const [system, name] = splitName(body.read);
  const label = workspace.systems[system]?.reads[name]?.label ?? body.read;
  if (body.ok) return `${who} looked up ${label}.`;
  return `${who} wanted to look up ${label}, and was told: ${(body.says ?? 'no').replace(/\.+$/, '')}.`;
}

/** What came of asking once more: nothing. */
export function sayFinished(who: string, says: string | undefined): string {
  return `${who} has nothing to add.${says ? ` ${says}` : ''}`;
}

/** What a turn cost, as people read it: parts of a cent as well. */
export function sayCost(minor: number | undefined, { currency, locale }: Workspace): string {
  if (minor === undefined) return '';
  if (minor === 0 || minor >= 1) return showMoney({ minor: Math.round(minor), currency }, locale);
  return `less than ${showMoney({ minor: 1, currency }, locale)}`;
}

/** What kind of agent it is, in a sentence. */
export function sayKind(ref: AgentRef): string {
  switch (ref.kind) {
    case 'rules':
      return 'A decision table that people wrote: the first row that holds decides.';
    case 'memory':
      return 'Learns from what people decided, and shows the cases that it leans on.';
    case 'model':
      return `The model ${ref.model}: it reads the case and the playbook, may look things up, and proposes a play.`;
    case 'parts':
      return `Several agents at once prepare “${ref.play}”: ${ref.parts.map(({ name }) => name).join(', ')}.`;
  }
}
