import { parseEntry, type CaseEntry } from '../case/entries.ts';
import { replay } from '../case/replay.ts';
import { SEALED_SAYS, whySealed } from '../case/sealed.ts';
import type { CaseState } from '../case/state.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { NOBODY } from '../plan/schema.ts';
import { withoutPlanted } from './planted.ts';
import { hidesThoughtsIn, isThought } from './thoughts.ts';
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
 * is left out until a person has decided, and of a known-answer check nothing is told before it is answered.
 */
export function tellStory(all: Entry[], workspace: Workspace, workflow: Workflow | undefined): ToldEntry[] {
  const teller: Teller = { workspace, workflow, actions: new Map(), proposal: 'it' };
  const entries = withoutPlanted(all);
  const sealed = sealing(entries);
  const keepsBack = hidesThoughtsIn(entries);
  return entries.map((raw) => {
    const entry = parseEntry(raw);
    const says = sayEntry(entry, teller);
    const hides = sealed && entry.version >= sealed.version && SEALED.has(entry.kind);
    return {
      version: entry.version,
      at: entry.at.toISOString(),
      kind: entry.kind,
      says: hides ? sealed.says(entry.kind) : says,
      actor: entry.actor,
      body: hides ? null : entry.body,
      private: hides || (keepsBack && isThought(entry.kind)) ? null : (entry.private ?? null),
      hash: entry.hash,
      prev_hash: entry.prevHash,
    };
  });
}

/** Entries that tell what was planned, or why it was held, and what stands for them while they are sealed. */
const SEALED = new Map<string, string>([
  ['planned', 'It was planned again, and that is sealed too.'],
  ['ruled', 'What the boundary says of the plan is sealed with it.'],
  ['review.asked', 'Somebody is asked to decide without seeing the plan.'],
]);

/** Where the story is sealed, and its words there: why it is sealed is said once. */
function sealing(entries: Entry[]): { version: number; says: (kind: string) => string } | undefined {
  const since = sealedSince(entries);
  if (!since) return undefined;
  let isSaid = false;
  const says = (kind: string): string => {
    const again = isSaid ? SEALED.get(kind) : undefined;
    isSaid = true;
    return again ?? `${SEALED_SAYS}. ${whySealed(since.state)}`;
  };
  return { version: since.version, says };
}

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
