import { setTimeout as wait } from 'node:timers/promises';
import type { Hands, TurnAnswer, TurnBody } from '../../flow/plan/turns.ts';
import { spentOnTurn } from '../../flow/plan/turns.ts';
import { addSpent } from '../../flow/plan/spending.ts';
import type { PlanInput, Spent } from '../../flow/plan/schema.ts';
import { digest } from '../../log/canonical.ts';
import { fail, inSpan } from '../../runtime/telemetry/spans.ts';
import type { ModelFile } from '../../workspace/models.ts';
import { ask } from './ask.ts';
import { costOf } from './cost.ts';
import type { Thread } from './thread.ts';
import type { OfferedTool } from './tools.ts';

/** Before a fault is tried again without the provider saying when; four times as long before each try after it. */
const RETRY_MS = 250;

/** Who asks a model, and within which limits. */
export interface Talk {
  agent: { name: string; version: string };
  part?: string;
  model: ModelFile;
  system: string;
  tools: OfferedTool[];
  thread: Thread;
  /** Names the case: with what was said since, it names the question. */
  base: string;
  input: PlanInput;
  hands: Hands | undefined;
  signal: AbortSignal | undefined;
  /** Questions that may be asked in all. */
  turnsMax: number;
  stallMs?: number;
  /** Filled in as it goes. */
  spent: Spent;
  turn: number;
}

export type Heard = { ok: true; answer: TurnAnswer } | { ok: false; says: string };

/**
 * Asks the next question. One that was answered before, by the log, is not paid for again. Whatever comes back is
 * written down before anything is made of it; faults that may pass are tried again, as long as limits last.
 */
export async function next(talk: Talk): Promise<Heard> {
  const { model, thread, base, hands } = talk;
  const question = thread.question(base);
  const known = hands?.recorded(question);
  if (known) {
    thread.takeFresh();
    talk.turn += 1;
    talk.spent = addSpent(talk.spent, spentOnTurn(known.body));
    thread.answered(known.answer, model.provider);
    return { ok: true, answer: known.answer };
  }
  if (model.missing.length > 0) return { ok: false, says: `${model.missing.join(', ')} is not set.` };
  for (let fault = 0; ; fault++) {
    const beyond = whyNoMore(talk);
    if (beyond !== undefined) return { ok: false, says: beyond };
    const heard = await once(talk, question);
    if (heard.ok) {
      thread.answered(heard.answer, model.provider);
      return { ok: true, answer: heard.answer };
    }
    if (!heard.passes || fault >= model.retries) return { ok: false, says: heard.fault };
    const pause = heard.retryMs > 0 ? heard.retryMs : RETRY_MS * 4 ** fault;
    await wait(pause, undefined, talk.signal ? { signal: talk.signal } : {}).catch(() => undefined);
  }
}

/** One question over the wire, and its entry. */
async function once(talk: Talk, question: string) {
  const { model, system, thread, tools, signal, agent, part, hands, stallMs } = talk;
  const started = performance.now();
  const asked = thread.takeFresh();
  const limits = stallMs === undefined ? {} : { stallMs };
  const heard = await inSpan(
    `chat ${model.model}`,
    { kind: 'CLIENT', attributes: spanOf(model) },
    async (span) => {
      const said = await ask({ model, system, messages: thread.messages, tools, signal, ...limits });
      span.setAttribute('gen_ai.usage.input_tokens', said.tokens.in);
      span.setAttribute('gen_ai.usage.output_tokens', said.tokens.out);
      if (said.stop !== undefined) span.setAttribute('gen_ai.response.finish_reasons', [said.stop]);
      if (!said.ok) fail(span, said.passes ? 'passing' : 'refused');
      return said;
    },
  );
  talk.turn += 1;
  const cost = costOf(model, heard.tokens);
  const body: TurnBody = {
    agent,
    ...(part === undefined ? {} : { part }),
    provider: model.provider,
    model: model.model,
    question,
    turn: talk.turn,
    how: heard.ok ? 'answered' : 'failed',
    ...(heard.stop === undefined ? {} : { stop: heard.stop }),
    ...(heard.ok ? {} : { fault: heard.fault }),
    instructions: digest(system),
    tokens: heard.tokens,
    ...(cost === undefined ? {} : { cost_minor: cost }),
    took_ms: Math.round(performance.now() - started),
  };
  talk.spent = addSpent(talk.spent, spentOnTurn(body));
  await hands?.turn(body, { asked, answer: heard.ok ? heard.answer : { text: '', calls: [] } });
  return heard;
}

/** What a trace tells of a question, by the conventions for generative models: never a word of it. */
function spanOf({ provider, model, answerTokens }: ModelFile) {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider === 'google' ? 'gcp.gemini' : provider,
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': answerTokens,
  };
}

/** Why nothing more is asked, as a sentence: turns, tokens, money or time are used up. */
function whyNoMore({ turn, turnsMax, input, spent, signal, agent }: Talk): string | undefined {
  if (signal?.aborted) return `${agent.name} did not answer in time.`;
  if (turn >= turnsMax) return `it asked ${turnsMax} times without coming to a plan.`;
  const { turns, tokens, cost } = input.workflow.limits;
  const all = addSpent(input.spent ?? {}, spent);
  if (turns !== null && (all.turns ?? 0) >= turns) return `its ${turns} turns for this case were used up.`;
  if (tokens !== null && (all.tokens ?? 0) >= tokens)
    return `its ${tokens} tokens for this case were used up.`;
  if (cost !== null && (all.cost_minor ?? 0) >= cost.minor)
    return 'what it may cost for this case was used up.';
  return undefined;
}
