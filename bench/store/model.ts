import type { Asked, Reply } from '../../test/support/provider/index.ts';
import type { Errand, ToolCall } from './data.ts';

/** The kind of a case in which a tool of the shop is used. */
export const KINDS: Record<string, string> = {
  cancel: 'cancel',
  modify: 'change',
  return: 'return',
  exchange: 'exchange',
};

/**
 * What the model says to a question. It knows how each request is resolved, and nothing of how Remit works: which of
 * its calls was done, refused or still to come it reads out of the question, as any model would have to.
 */
export function scriptOf(requests: Errand[]): (asked: Asked) => Reply {
  const byName = new Map(requests.map((request) => [`${request.task_id}`, request]));
  return ({ said }) => {
    const question = said[0]?.text ?? '';
    const name = /"request":"([^"]+)"/.exec(question)?.[1] ?? '';
    const request = byName.get(taskOf(name));
    if (!request) return handOver(`nobody told me of a request ${name}`);
    const done = doneBefore(question);
    const hasLooked = said.some(({ role }) => role === 'tool');
    if (done.length === 0 && !hasLooked) return use('read_store_user', { user_id: request.user_id });
    const next = request.actions[done.length];
    if (next) return planOf(next, done.length + 1 < request.actions.length);
    // The last step did not work, and the shop's policy knows no other way.
    if (done.at(-1)?.includes('surely not done')) return handOver('The shop refused it.');
    return use('finished', { summary: 'All was done.' });
  };
}

/** A case is called after its request and the run: `row.17` is request 17. */
function taskOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The plans that the question says were made before, each with what became of it. */
function doneBefore(question: string): string[] {
  const [, told = ''] = question.split('# What was done before\n');
  return told
    .split(/\n(?=\d+\. )/)
    .map((part) => part.trim())
    .filter((part) => /^\d+\. /.test(part));
}

function planOf({ name, arguments: inputs }: ToolCall, goesOn: boolean): Reply {
  return use(`plan_${name}`, {
    kind: KINDS[name.split('_')[0] ?? ''] ?? 'unclear',
    reason: 'The customer asked for it.',
    confidence: 0.9,
    goes_on: goesOn,
    inputs,
  });
}

function handOver(summary: string): Reply {
  return use('hand_over', { summary });
}

function use(name: string, input: unknown): Reply {
  return { calls: [{ name, input }] };
}
