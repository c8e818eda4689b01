import type { ModelMessage } from 'ai';
import type { TurnAnswer, TurnPrivate } from '../../flow/plan/turns.ts';
import { digest } from '../../log/canonical.ts';

/**
 * What was said between an agent and its model in one plan. Each message is kept as the provider is sent it, and as
 * the log keeps it.
 */
export class Thread {
  readonly messages: ModelMessage[] = [];
  private fresh: TurnPrivate['asked'] = [];
  /** What followed the first message: with the digest of the case it names the question. */
  private readonly followed: unknown[] = [];

  constructor(system: string, first: string) {
    this.messages.push({ role: 'user', content: first });
    this.fresh.push({ role: 'system', says: system }, { role: 'user', says: first });
  }

  /** SHA-256 of the case and of all that followed; `tries` tells a question that is asked once more from the first. */
  question(base: string): string {
    return digest({ base, followed: this.followed });
  }

  /** What was added since the last turn. */
  takeFresh(): TurnPrivate['asked'] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }

  answered({ text, calls }: TurnAnswer, provider: string): void {
    this.followed.push({ text, calls: JSON.parse(JSON.stringify(calls)) as unknown });
    const called = calls.map(({ id, name, input, meta }) => ({
      type: 'tool-call' as const,
      toolCallId: id,
      toolName: name,
      input,
      // Google wants its signature of a thought back; others remember by themselves or refuse what they do not know.
      ...(provider === 'google' && meta ? { providerOptions: meta as never } : {}),
    }));
    const spoken = text === '' ? [] : [{ type: 'text' as const, text }];
    if (called.length + spoken.length === 0) return;
    this.messages.push({ role: 'assistant', content: [...spoken, ...called] });
  }

  /** What the tools returned to the calls of the last answer, in their order. */
  returned(results: { id: string; name: string; says: string }[]): void {
    this.followed.push(results);
    this.fresh.push(...results.map(({ name, says }) => ({ role: 'tool', says: `${name}: ${says}` })));
    this.messages.push({
      role: 'tool',
      content: results.map(({ id, name, says }) => ({
        type: 'tool-result' as const,
        toolCallId: id,
        toolName: name,
        output: { type: 'text' as const, value: says },
      })),
    });
  }

  told(says: string): void {
    this.followed.push(says);
    this.fresh.push({ role: 'user', says });
    this.messages.push({ role: 'user', content: says });
  }
}
