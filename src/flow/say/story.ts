import { parseEntry } from '../case/entries.ts';
import { replay } from '../case/replay.ts';
import { isSealed, SEALED_SAYS, whySealed } from '../case/sealed.ts';
import type { CaseState } from '../case/state.ts';
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

/**
 * Every entry of a case as a sentence, with what it holds and its place in the chain. What an agent planned unseen
 * is left out until a person has decided.
 */
export function tellStory(
  entries: Entry[],
  workspace: Workspace,
  workflow: Workflow | undefined,
): ToldEntry[] {
  const teller: Teller = { workspace, workflow, actions: new Map(), proposal: 'it' };
  const sealed = sealedSince(entries);
  return entries.map((raw) => {
    const entry = parseEntry(raw);
    const says = sayEntry(entry, teller);
    const hides = sealed && entry.version >= sealed.version && SEALED.has(entry.kind);
    return {
      version: entry.version,
      at: entry.at.toISOString(),
      kind: entry.kind,
      says: hides ? `${SEALED_SAYS}. ${whySealed(sealed.state)}` : says,
      actor: entry.actor,
      body: hides ? null : entry.body,
      private: hides ? null : (entry.private ?? null),
      hash: entry.hash,
      prev_hash: entry.prevHash,
    };
  });
}

/** Kinds of entries that tell what was planned, or why it was held. */
const SEALED = new Set(['planned', 'ruled', 'review.asked']);

/** From where on the story is sealed now: the newest plan, where nobody has decided yet. */
function sealedSince(entries: Entry[]): { version: number; state: CaseState } | undefined {
  const [first] = entries;
  const state = first && replay(first.stream.replace(/^case\//, ''), entries);
  const newest = entries.findLast(({ kind }) => kind === 'planned');
  return state && newest && isSealed(state) ? { version: newest.version, state } : undefined;
}
