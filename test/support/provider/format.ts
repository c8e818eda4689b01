/** What a scripted model says next, or what goes wrong instead. */
export type Reply =
  | { text?: string; calls?: { name: string; input: unknown }[]; stop?: Stop; tokens?: Tokens }
  | { fault: 'status'; status: number; retryAfter?: number; says?: string }
  /** The stream breaks off in the middle: nothing says how it would have ended. */
  | { fault: 'cut'; text?: string; calls?: { name: string; input: unknown }[] }
  /** What stands in the stream is no JSON. */
  | { fault: 'garbled' }
  /** Nothing comes at all. */
  | { fault: 'silence' };

export type Stop = 'stop' | 'length' | 'refusal';
export interface Tokens {
  in: number;
  cached?: number;
  out: number;
}

/** A request as any of the formats says it. */
export interface Asked {
  format: 'openai-chat' | 'openai-responses' | 'anthropic' | 'google';
  model: string;
  key: string;
  system: string;
  /** Everything that was said, in order: also what tools returned. */
  said: { role: 'user' | 'assistant' | 'tool'; text: string }[];
  tools: { name: string; schema: unknown }[];
}

export type Said = Extract<Reply, { text?: string; stop?: Stop }> & { fault?: undefined };

/** How one provider's requests are read and its stream is written. */
export interface Format {
  name: Asked['format'];
  path: RegExp;
  read(body: never, url: string): Omit<Asked, 'format' | 'key'>;
  /** The events of a stream, each as it goes over the wire. The last ones say how it ended. */
  write(said: Said, model: string): { begins: string[]; ends: string[] };
}

export const TOKENS: Tokens = { in: 1000, out: 100 };

/** A server-sent event of JSON. */
export function event(data: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** A text in two parts, as a stream brings it. */
export function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((part) => part !== '');
}

/** The text of a content that is a string or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content))
    return content === undefined || content === null ? '' : JSON.stringify(content);
  return content
    .map((part: { text?: string; content?: unknown }) => part.text ?? textOf(part.content))
    .join('');
}
