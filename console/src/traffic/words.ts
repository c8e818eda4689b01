import { listed } from '../ui/words.ts';
import type { Hook, State, Trigger } from './queries.ts';

export const STATE_WORDS: Record<State, string> = {
  waiting: 'Waiting',
  delivered: 'Read since',
  dropped: 'Dropped',
  all: 'All',
};

const KIND_WORDS: Record<string, string> = {
  webhook: 'Webhook',
  mail: 'Mail',
  files: 'Files',
  sheet: 'Sheet',
  clock: 'Clock',
};

/** `Webhook of Shopify`, `Mail` */
export function kindText({ kind, from }: Pick<Trigger, 'kind' | 'from'>): string {
  const word = KIND_WORDS[kind] ?? kind;
  // Whoever follows Standard Webhooks is nobody in particular.
  if (from === 'Standard Webhooks') return 'Standard webhook';
  return from === null ? word : `${word} of ${from}`;
}

export const HOOK_STATES: Record<Hook['state'], { tone: 'green' | 'amber' | 'red' | 'grey'; says: string }> =
  {
    on: { tone: 'green', says: 'Goes out' },
    failing: { tone: 'amber', says: 'Trying again' },
    stopped: { tone: 'red', says: 'Stopped' },
    new: { tone: 'grey', says: 'Nothing sent yet' },
  };

/** What a hook is told of: `action, case.closed of Returns and refunds`. */
export function askedText(
  { events, workflows, agents }: Pick<Hook, 'events' | 'workflows' | 'agents'>,
  labelOf: (workflow: string) => string,
): string {
  const what = events === null ? 'every event' : listed(events);
  const where = workflows === null ? '' : ` of ${listed(workflows.map(labelOf))}`;
  const whose = agents === null ? '' : `, about ${listed(agents)} only`;
  return what + where + whose;
}
