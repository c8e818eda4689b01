import { event, halves, textOf, TOKENS, type Asked, type Format, type Said } from './format.ts';

interface Body {
  model: string;
  messages: {
    role: string;
    content?: unknown;
    tool_calls?: { function: { name: string; arguments: string } }[];
  }[];
  tools?: { function: { name: string; parameters: unknown } }[];
}

/** `POST /chat/completions`, as OpenAI and every program that is compatible with it speak it. */
export const OPENAI_CHAT: Format = {
  name: 'openai-chat',
  path: /\/chat\/completions$/,
  read({ model, messages, tools = [] }: Body) {
    const isSystem = ({ role }: Body['messages'][number]) => role === 'system' || role === 'developer';
    return {
      model,
      system: messages
        .filter(isSystem)
        .map(({ content }) => textOf(content))
        .join('\n'),
      said: messages.filter((message) => !isSystem(message)).map(saidOf),
      tools: tools.map(({ function: { name, parameters } }) => ({ name, schema: parameters })),
    };
  },
  write(said, model) {
    const chunk = (delta: unknown, finish: string | null = null) =>
      event({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1_700_000_000,
        model,
        choices: [{ index: 0, delta, finish_reason: finish }],
      });
    const { text = '', calls = [], tokens = TOKENS } = said;
    const usage = {
      prompt_tokens: tokens.in,
      completion_tokens: tokens.out,
      total_tokens: tokens.in + tokens.out,
      prompt_tokens_details: { cached_tokens: tokens.cached ?? 0 },
    };
    return {
      begins: [
        chunk({ role: 'assistant', content: '' }),
        ...halves(text).map((content) => chunk({ content })),
        ...calls.flatMap(({ name, input }, index) => [
          chunk({
            tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }],
          }),
          ...halves(JSON.stringify(input)).map((part) =>
            chunk({ tool_calls: [{ index, function: { arguments: part } }] }),
          ),
        ]),
      ],
      ends: [
        chunk({}, stopOf(said)),
        event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [], usage }),
        'data: [DONE]\n\n',
      ],
    };
  },
};

function saidOf({ role, content, tool_calls: calls = [] }: Body['messages'][number]): Asked['said'][number] {
  const called = calls.map(({ function: { name, arguments: input } }) => `${name}(${input})`);
  return {
    role: role === 'assistant' || role === 'tool' ? role : 'user',
    text: [textOf(content), ...called].filter((part) => part !== '').join('\n'),
  };
}

function stopOf({ stop, calls = [] }: Said): string {
  if (stop === 'length') return 'length';
  if (stop === 'refusal') return 'content_filter';
  return calls.length > 0 ? 'tool_calls' : 'stop';
}
