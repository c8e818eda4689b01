import { parseEntry, type CaseEntry } from '../case/entries.ts';
import { replay } from '../case/replay.ts';
import { SEALED_SAYS, whySealed } from '../case/sealed.ts';
import type { CaseState } from '../case/state.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { NOBODY } from '../plan/schema.ts';
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

/**
 * From where on the story is sealed now: the oldest plan that was made unseen since somebody decided last. A message
 * that came meanwhile makes the agent plan again, and what it had thought before would give that away.
 */
function sealedSince(entries: Entry[]): { version: number; state: CaseState } | undefined {
  let planned: number | undefined;
  let since: number | undefined;
  for (const raw of entries) {
    const entry = parseEntry(raw);
    if (entry.kind === 'planned') planned = entry.body.agent.name === NOBODY.name ? undefined : entry.version;
    if (entry.kind === 'review.asked' && entry.body.sealed) since ??= planned;
    if (reveals(entry)) since = undefined;
  }
  const [first] = entries;
  const state = first && replay(first.stream.replace(/^case\//, ''), entries);
  return state && since !== undefined ? { version: since, state } : undefined;
}

function reveals(entry: CaseEntry): boolean {
  if (entry.kind === 'handled' || entry.kind === 'closed') return true;
  return entry.kind === 'review.decided' && !['snooze', 'escalate'].includes(entry.body.decision);
}
