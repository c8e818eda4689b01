import { parseEntry } from '../../flow/case/entries.ts';
import type { Hands } from '../../flow/plan/turns.ts';
import { digest } from '../../log/canonical.ts';
import type { Entry } from '../../log/schema.ts';

/**
 * The hands of an agent that is asked about the past. What it was answered when the case was live is used again, turn
 * by turn, and what it looked up then it finds again; anything else cannot be looked up, for systems tell of today, and
 * an agent that knows how it ended proves nothing.
 */
export function pastHands(entries: readonly Entry[]): Hands {
  const told = entries.map(parseEntry);
  return {
    turn: async () => undefined,
    recorded(question) {
      for (const { kind, body, private: hidden } of told) {
        if (kind === 'agent.turn' && body.question === question && body.how === 'answered' && hidden)
          return { body, answer: hidden.answer };
      }
      return undefined;
    },
    async look({ read, args }) {
      const wanted = digest({ read, args });
      for (const { kind, body, private: hidden } of told) {
        if (kind !== 'agent.looked' || !hidden || digest({ read: body.read, args: hidden.args }) !== wanted)
          continue;
        return body.ok ? { ok: true, value: hidden.value } : { ok: false, says: body.says ?? '' };
      }
      return { ok: false, says: 'it was not looked up at that time, and cannot be afterwards' };
    },
  };
}
