import type { ModelMessage, ToolSet } from 'ai';
import type { TurnAnswer, TurnBody } from '../../flow/plan/turns.ts';
import type { ModelFile } from '../../workspace/models.ts';
import type { OfferedTool } from './tools.ts';
import { languageModel } from './provider.ts';

/** A provider that says nothing for so long has hung up without saying so. */
export const STALL_MS = 30_000;
/** The longest that a provider may ask us to wait before the next try. */
export const RETRY_AFTER_MS_MAX = 30_000;
/** What is quoted of a provider's error. */
const FAULT_CHARS_MAX = 300;

export interface Question {
  model: ModelFile;
  system: string;
  messages: ModelMessage[];
  tools: OfferedTool[];
  /** A call of one of the tools is asked for; a checker answers by one as well. */
  signal: AbortSignal | undefined;
  stallMs?: number;
}

/** What came back: an answer, or a fault with whether it may pass. */
export type Answered =
  | { ok: true; answer: TurnAnswer; stop: string; tokens: TurnBody['tokens'] }
  | { ok: false; fault: string; passes: boolean; retryMs: number; stop?: string; tokens: TurnBody['tokens'] };

const NO_TOKENS = { in: 0, cached: 0, out: 0 };

/**
 * Asks a model once, streaming, so that an answer that breaks off is noticed. Never throws for what a provider may do:
 * errors, limits, refusals, streams that are cut or hang, and what is no JSON are all faults with a sentence.
 */
export async function ask({
  model,
  system,
  messages,
  tools,
  signal,
  stallMs = STALL_MS,
}: Question): Promise<Answered> {
  const { jsonSchema, streamText, tool } = await import('ai');
  const set: ToolSet = {};
  for (const { name, says, schema } of tools) {
    set[name] = tool({ description: says, inputSchema: jsonSchema(schema as object) });
  }
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stallMs);
  };
  const stop = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  const said = new Hearing();
  try {
    const stream = streamText({
      model: await languageModel(model),
      system,
      messages,
      tools: set,
      maxOutputTokens: model.answerTokens,
      ...(model.temperature === null ? {} : { temperature: model.temperature }),
      maxRetries: 0,
      abortSignal: stop,
      onError: () => undefined,
    });
    for await (const part of stream.fullStream) {
      heard();
      said.hear(part);
    }
  } catch (error) {
    said.error ??= error;
  } finally {
    clearTimeout(timer);
  }
  if (signal?.aborted) return { ...said.failed('the time for this plan was over'), passes: false };
  if (stalled.signal.aborted) return said.failed(`it said nothing for ${Math.round(stallMs / 1000)} seconds`);
  const answered = said.answered();
  // Some providers quote the key that they did not like.
  if (answered.ok || model.key === '') return answered;
  return { ...answered, fault: answered.fault.replaceAll(model.key, '(its key)') };
}

interface Part {
  type: string;
  text?: string;
  toolCallId?: string;
  toolName?: string;
  input?: unknown;
  invalid?: boolean;
  providerMetadata?: unknown;
  error?: unknown;
  finishReason?: string;
  totalUsage?: {
    inputTokens?: number;
    outputTokens?: number;
    inputTokenDetails?: { cacheReadTokens?: number };
  };
}

/** What was heard of a stream so far. */
class Hearing {
  error: unknown;
  private text = '';
  private readonly calls: TurnAnswer['calls'] = [];
  private stop: string | undefined;
  private tokens: TurnBody['tokens'] = NO_TOKENS;

  hear(part: Part): void {
    if (part.type === 'text-delta') this.text += part.text ?? '';
    if (part.type === 'tool-call') {
      const { toolCallId: id = '', toolName: name = '', input, providerMetadata: meta } = part;
      this.calls.push({ id, name, input: input ?? {}, ...(meta === undefined ? {} : { meta }) });
    }
    if (part.type === 'error') this.error ??= part.error;
    if (part.type !== 'finish') return;
    const { inputTokens = 0, outputTokens = 0, inputTokenDetails } = part.totalUsage ?? {};
    this.stop = part.finishReason ?? 'other';
    this.tokens = { in: inputTokens, cached: inputTokenDetails?.cacheReadTokens ?? 0, out: outputTokens };
  }

  answered(): Answered {
    const { text, calls, stop, tokens } = this;
    if (this.error !== undefined) return { ...faultOf(this.error), tokens, ...(stop && { stop }) };
    if (stop === undefined) return this.failed('the answer broke off');
    if (stop === 'content-filter') return this.failed('it refused to answer');
    if (stop === 'length') return this.failed('the answer was too long and was cut off');
    if (stop === 'error' || stop === 'other' || stop === 'unknown')
      return this.failed('the answer broke off');
    return { ok: true, answer: { text, calls }, stop, tokens };
  }

  failed(fault: string): Extract<Answered, { ok: false }> {
    const { stop, tokens } = this;
    return { ok: false, fault, passes: true, retryMs: 0, tokens, ...(stop && { stop }) };
  }
}

/** What an error of the SDK says: whether it may pass, and how long the provider wants us to wait. */
function faultOf(error: unknown): Omit<Extract<Answered, { ok: false }>, 'tokens'> {
  const { statusCode, responseHeaders, message } = (error ?? {}) as {
    statusCode?: number;
    responseHeaders?: Record<string, string>;
    message?: string;
  };
  const says = (message ?? String(error)).slice(0, FAULT_CHARS_MAX);
  if (statusCode === undefined || statusCode === 200)
    return { ok: false, fault: `the answer could not be read: ${says}`, passes: true, retryMs: 0 };
  const after = Number(responseHeaders?.['retry-after'] ?? 0) * 1000;
  const passes = statusCode === 408 || statusCode === 409 || statusCode === 429 || statusCode >= 500;
  return {
    ok: false,
    fault: `the provider answered ${statusCode}: ${says}`,
    passes: passes && after <= RETRY_AFTER_MS_MAX,
    retryMs: Number.isFinite(after) ? after : 0,
  };
}
