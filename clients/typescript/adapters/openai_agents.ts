import type { Proposal, Remit } from '../src/index.ts';
import { told, writeTools } from './told.ts';

/** What `tool()` of the OpenAI Agents SDK takes, as far as Remit sets it. */
export interface AgentToolOptions {
  name: string;
  description: string;
  parameters: {
    type: 'object';
    properties: Record<string, never>;
    required: string[];
    additionalProperties: true;
  };
  strict: false;
  needsApproval(context: unknown, input: unknown, callId?: string): Promise<boolean>;
  execute(input: unknown, context?: unknown, details?: { toolCall?: { callId: string } }): Promise<string>;
}

/** An approval that a run of the SDK waits for. */
export interface Interruption {
  rawItem: unknown;
}
/** The state of a run, as the SDK has it. */
export interface RunState<I> {
  approve(item: I): void;
  reject(item: I, options?: { message?: string }): void;
}

/** The tools of a workflow, and the one who answers the approvals that they ask for. */
export interface RemitAgent {
  tools: AgentToolOptions[];
  /** Waits until people have decided on each interruption, and tells the state. Run the agent again then. */
  review: <I extends Interruption>(
    interruptions: readonly I[],
    state: RunState<I>,
    waiting?: { seconds?: number; signal?: AbortSignal },
  ) => Promise<void>;
}

/**
 * Every write of a workflow's map as a tool of the OpenAI Agents SDK. A call is proposed to Remit; where the boundary
 * holds it, the run is interrupted, and `review` waits for the decision. Remit performs it itself, once, and the tool
 * tells the model what became of it.
 *
 *     const { tools, review } = await remitAgent(remit, 'returns', { run: conversationId });
 *     const agent = new Agent({ name: 'Clerk', tools: tools.map((options) => tool(options)) });
 *     let result = await run(agent, input);
 *     while (result.interruptions.length > 0) {
 *       await review(result.interruptions, result.state);
 *       result = await run(agent, result.state);
 *     }
 *
 * The same `run` in another process answers for the same calls, so a state that was kept can go on anywhere.
 */
export async function remitAgent(
  remit: Remit,
  workflow: string,
  { run }: { run: string },
): Promise<RemitAgent> {
  const offered = writeTools(await remit.offer(workflow));
  const writes = new Map(offered.map(({ name, write }) => [name, write]));
  const propose = (name: string, input: unknown, callId: string | undefined): Promise<Proposal> => {
    const write = writes.get(name);
    if (write === undefined) throw new Error(`${workflow} has no write for the tool "${name}".`);
    if (callId === undefined)
      throw new Error('The call has no id, so a second sending could not be told apart.');
    const args = (typeof input === 'string' ? JSON.parse(input) : input) as Record<string, unknown>;
    return remit.propose(workflow, { actions: [{ write, args }] }, { key: `${run}:${callId}` });
  };
  const tools = offered.map(({ name, description, parameters }): AgentToolOptions => ({
    name,
    description,
    strict: false as const,
    parameters: { ...parameters, additionalProperties: true } as unknown as AgentToolOptions['parameters'],
    needsApproval: async (_, input, callId) => (await propose(name, input, callId)).status === 'waiting',
    execute: async (input, _, details) =>
      JSON.stringify(told(await propose(name, input, details?.toolCall?.callId))),
  }));
  return {
    tools,
    async review(interruptions, state, waiting = {}) {
      await Promise.all(
        interruptions.map(async (item) => {
          const { name, arguments: input, callId } = callIn(item);
          const held = await propose(name, input, callId);
          const { status, says } = await remit.wait(held.handle, waiting);
          if (status === 'waiting') return;
          if (status === 'denied' || status === 'cancelled') state.reject(item, { message: says });
          // Also where it failed or is not known: the tool then tells the model so.
          else state.approve(item);
        }),
      );
    },
  };
}

function callIn({ rawItem }: Interruption): { name: string; arguments: string; callId: string } {
  const {
    name,
    arguments: input,
    callId,
  } = rawItem as Partial<Record<'name' | 'arguments' | 'callId', string>>;
  if (name === undefined || input === undefined || callId === undefined)
    throw new Error('Only calls of tools that Remit offers are reviewed here.');
  return { name, arguments: input, callId };
}
