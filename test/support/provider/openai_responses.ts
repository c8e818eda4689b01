import { event, halves, textOf, TOKENS, type Asked, type Format } from './format.ts';

interface Item {
  type?: string;
  role?: string;
  content?: unknown;
  name?: string;
  arguments?: string;
  output?: unknown;
}
interface Body {
  model: string;
  instructions?: string;
  input: Item[];
  tools?: { name: string; parameters: unknown }[];
}

/** `POST /responses`, OpenAI's newer format. */
export const OPENAI_RESPONSES: Format = {
  name: 'openai-responses',
  path: /\/responses$/,
  read({ model, instructions = '', input, tools = [] }: Body) {
    const isSystem = ({ role }: Item) => role === 'system' || role === 'developer';
    const system = input.filter(isSystem).map(({ content }) => textOf(content));
    return {
      model,
      system: [instructions, ...system].filter((part) => part !== '').join('\n'),
      said: input.filter((item) => !isSystem(item)).map(saidOf),
      tools: tools.map(({ name, parameters }) => ({ name, schema: parameters })),
    };
  },
  write({ text = '', calls = [], stop = 'stop', tokens = TOKENS }, model) {
    const response = { id: 'resp_1', object: 'response', created_at: 1_700_000_000, model };
    const usage = {
      input_tokens: tokens.in,
      input_tokens_details: { cached_tokens: tokens.cached ?? 0 },
      output_tokens: tokens.out,
      output_tokens_details: { reasoning_tokens: 0 },
    };
    const reason = stop === 'length' ? 'max_output_tokens' : 'content_filter';
    const message = { type: 'message', id: 'msg_1', role: 'assistant' };
    const spoken = [
      event({ type: 'response.output_item.added', output_index: 0, item: message }),
      ...halves(text).map((delta) =>
        event({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, delta }),
      ),
      event({ type: 'response.output_item.done', output_index: 0, item: message }),
    ];
    return {
      begins: [
        event({ type: 'response.created', response }),
        ...(text === '' ? [] : spoken),
        ...calls.flatMap(({ name, input }, index) => callOf(name, JSON.stringify(input), index + 1)),
      ],
      ends: [
        stop === 'stop'
          ? event({ type: 'response.completed', response: { ...response, incomplete_details: null, usage } })
          : event({
              type: 'response.incomplete',
              response: { ...response, incomplete_details: { reason }, usage },
            }),
      ],
    };
  },
};

function callOf(name: string, input: string, at: number): string[] {
  const item = { type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name };
  return [
    event({ type: 'response.output_item.added', output_index: at, item: { ...item, arguments: '' } }),
    ...halves(input).map((delta) =>
      event({ type: 'response.function_call_arguments.delta', item_id: item.id, output_index: at, delta }),
    ),
    event({
      type: 'response.output_item.done',
      output_index: at,
      item: { ...item, arguments: input, status: 'completed' },
    }),
  ];
}

function saidOf({ type, role, content, name, arguments: input, output }: Item): Asked['said'][number] {
  if (type === 'function_call') return { role: 'assistant', text: `${name}(${input})` };
  if (type === 'function_call_output') return { role: 'tool', text: textOf(output) };
  return { role: role === 'assistant' ? 'assistant' : 'user', text: textOf(content) };
}
