import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import type { HumanInterrupt, HumanResponse } from '@langchain/langgraph/prebuilt';
import { Agent, run, setTracingDisabled, tool, Usage, type Model } from '@openai/agents';
import { generateText, jsonSchema, stepCountIs } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { expect, test } from 'vitest';
import { remitTools } from '../../clients/typescript/adapters/ai_sdk.ts';
import { answerInterrupt } from '../../clients/typescript/adapters/langgraph.ts';
import { remitAgent } from '../../clients/typescript/adapters/openai_agents.ts';
import { Remit } from '../../clients/typescript/src/index.ts';
import { serveOutside } from '../support/outside.ts';

const acme = serveOutside();
const client = async () => new Remit({ url: acme.url, token: await acme.token() });

let orders = 800;
const refund = (euros: number) => ({
  order_id: String((orders += 1)),
  amount: { minor: euros * 100, currency: 'EUR' },
});

/** The case that asks about an order, once it is held. */
async function heldCase(order: string): Promise<string> {
  const find = async () => {
    const text = "select id from cases where status = 'held' and title like '%' || $1 || '%'";
    return (await acme.database.pool.query<{ id: string }>(text, [order])).rows[0]?.id;
  };
  await expect.poll(find).toBeDefined();
  return (await find()) ?? '';
}

/** The inputs of a held plan with other euros. */
async function with20(caseId: string): Promise<Record<string, unknown>> {
  const { plan } = await acme.read(caseId);
  return JSON.parse(JSON.stringify(plan?.inputs).replaceAll('3000', '2000')) as Record<string, unknown>;
}

// The AI SDK: a model calls one tool, is told what became of it, and says so.
function modelThatCalls(input: object): MockLanguageModelV3 {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  };
  let turn = 0;
  return new MockLanguageModelV3({
    doGenerate: async ({ prompt }) => {
      turn += 1;
      const heard = JSON.stringify(prompt.at(-1));
      return turn === 1
        ? {
            content: [
              {
                type: 'tool-call',
                toolCallId: 'call-1',
                toolName: 'shop_refund',
                input: JSON.stringify(input),
              },
            ],
            finishReason: { unified: 'tool-calls', raw: undefined },
            usage,
            warnings: [],
          }
        : {
            content: [{ type: 'text', text: heard }],
            finishReason: { unified: 'stop', raw: undefined },
            usage,
            warnings: [],
          };
    },
  });
}

test('a tool of the AI SDK is performed by Remit when the boundary allows it', async () => {
  const paid = acme.shop.refunds.size;
  const tools = await remitTools(await client(), 'refunds', jsonSchema);
  const { text } = await generateText({
    model: modelThatCalls(refund(5)),
    tools,
    prompt: 'Put it right.',
    stopWhen: stepCountIs(3),
  });
  expect(text).toContain('Done.');
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('a tool of the AI SDK waits in the inbox, and the model hears what a person made of it', async () => {
  const args = refund(30);
  const tools = await remitTools(await client(), 'refunds', jsonSchema);
  const running = generateText({
    model: modelThatCalls(args),
    tools,
    prompt: 'Put it right.',
    stopWhen: stepCountIs(3),
  });
  const id = await heldCase(args.order_id);
  await acme.approve(id, await with20(id));
  const { text } = await running;
  expect(text).toContain('Done, with changes');
  expect(text).toContain('2000');
});

// LangGraph: a node interrupts, the process may end, and whoever answers resumes it.
function graphThatAsks(args: Record<string, unknown>, allow: Partial<HumanInterrupt['config']> = {}) {
  const State = Annotation.Root({ heard: Annotation<HumanResponse> });
  return new StateGraph(State)
    .addNode('ask', () => {
      const asked: HumanInterrupt = {
        action_request: { action: 'shop_refund', args },
        config: { allow_accept: true, allow_edit: true, allow_respond: true, allow_ignore: true, ...allow },
        description: 'The parcel is late.',
      };
      return { heard: interrupt<HumanInterrupt, HumanResponse>(asked) };
    })
    .addEdge(START, 'ask')
    .addEdge('ask', END)
    .compile({ checkpointer: new MemorySaver() });
}

/** Runs a graph to its interrupt; `answer` puts it into the inbox and resumes the graph with what came of it. */
async function interrupted(args: Record<string, unknown>, allow: Partial<HumanInterrupt['config']> = {}) {
  const graph = graphThatAsks(args, allow);
  const config = { configurable: { thread_id: String(args['order_id']) } };
  await graph.invoke({}, config);
  const [task] = (await graph.getState(config)).tasks;
  const { id = '', value } = task?.interrupts[0] ?? {};
  const answer = async () => {
    const response = await answerInterrupt(await client(), 'refunds', value as HumanInterrupt, { key: id });
    return (await graph.invoke(new Command({ resume: response }), config)).heard;
  };
  return { answer, value: value as HumanInterrupt, id };
}

test('an interrupt of LangGraph waits in the inbox, and the graph goes on with what was done', async () => {
  const args = refund(30);
  const { answer } = await interrupted(args);
  const going = answer();
  const id = await heldCase(args.order_id);
  await acme.approve(id);
  const heard = await going;
  expect(heard.type).toBe('response');
  expect(JSON.parse(heard.args as string)).toMatchObject({ status: 'done', says: 'Done.' });
});

test('a graph that takes no words is told to accept, what was edited, or to ignore', async () => {
  const silent = { allow_respond: false };
  const small = await interrupted(refund(5), silent);
  expect(await small.answer()).toEqual({ type: 'accept', args: null });
  const edited = refund(30);
  const going = (await interrupted(edited, silent)).answer();
  const id = await heldCase(edited.order_id);
  await acme.approve(id, await with20(id));
  expect(await going).toMatchObject({ type: 'edit', args: { args: { amount: { minor: 2000 } } } });
  const refused = refund(30);
  const ending = (await interrupted(refused, silent)).answer();
  await acme.reject(await heldCase(refused.order_id), 'No.');
  expect(await ending).toEqual({ type: 'ignore', args: null });
});

test('an interrupt that is answered twice is done once', async () => {
  const paid = acme.shop.refunds.size;
  const { value, id } = await interrupted(refund(5));
  const answers = [1, 2].map(async () => answerInterrupt(await client(), 'refunds', value, { key: id }));
  const [first, second] = await Promise.all(answers);
  expect([first?.type, second?.type]).toEqual(['response', 'response']);
  expect(acme.shop.refunds.size).toBe(paid + 1);
  const unknown = { ...value, action_request: { action: 'launch', args: {} } };
  await expect(answerInterrupt(await client(), 'refunds', unknown, { key: 'x' })).rejects.toThrow(
    'shop_refund',
  );
});

// The OpenAI Agents SDK: a run is interrupted for an approval, and goes on after it.
function scripted(input: object): Model {
  return {
    async getResponse({ input: heard }) {
      const items = typeof heard === 'string' ? [] : heard;
      const result = items.findLast((item) => item.type === 'function_call_result');
      const output = result
        ? [
            {
              type: 'message' as const,
              role: 'assistant' as const,
              status: 'completed' as const,
              content: [{ type: 'output_text' as const, text: JSON.stringify(result) }],
            },
          ]
        : [
            {
              type: 'function_call' as const,
              callId: 'call-1',
              name: 'shop_refund',
              status: 'completed' as const,
              arguments: JSON.stringify(input),
            },
          ];
      return { usage: new Usage(), output };
    },
    // oxlint-disable-next-line require-yield -- Runs here are not streamed.
    async *getStreamedResponse() {
      throw new Error('nothing is streamed here');
    },
  };
}

async function agentThatCalls(args: object, name: string) {
  setTracingDisabled(true);
  const { tools, review } = await remitAgent(await client(), 'refunds', { run: name });
  const agent = new Agent({ name: 'Clerk', model: scripted(args), tools: tools.map((one) => tool(one)) });
  return { agent, review };
}

test('an agent of the OpenAI SDK is not interrupted by what the boundary allows', async () => {
  const paid = acme.shop.refunds.size;
  const { agent } = await agentThatCalls(refund(5), 'run-1');
  const result = await run(agent, 'Put it right.');
  expect(result.interruptions).toEqual([]);
  expect(result.finalOutput).toContain('Done.');
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('an approval of the OpenAI SDK is given in the inbox, and the run goes on', async () => {
  const paid = acme.shop.refunds.size;
  const args = refund(30);
  const { agent, review } = await agentThatCalls(args, 'run-2');
  const held = await run(agent, 'Put it right.');
  expect(held.interruptions).toHaveLength(1);
  const reviewing = review(held.interruptions, held.state);
  await acme.approve(await heldCase(args.order_id));
  await reviewing;
  const result = await run(agent, held.state);
  expect(result.finalOutput).toContain('Done.');
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('an approval of the OpenAI SDK that a person rejects is told to the model, and nothing is done', async () => {
  const paid = acme.shop.refunds.size;
  const args = refund(30);
  const { agent, review } = await agentThatCalls(args, 'run-3');
  const held = await run(agent, 'Put it right.');
  const reviewing = review(held.interruptions, held.state);
  await acme.reject(await heldCase(args.order_id), 'Not this customer.');
  await reviewing;
  const result = await run(agent, held.state);
  expect(result.finalOutput).toContain('Denied and not done');
  expect(result.finalOutput).not.toContain('Not this customer');
  expect(acme.shop.refunds.size).toBe(paid);
});
