import type { RollbackItem } from '../../authority/schema.ts';
import { listWords } from '../say/words.ts';
import { countsOf, pendingItems, type RollbackState } from './state.ts';

const WORDS: Record<RollbackItem['state'], string> = {
  undone: 'taken back',
  can: 'can be taken back',
  conflict: 'changed since by somebody',
  cannot: 'cannot be taken back',
  unknown: 'not known',
  failed: 'not done by the system',
  held: 'waiting in their cases',
};

/** Where a rollback stands, as a sentence: "370 taken back and 30 changed since by somebody. Of 400." */
export function sayRollback(rollback: RollbackState): string {
  const counts = countsOf(rollback.items);
  const parts = Object.entries(WORDS).flatMap(([state, words]) => {
    const count = counts[state];
    return count === undefined ? [] : [`${count.toLocaleString('en')} ${words}`];
  });
  const of = rollback.items.length.toLocaleString('en');
  const left = pendingItems(rollback).length.toLocaleString('en');
  const counted = `${of} ${rollback.items.length === 1 ? 'action' : 'actions'}: ${listWords(parts)}.`;
  switch (rollback.state) {
    case 'planned':
      return `Nothing was done yet. ${counted}`;
    case 'running':
      return `Running, ${left} to go. ${counted}`;
    case 'paused':
      return `Paused. ${sentence(rollback.says)} ${counted}`;
    case 'cancelled':
      return `Cancelled. ${sentence(rollback.says)} ${counted}`;
    case 'done':
      return `Done. ${counted}`;
  }
}

function sentence(text: string | null): string {
  const trimmed = (text ?? '').trim();
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
