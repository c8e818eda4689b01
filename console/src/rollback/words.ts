import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import type { Tone } from '../ui/effect.tsx';
import { count } from '../ui/words.ts';

export type RollbackView = AnswerOf<'rollback'>;
export type Summary = AnswerOf<'rollbacks'>['rollbacks'][number];
export type Item = RollbackView['items'][number];
export type ItemState = Item['state'];

export const STATES: Record<Summary['state'], { says: string; tone: Tone }> = {
  planned: { says: 'Planned', tone: 'blue' },
  running: { says: 'Running', tone: 'green' },
  paused: { says: 'Paused', tone: 'amber' },
  done: { says: 'Done', tone: 'grey' },
  cancelled: { says: 'Cancelled', tone: 'grey' },
};

/** In the order in which a reader wants them: what is left to do, what needs a person, what is behind us. */
export const ITEM_STATES: Record<ItemState, { says: string; tone: Tone; bar: string }> = {
  undone: { says: 'Taken back', tone: 'green', bar: 'bg-green' },
  can: { says: 'Can be taken back', tone: 'blue', bar: 'bg-accent' },
  held: { says: 'Waits for a yes', tone: 'amber', bar: 'bg-amber' },
  conflict: { says: 'Changed since', tone: 'violet', bar: 'bg-violet' },
  unknown: { says: 'Not known', tone: 'amber', bar: 'bg-amber' },
  failed: { says: 'Failed', tone: 'red', bar: 'bg-red' },
  cannot: { says: 'Cannot be taken back', tone: 'grey', bar: 'bg-edge' },
};
export const STATE_ORDER = Object.keys(ITEM_STATES) as ItemState[];

export function totalOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, amount) => sum + amount, 0);
}

/** How far a run is, of those that it will try. */
export function progressOf(counts: Record<string, number>): { done: number; of: number } {
  const done = counts['undone'] ?? 0;
  return { done, of: done + (counts['can'] ?? 0) + (counts['held'] ?? 0) };
}

/** `370 can be taken back, 30 were changed since`: one rollback on one line. */
export function countsText(counts: Record<string, number>): string {
  const parts = STATE_ORDER.flatMap((state) => {
    const amount = counts[state] ?? 0;
    return amount > 0 ? [`${amount.toLocaleString('en')} ${PARTS[state](amount)}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : 'nothing is in its slice';
}

const PARTS: Record<ItemState, (amount: number) => string> = {
  undone: () => 'taken back',
  can: () => 'can be taken back',
  held: (amount) => (amount === 1 ? 'waits for a yes' : 'wait for a yes'),
  conflict: (amount) => (amount === 1 ? 'was changed since' : 'were changed since'),
  unknown: (amount) => (amount === 1 ? 'is not known' : 'are not known'),
  failed: () => 'failed',
  cannot: () => 'cannot be taken back',
};

export function actionsText(amount: number): string {
  return count(amount, 'action');
}
