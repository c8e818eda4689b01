import type { Proposal, Remit } from '../src/index.ts';
import { told, toolName } from './told.ts';

/** As LangGraph's prebuilt `HumanInterrupt`. */
export interface HumanInterrupt {
  action_request: { action: string; args: Record<string, unknown> };
  config: { allow_ignore: boolean; allow_respond: boolean; allow_edit: boolean; allow_accept: boolean };
  description?: string;
}
/** As LangGraph's prebuilt `HumanResponse`. */
export interface HumanResponse {
  type: 'accept' | 'ignore' | 'response' | 'edit';
  args: null | string | { action: string; args: Record<string, unknown> };
}

export interface AnswerOptions {
  /** Names the interrupt, so that one that is answered again is not done again: LangGraph's own id of it. */
  key: string;
  /** How long to wait for people; until they have decided where nothing is said. */
  seconds?: number;
  signal?: AbortSignal;
  /** The write that an action stands for, where its name is not that of a write with `_` for the dot. */
  writes?: Record<string, string>;
}

/**
 * Puts an interrupt into Remit's inbox and answers it with what became of it. Remit performs the action itself, so the
 * graph is told in words (`response`) what was done; where it allows no words it is told to accept, to accept what was
 * edited, or to ignore, and then must not perform the action a second time.
 *
 *     const [{ id, value }] = state.__interrupt__;
 *     const response = await answerInterrupt(remit, 'returns', value, { key: id });
 *     await graph.invoke(new Command({ resume: response }), config);
 *
 * Throws where the workflow has no such write, and where it still waits when the time is over.
 */
export async function answerInterrupt(
  remit: Remit,
  workflow: string,
  interrupt: HumanInterrupt,
  { key, seconds, signal, writes = {} }: AnswerOptions,
): Promise<HumanResponse> {
  const { action, args } = interrupt.action_request;
  const write = writes[action] ?? (await writeNamed(remit, workflow, action));
  const reason = interrupt.description;
  const body = { actions: [{ write, args }], ...(reason === undefined ? {} : { reason }) };
  const proposal = await remit.proposeAndWait(workflow, body, {
    key,
    ...(seconds === undefined ? {} : { seconds }),
    ...(signal ? { signal } : {}),
  });
  return responseOf(proposal, interrupt);
}

function responseOf(proposal: Proposal, { action_request: asked, config }: HumanInterrupt): HumanResponse {
  const { status, says, handle, edited, actions } = proposal;
  if (status === 'waiting') throw new Error(`${says} Ask again with the same key; its handle is ${handle}.`);
  if (config.allow_respond) return { type: 'response', args: JSON.stringify(told(proposal)) };
  // Where it is not known whether it was done, the graph must not go on as if it had been.
  if (status !== 'done') return { type: 'ignore', args: null };
  const [performed] = actions;
  if (!edited || !performed) return { type: 'accept', args: null };
  return { type: 'edit', args: { action: asked.action, args: performed.args } };
}

async function writeNamed(remit: Remit, workflow: string, action: string): Promise<string> {
  const { writes } = await remit.offer(workflow);
  const write = writes.find(({ name }) => name === action || toolName(name) === action);
  if (write) return write.name;
  const names = writes.map(({ name }) => toolName(name)).join(', ');
  throw new Error(`${workflow} has no write for the action "${action}". It has ${names}.`);
}
