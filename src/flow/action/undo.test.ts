import { expect, test } from 'vitest';
import type { Workspace } from '../../workspace/schema.ts';
import type { Reader } from '../context/schema.ts';
import { holdOf, readBack } from './holds.ts';
import { undoOffer, type DoneAction } from './undo.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const HOUR_MS = 3_600_000;
const string = { type: 'string' } as const;
const holds = {
  read: 'order',
  with: { order_id: '{{args.order_id}}' },
  shows: { city: '{{args.city}}', name: '{{args.name}}' },
};
const workspace = {
  locale: 'en-IE',
  timeZone: 'UTC',
  systems: {
    shop: {
      reads: {
        order: { gives: { type: 'object', fields: { city: string, name: { ...string, personal: true } } } },
      },
      writes: {
        refund: {
          label: 'Refund',
          undo: { write: 'shop.void', with: { id: '{{result.id}}' }, withinMs: 24 * HOUR_MS },
        },
        void: { label: 'Void a refund' },
        move: { label: 'Move', undo: { write: 'shop.move', with: { city: '{{result.before}}' }, holds } },
        mail: { label: 'Mail' },
      },
    },
  },
} as unknown as Workspace;

const action = (change: Partial<DoneAction> = {}): DoneAction => ({
  key: 'c.a1',
  write: 'shop.refund',
  args: {},
  status: 'done',
  result: { id: 'RF-1' },
  doneAt: new Date(NOW.getTime() - HOUR_MS),
  undoes: null,
  ...change,
});
const offer = (change: Partial<DoneAction>, others: DoneAction[] = []) =>
  undoOffer(workspace, action(change), others, NOW);

test('an action is taken back by the write that its system names, while its window is open', () => {
  expect(offer({})).toMatchObject({
    ok: true,
    action: { write: 'shop.void', args: { id: 'RF-1' } },
    label: 'Void a refund',
    until: new Date('2026-11-22T11:00:00Z'),
  });
  expect(offer({ doneAt: new Date(NOW.getTime() - 24 * HOUR_MS) })).toMatchObject({ ok: false });
});

test.each([
  [{ write: 'shop.mail' }, 'Mail cannot be taken back.'],
  [{ status: 'undone' as const }, 'It was taken back already.'],
  [{ status: 'failed' as const }, 'It was not done.'],
  [{ result: null }, 'Its answer did not say result.id, which the undo needs.'],
])('an action that cannot be taken back says why: %j', (change, says) => {
  expect(offer(change)).toEqual({ ok: false, says });
});

test('an undo that has no undo stays; one that has may be taken back; what made an action stand again may not', () => {
  const moved = { write: 'shop.move', result: { before: 'Bonn' } };
  const first = action({ ...moved, key: 'c.a1' });
  const back = action({ ...moved, key: 'c.a2', undoes: 'c.a1' });
  expect(offer({ write: 'shop.void', undoes: 'c.a1' })).toEqual({
    ok: false,
    says: 'It took another action back.',
  });
  expect(offer({ ...moved, key: 'c.a2', undoes: 'c.a1' }, [first])).toMatchObject({ ok: true });
  expect(offer({ ...moved, key: 'c.a3', undoes: 'c.a2' }, [first, back])).toMatchObject({ ok: false });
});

const moved = { write: 'shop.move', args: { order_id: '7', city: 'Leipzig', name: 'Ida' }, result: {} };
const shows = (answer: Awaited<ReturnType<Reader['read']>>) =>
  readBack(workspace, holdOf(workspace, moved), { reader: { read: async () => answer }, readMs: 1_000 });

test('what is read back holds, was changed by somebody, or is not known', async () => {
  const at = NOW;
  expect(await shows({ ok: true, at, value: { city: 'Leipzig', name: 'Ida', more: 1 } })).toEqual({
    state: 'holds',
  });
  expect(await shows({ ok: false, why: 'timeout', says: 'too slow', retry: true })).toMatchObject({
    state: 'unknown',
  });
  expect(await shows({ ok: false, why: 'not_found', says: 'gone', retry: false })).toMatchObject({
    state: 'conflict',
    found: 'nothing',
  });
});

test('both values are shown, but personal ones stay out of the log', async () => {
  expect(await shows({ ok: true, at: NOW, value: { city: 'Bonn', name: 'Eva' } })).toEqual({
    state: 'conflict',
    expected: 'City Leipzig, Name a personal value',
    found: 'City Bonn, Name a personal value',
  });
});

test('two actions on the same thing have the same target, whatever they set', () => {
  const other = { ...moved, args: { ...moved.args, city: 'Bonn' } };
  const target = (of: typeof moved) => {
    const hold = holdOf(workspace, of);
    return hold !== null && typeof hold !== 'string' ? hold.target : hold;
  };
  expect(target(moved)).toBe(target(other));
  expect(target({ ...moved, args: { ...moved.args, order_id: '8' } })).not.toBe(target(moved));
});
