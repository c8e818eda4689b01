import { expect, test } from 'vitest';
import type { NewEntry } from '../../log/schema.ts';
import {
  after,
  AT,
  done,
  failed,
  GATHERED,
  intended,
  MARA,
  OPENED,
  planned,
  ruled,
  stateOf,
  told,
} from './story.ts';
import { under, PLANNED, asked, leave, decided, handled, closed, rows, row } from './round_story.ts';

test('a round says who was asked when, who decided, how long it took them and how much they changed', () => {
  const at = (minutes: number, made: NewEntry) => ({ ...made, at: after(minutes) });
  const actions = [{ write: 'shop.refund', digest: 'd1', money_minor: 900, money_currency: 'EUR' }];
  const plan = planned('d1');
  const dear = {
    ...plan,
    body: { ...plan.body, actions },
    private: { ...plan.private, inputs: { amount: 9, why: 'late' } },
  };
  const cheap = [{ ...actions[0]!, money_minor: 400 }];
  const reasons = [{ source: 'stage', rule: 'draft', effect: 'approve', met: true, says: '' }];
  const verdict = under({ stage: 'draft' }, ruled('approve', 'd1'));
  const edit = decided({
    decision: 'edit',
    changed: ['inputs.amount'],
    actions: cheap,
    seen: { ms: 8_000, opened: [] },
  });
  const edited = row(
    OPENED,
    GATHERED,
    dear,
    { ...verdict, body: { ...verdict.body, reasons } },
    at(1, asked()),
    at(5, decided({ decision: 'escalate', role: 'manager', took_ms: 2_000 })),
    at(9, { ...edit, body: { ...edit.body, clearances: leave } }),
  );
  expect(edited).toMatchObject({
    confidence: 0.9,
    effect: 'approve',
    held_by: 'stage',
    asked_at: after(1).toISOString(),
    at: after(9).toISOString(),
    decided_by: 'mara',
    handling_ms: 10_000,
    escalated: 'role',
    edited_share: 0.5,
    edited_minor: 500,
    money_minor: 400,
    done_minor: null,
  });
});

test('money counts once it has moved, and no more once it was taken back', () => {
  const made = intended(1, 'd1');
  const paid = { ...made, body: { ...made.body, money_minor: 700, money_currency: 'EUR' } };
  const actions = [{ write: 'shop.refund', digest: 'd1', money_minor: 700, money_currency: 'EUR' }];
  const plan = planned('d1');
  const story = [
    OPENED,
    GATHERED,
    { ...plan, body: { ...plan.body, actions } },
    under({}, ruled('allow', 'd1')),
    paid,
  ];
  expect(row(...story)).toMatchObject({
    done_minor: null,
    moved: null,
    first_response_at: null,
    systems: '["shop"]',
  });
  expect(row(...story, done(1))).toMatchObject({
    done_minor: 700,
    moved: '[{"write":"shop.refund","currency":"EUR","count":1,"minor":700}]',
    first_response_at: AT.toISOString(),
  });
  const undone = row(...story, done(1), told('action.undone', { key: '1.a1', by: '1.a2' }));
  expect(undone).toMatchObject({ done_minor: null, moved: null, reworked: true });
});

test('a failure says at which step it was, and only the first', () => {
  expect(row(...PLANNED, intended(1, 'd1'), failed(1))).toMatchObject({ failed_step: 'action' });
  const lost = { source: 'check', rule: 'missing-fact', effect: 'human', met: true, says: '' };
  const verdict = ruled('approve', 'd1');
  const blind = [OPENED, GATHERED, planned('d1'), { ...verdict, body: { ...verdict.body, reasons: [lost] } }];
  expect(row(...blind)).toMatchObject({ failed_step: 'context', failed: false });
  expect(row(...blind, intended(1, 'd1'), failed(1))).toMatchObject({ failed_step: 'context', failed: true });
});

test('of a case that came back, response and resolution are counted from when it did', () => {
  const back = {
    ...told('reopened', { why: 'came_back', source: 'web', source_id: '2' }, { text: '', event: {} }),
    at: after(90),
  };
  const first = [...PLANNED, intended(1, 'd1'), done(1), closed()];
  const [one, two] = rows(stateOf(...first, back, planned('d2')));
  expect(one).toMatchObject({ since_at: AT.toISOString(), reworked: true });
  expect(two).toMatchObject({ since_at: after(90).toISOString(), reworked: false });
});

test('what a second person would have decided stands beside the decision and does not change it', () => {
  const story = [...PLANNED, asked(), decided({ clearances: leave }), intended(1, 'd1'), done(1), closed()];
  const second = told('seconded', { kind: 'late', play: null, agreed: false, changed: ['play'] }, {}, MARA);
  expect(row(...story, second)).toMatchObject({ agreed: true, seconded: false });
});

test('work by hand where nothing could be planned is a decision too', () => {
  expect(row(OPENED, handled({ play: null, minutes: 4 }))).toMatchObject({
    planned: null,
    how: 'handled',
    agent: 'nobody',
    agreed: null,
    handling_ms: 240_000,
  });
});
