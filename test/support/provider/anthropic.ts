import { event, halves, textOf, TOKENS, type Asked, type Format, type Said } from './format.ts';

interface Block {
  type: string;
  text?: string;
  name?: string;
  input?: unknown;
  content?: unknown;
}
interface Body {
  model: string;
  system?: unknown;
  messages: { role: 'user' | 'assistant'; content: string | Block[] }[];
  tools?: { name: string; input_schema: unknown }[];
}

/** `POST /messages`, as Anthropic speaks it. */
export const ANTHROPIC: Format = {
  name: 'anthropic',
  path: /\/messages$/,
  read({ model, system, messages, tools = [] }: Body) {
    return {
      model,
      system: textOf(system),
      said: messages.flatMap(({ role, content }) =>
        typeof content === 'string' ? [{ role, text: content }] : content.map((block) => saidOf(role, block)),
      ),
      tools: tools.map(({ name, input_schema: schema }) => ({ name, schema })),
    };
  },
  write(said, model) {
    const { text = '', calls = [], tokens = TOKENS } = said;
    const part = (data: { type: string }) => event(data, data.type);
    const block = (index: number, content: unknown, deltas: unknown[]) => [
      part({ type: 'content_block_start', index, content_block: content } as { type: string }),
      ...deltas.map((delta) => part({ type: 'content_block_delta', index, delta } as { type: string })),
      part({ type: 'content_block_stop', index } as { type: string }),
    ];
    const usage = {
      input_tokens: tokens.in - (tokens.cached ?? 0),
      cache_read_input_tokens: tokens.cached ?? 0,
      cache_creation_input_tokens: 0,
      output_tokens: 1,
    };
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content: [], usage };
    return {
      begins: [
        part({ type: 'message_start', message } as { type: string }),
        ...(text === ''
          ? []
          : block(
              0,
              { type: 'text', text: '' },
              halves(text).map((one) => ({ type: 'text_delta', text: one })),
            )),
        ...calls.flatMap(({ name, input }, index) =>
          block(
            index + 1,
            { type: 'tool_use', id: `toolu_${index}`, name, input: {} },
            halves(JSON.stringify(input)).map((one) => ({ type: 'input_json_delta', partial_json: one })),
          ),
        ),
      ],
      ends: [
        part({
          type: 'message_delta',
          delta: { stop_reason: stopOf(said), stop_sequence: null },
          usage: { output_tokens: tokens.out },
        } as { type: string }),
        part({ type: 'message_stop' }),
      ],
    };
  },
};

function saidOf(role: 'user' | 'assistant', block: Block): Asked['said'][number] {
  if (block.type === 'tool_use')
    return { role: 'assistant', text: `${block.name}(${JSON.stringify(block.input)})` };
  if (block.type === 'tool_result') return { role: 'tool', text: textOf(block.content) };
  return { role, text: block.text ?? '' };
}

function stopOf({ stop, calls = [] }: Said): string {
  if (stop === 'length') return 'max_tokens';
  if (stop === 'refusal') return 'refusal';
  return calls.length > 0 ? 'tool_use' : 'end_turn';
}
