import { z } from 'zod';

/** Entries of `outgoing/<hook>`: what people need to know of a webhook that goes out. */
export const OUTGOING_ENTRIES = {
  'hook.stopped': { body: z.object({ says: z.string(), waiting: z.number() }) },
  'hook.resumed': { body: z.object({ waiting: z.number() }) },
} as const;
export type OutgoingKind = keyof typeof OUTGOING_ENTRIES;

export function outgoingStream(hook: string): string {
  return `outgoing/${hook}`;
}

interface OutgoingEntry {
  version: number;
  kind: string;
  at: Date;
  body: Record<string, unknown>;
}

/** What people are told: that a webhook was stopped, and that it goes on. */
export function outgoingNotices(hook: string, entries: readonly OutgoingEntry[]) {
  return entries.map((entry) => ({
    id: `outgoing/${hook}.${entry.version}`,
    at: entry.at.toISOString(),
    workflow: null,
    kind: entry.kind,
    says: sayOutgoing(hook, entry),
    link: '/outgoing',
    cases: '[]',
    roles: '[]',
  }));
}

/** An entry of a hook as a sentence. */
export function sayOutgoing(hook: string, { kind, body }: Pick<OutgoingEntry, 'kind' | 'body'>): string {
  if (kind === 'hook.stopped') {
    const { says, waiting } = OUTGOING_ENTRIES['hook.stopped'].body.parse(body);
    return `Events to ${hook} were stopped, and ${sayWaiting(waiting)}: ${says}.`;
  }
  const { waiting } = OUTGOING_ENTRIES['hook.resumed'].body.parse(body);
  return `Events to ${hook} go out again; ${sayWaiting(waiting)}.`;
}

function sayWaiting(count: number): string {
  return count === 0 ? 'none waits' : count === 1 ? '1 waits' : `${count} wait`;
}
