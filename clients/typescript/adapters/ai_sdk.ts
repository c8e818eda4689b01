import type { Remit } from '../src/index.ts';
import { told, writeTools, type Told } from './told.ts';

/** Tools for `generateText` and `streamText` of the AI SDK. */
export type RemitTools<S> = Record<string, RemitTool<S>>;

export interface RemitTool<S> {
  description: string;
  inputSchema: S;
  execute(
    args: Record<string, unknown>,
    call: { toolCallId: string; abortSignal?: AbortSignal | undefined },
  ): Promise<Told>;
}

export interface RemitToolsOptions {
  /** How long a held call waits for people before the model is told that it waits; 10 minutes. */
  seconds?: number;
  /** Names this run of the agent, so that ids of calls that a provider uses again name new calls. */
  run?: string;
  /** Why the agent asks, for those who review it. */
  reason?: string;
}

const SECONDS = 600;

/**
 * Every write of a workflow's map as a tool of the AI SDK. A call is proposed to Remit, which rules it, asks people
 * where the boundary says so, and performs it itself, once.
 *
 *     const tools = await remitTools(remit, 'returns', jsonSchema);
 *     const { text } = await generateText({ model, tools, prompt, stopWhen: stepCountIs(8) });
 *
 * `jsonSchema` is the function of that name in the package `ai`.
 */
export async function remitTools<S>(
  remit: Remit,
  workflow: string,
  jsonSchema: (schema: never) => S,
  { seconds = SECONDS, run = crypto.randomUUID(), reason }: RemitToolsOptions = {},
): Promise<RemitTools<S>> {
  const offered = writeTools(await remit.offer(workflow));
  const tools = offered.map(({ name, write, description, parameters }) => {
    const tool: RemitTool<S> = {
      description,
      inputSchema: jsonSchema(parameters as never),
      async execute(args, { toolCallId, abortSignal: signal }) {
        const body = { actions: [{ write, args }], ...(reason === undefined ? {} : { reason }) };
        const waiting = { key: `${run}:${toolCallId}`, seconds, ...(signal ? { signal } : {}) };
        return told(await remit.proposeAndWait(workflow, body, waiting));
      },
    };
    return [name, tool] as const;
  });
  return Object.fromEntries(tools);
}
