import type { z } from 'zod';
import { parseEntry } from '../../../flow/entries.ts';
import type { Entry } from '../../../log/schema.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { StoryEntry } from '../contract.ts';
import { sayEntry, type Teller } from './sentence.ts';

/** Every entry of a case as a sentence, with what it holds and its place in the chain. */
export function showStory(
  entries: Entry[],
  workspace: Workspace,
  workflow: Workflow | undefined,
): z.output<typeof StoryEntry>[] {
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
