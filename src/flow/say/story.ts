import { parseEntry } from '../case/entries.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { sayEntry, type Teller } from './sentence.ts';

/** An entry as it is told to people, with what it holds and its place in the chain of hashes. */
export interface ToldEntry {
  version: number;
  at: string;
  kind: string;
  says: string;
  actor: Actor;
  body: unknown;
  private: unknown;
  hash: string;
  prev_hash: string;
}

/** Every entry of a case as a sentence, with what it holds and its place in the chain. */
export function tellStory(
  entries: Entry[],
  workspace: Workspace,
  workflow: Workflow | undefined,
): ToldEntry[] {
  const teller: Teller = { workspace, workflow, actions: new Map(), proposal: 'it' };
  return entries.map((raw) => {
    const entry = parseEntry(raw);
    return {
      version: entry.version,
      at: entry.at.toISOString(),
      kind: entry.kind,
      says: sayEntry(entry, teller),
      actor: entry.actor,
      body: entry.body,
      private: entry.private ?? null,
      hash: entry.hash,
      prev_hash: entry.prevHash,
    };
  });
}
