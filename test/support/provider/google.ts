import { event, halves, TOKENS, type Asked, type Format, type Said } from './format.ts';

interface Part {
  text?: string;
  functionCall?: { name: string; args: unknown };
  functionResponse?: { response: unknown };
}
interface Body {
  systemInstruction?: { parts: Part[] };
  contents: { role: string; parts: Part[] }[];
  tools?: { functionDeclarations?: { name: string; parameters: unknown }[] }[];
}

/** `POST /models/<model>:streamGenerateContent`, as Google speaks it. */
export const GOOGLE: Format = {
  name: 'google',
  path: /\/models\/[^/]+:streamGenerateContent/,
  read({ systemInstruction, contents, tools = [] }: Body, url) {
    return {
      model: /models\/([^/:]+):/.exec(url)?.[1] ?? '',
      system: (systemInstruction?.parts ?? []).map(({ text = '' }) => text).join(''),
      said: contents.flatMap(({ role, parts }) => parts.map((part) => saidOf(role, part))),
      tools: tools.flatMap(({ functionDeclarations = [] }) =>
        functionDeclarations.map(({ name, parameters }) => ({ name, schema: parameters })),
      ),
    };
  },
  write(said) {
    const { text = '', calls = [], tokens = TOKENS } = said;
    const chunk = (parts: Part[], more: object = {}) =>
      event({ candidates: [{ index: 0, content: { role: 'model', parts }, ...more }] });
    const usageMetadata = {
      promptTokenCount: tokens.in,
      cachedContentTokenCount: tokens.cached ?? 0,
      candidatesTokenCount: tokens.out,
      totalTokenCount: tokens.in + tokens.out,
    };
    return {
      begins: [
        ...halves(text).map((part) => chunk([{ text: part }])),
        ...calls.map(({ name, input }) => chunk([{ functionCall: { name, args: input } }])),
      ],
      ends: [
        event({
          candidates: [{ index: 0, content: { role: 'model', parts: [] }, finishReason: stopOf(said) }],
          usageMetadata,
        }),
      ],
    };
  },
};

function saidOf(role: string, { text, functionCall, functionResponse }: Part): Asked['said'][number] {
  if (functionCall)
    return { role: 'assistant', text: `${functionCall.name}(${JSON.stringify(functionCall.args)})` };
  if (functionResponse) return { role: 'tool', text: JSON.stringify(functionResponse.response) };
  return { role: role === 'model' ? 'assistant' : 'user', text: text ?? '' };
}

function stopOf({ stop }: Said): string {
  if (stop === 'length') return 'MAX_TOKENS';
  return stop === 'refusal' ? 'SAFETY' : 'STOP';
}
