import type { z } from 'zod';
import type { Actor, Entry, NewEntry } from '../../log/schema.ts';
import { Done, Failed, Intended, Undone, Unknown } from '../action/schema.ts';
import { Gathered } from '../context/schema.ts';
import { Joined, Opened, Reopened } from '../intake/schema.ts';
import { Audited, Closed, Noted } from '../outcome/schema.ts';
import { Planned } from '../plan/schema.ts';
import { Proposed, Withdrawn } from '../proposals/schema.ts';
import { Finished, Looked, Turn } from '../plan/turns.ts';
import {
  Answered,
  Asked,
  Claimed,
  Decided,
  Expired,
  Flagged,
  Handled,
  Judged,
  Planted,
  Reminded,
  Seconded,
} from '../review/schema.ts';
import { Ruled } from '../ruling/schema.ts';

/** Every kind of entry that a case's stream may hold, in the order in which a case meets them. */
export const ENTRIES = {
  opened: Opened,
  joined: Joined,
  'context.gathered': Gathered,
  'agent.turn': Turn,
  'agent.looked': Looked,
  proposed: Proposed,
  'proposal.withdrawn': Withdrawn,
  planned: Planned,
  'agent.finished': Finished,
  ruled: Ruled,
  'review.asked': Asked,
  'review.reminded': Reminded,
  'review.claimed': Claimed,
  'review.decided': Decided,
  'review.expired': Expired,
  handled: Handled,
  'action.intended': Intended,
  'action.done': Done,
  'action.failed': Failed,
  'action.unknown': Unknown,
  'action.undone': Undone,
  noted: Noted,
  closed: Closed,
  reopened: Reopened,
  audited: Audited,
  seconded: Seconded,
  'check.planted': Planted,
  'check.answered': Answered,
  'precedent.flagged': Flagged,
  'precedent.judged': Judged,
} as const;

export type EntryKind = keyof typeof ENTRIES;
export type BodyOf<K extends EntryKind> = z.output<(typeof ENTRIES)[K]['body']>;
export type PrivateOf<K extends EntryKind> = z.output<(typeof ENTRIES)[K]['private']>;

/** An entry of a case with its kind's own shapes. `private` is undefined once a person was erased. */
export type CaseEntry = {
  [K in EntryKind]: Omit<Entry, 'kind' | 'body' | 'private'> & {
    kind: K;
    body: BodyOf<K>;
    private: PrivateOf<K> | undefined;
  };
}[EntryKind];

/** Makes an entry; the types hold body and private to the kind's schemas. */
export function entry<K extends EntryKind>(
  kind: K,
  actor: Actor,
  at: Date,
  body: BodyOf<K>,
  hidden?: PrivateOf<K>,
): NewEntry {
  const made: NewEntry = { kind, kindVersion: 1, at, actor, body };
  if (hidden !== undefined) made.private = hidden;
  return made;
}

/** Entries were checked when they were appended, and their hashes guard them since; a kind must still be known. */
export function parseEntry(raw: Entry): CaseEntry {
  const shape = ENTRIES[raw.kind as EntryKind];
  if (!shape)
    throw new Error(`the log holds an entry of an unknown kind: ${raw.kind} (${raw.stream} ${raw.version})`);
  return raw as unknown as CaseEntry;
}
