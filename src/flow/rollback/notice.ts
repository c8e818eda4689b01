import type { Entry, NewEntry, NoticeRow } from '../../log/schema.ts';
import { sayRollback } from './say.ts';
import type { RollbackState } from './state.ts';
import { titleOf } from './title.ts';

/** States of items that wait for a person once a rollback has come to rest. */
const LEFT = new Set(['conflict', 'unknown', 'failed', 'held']);
/** A notice names so many cases; the rollback's page has them all. */
const CASES_MAX = 50;

/** What people are told when a rollback is done, or waits because something is in its way; null for other entries. */
export function noticeOf(state: RollbackState, { kind, at, actor }: Entry | NewEntry): NoticeRow | null {
  const isDone = kind === 'rollback.done';
  if (!isDone && !(kind === 'rollback.paused' && actor.type === 'remit')) return null;
  const left = state.items.filter((item) => LEFT.has(item.state)).map((item) => item.case);
  return {
    id: `rollback/${state.id}.${state.version}`,
    at: at.toISOString(),
    workflow: state.slice.workflow ?? null,
    kind: isDone ? 'rollback_done' : 'rollback_paused',
    says: `Rollback of ${titleOf(state.slice)}. ${sayRollback(state)}`,
    link: `/rollbacks/${state.id}`,
    cases: JSON.stringify([...new Set(left)].slice(0, CASES_MAX)),
    roles: '[]',
  };
}
