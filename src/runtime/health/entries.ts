import { z } from 'zod';

/** Entries of `system/<name>`: what people and every process need to know of its health. */
export const SYSTEM_ENTRIES = {
  'system.down': {
    body: z.object({
      label: z.string(),
      /** What the last of the faults in a row said. */
      says: z.string(),
      since: z.string(),
    }),
  },
  'system.up': {
    body: z.object({
      label: z.string(),
      down_ms: z.number(),
      /** Cases that waited for it, and go on. */
      held: z.number(),
    }),
  },
} as const;

export type SystemEntryKind = keyof typeof SYSTEM_ENTRIES;
export type SystemBody<K extends SystemEntryKind> = z.output<(typeof SYSTEM_ENTRIES)[K]['body']>;

/** The stream of one system. */
export function systemStream(system: string): string {
  return `system/${system}`;
}

/** What stands in a case's `stopped_by` while it waits for a system. */
export function heldFor(system: string): string {
  return `down:${system}`;
}

interface SystemEntry {
  version: number;
  kind: string;
  at: Date;
  body: Record<string, unknown>;
}

/** What people are told of a system's entries: that it is down, and that it is back. */
export function systemNotices(system: string, entries: readonly SystemEntry[]) {
  return entries.map((entry) => ({
    id: `system/${system}.${entry.version}`,
    at: entry.at.toISOString(),
    workflow: null,
    kind: entry.kind,
    says: sayEntry(entry),
    link: `/systems/${system}`,
    cases: '[]',
    roles: '[]',
  }));
}

/** An entry of a system as a sentence. */
export function sayEntry({ kind, body }: Pick<SystemEntry, 'kind' | 'body'>): string {
  if (kind === 'system.down') {
    const { label, says } = SYSTEM_ENTRIES['system.down'].body.parse(body);
    return `${label} is down, and cases that need it wait: ${says}`;
  }
  const { label, down_ms, held } = SYSTEM_ENTRIES['system.up'].body.parse(body);
  const cases = held === 0 ? '' : held === 1 ? '; 1 case goes on' : `; ${held} cases go on`;
  return `${label} is back after ${sayLength(down_ms)}${cases}.`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `12 s`, `4 min`, `3 h 20 min` */
export function sayLength(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(1, Math.round(ms / 1_000))} s`;
  if (ms < HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  const minutes = Math.round((ms % HOUR_MS) / MINUTE_MS);
  return `${Math.floor(ms / HOUR_MS)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}
