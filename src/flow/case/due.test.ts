import { expect, test } from 'vitest';
import type { NewEntry } from '../../log/schema.ts';
import { due, dueAt, type Due } from './due.ts';
import type { BodyOf } from './entries.ts';
import {
  AT,
  after,
  ASKED,
  done,
  failed,
  GATHERED,
  intended,
  joined,
  MARA,
  OPENED,
  planned,
  ruled,
  stateOf,
  told,
} from './story.ts';

const READ = [OPENED, GATHERED];
const ALLOWED = [...READ, planned('d1', 'd2'), ruled('allow', 'd1', 'd2')];
const HELD = [...READ, planned('d1'), ruled('approve'), ASKED];
const decided = (decision: 'approve' | 'reject' | 'snooze', more = {}) =>
  told('review.decided', { review: '1.r5', plan: 'p', decision, ...more }, {}, MARA);
const leave = { clearances: [{ id: '1.r5.1', digest: 'd1', expires_at: after(60).toISOString() }] };
const unknown = told('action.unknown', { key: '1.a1', says: 'no answer' });
const waits = told('noted', { says: 'down', due_at: after(10).toISOString(), tries: 1 });

const STORIES: [string, NewEntry[], Due][] = [
  ['a new case reads its facts', [OPENED], 'context'],
  ['then it is planned', READ, 'plan'],
  ['a plan is ruled', [...READ, planned('d1')], 'ruling'],
  ['what is allowed is done', ALLOWED, 'action'],
  ['what was intended is settled before anything else', [...ALLOWED, intended(1, 'd1')], 'settle'],
  ['after the first action comes the second', [...ALLOWED, intended(1, 'd1'), done(1)], 'action'],
  ['after a failed action nothing follows', [...ALLOWED, intended(1, 'd1'), failed(1)], 'ask'],
  ['what is not known waits for a person', [...ALLOWED, intended(1, 'd1'), unknown], 'wait'],
  ['and still waits when a message comes', [...ALLOWED, intended(1, 'd1'), unknown, joined(2)], 'wait'],
  [
    'an action in flight is settled though a message came',
    [...ALLOWED, intended(1, 'd1'), joined(2)],
    'settle',
  ],
  [
    'after a message everything is read again',
    [...ALLOWED, intended(1, 'd1'), done(1), joined(2)],
    'context',
  ],
  [
    'when all is done the end is read',
    [...ALLOWED, intended(1, 'd1'), done(1), intended(2, 'd2'), done(2)],
    'outcome',
  ],
  ['a held plan is put to people', [...READ, planned('d1'), ruled('approve')], 'ask'],
  ['and waits for them', HELD, 'wait'],
  [
    'and still waits when one of two has said yes',
    [...HELD, decided('approve', { step: 0, further: 1 })],
    'wait',
  ],
  ['what they approve is done', [...HELD, decided('approve', leave)], 'action'],
  ['also where the case was waiting', [...HELD, waits, decided('approve', leave)], 'action'],
  ['what they reject goes to a person', [...HELD, decided('reject')], 'ask'],
  ['a snooze waits', [...HELD, decided('snooze', { until: after(60).toISOString() })], 'wait'],
  ['a system that is down is waited for', [OPENED, waits], 'wait'],
  ['a plan without actions goes to a person', [...READ, planned(), ruled('allow')], 'ask'],
];

test.each(STORIES)('%s', (_, entries, step) => expect(due(stateOf(...entries), AT)).toBe(step));

test('a review lapses when its time is over, and the case is due just then', () => {
  const held = stateOf(...HELD);
  expect(dueAt(held, AT)).toEqual(after(240));
  expect(due(held, after(241))).toBe('lapse');
});

test('those who are asked are reminded once, before the time is over', () => {
  const body = ASKED.body as BodyOf<'review.asked'>;
  const asked = told('review.asked', { ...body, remind_at: after(60).toISOString() });
  const held = stateOf(...HELD.slice(0, -1), asked);
  expect(dueAt(held, AT)).toEqual(after(60));
  expect(due(held, after(61))).toBe('remind');
  const snoozed = stateOf(
    ...HELD.slice(0, -1),
    asked,
    decided('snooze', { until: after(120).toISOString() }),
  );
  expect(due(snoozed, after(61))).toBe('wait');
  const reminded = stateOf(
    ...HELD.slice(0, -1),
    asked,
    told('review.reminded', { review: '1.r5', says: '' }),
  );
  expect([due(reminded, after(61)), dueAt(reminded, after(61))]).toEqual(['wait', after(240)]);
});

test('a leave that has lapsed is ruled again', () => {
  expect(due(stateOf(...ALLOWED), after(6))).toBe('ruling');
});

test('two actions that are the same each need a leave of their own', () => {
  const twice = [...READ, planned('d1', 'd1'), ruled('allow', 'd1', 'd1')];
  const once = stateOf(...twice, intended(1, 'd1'), done(1));
  expect(once.clearances.map(({ id }) => id)).toEqual(['1.c4.2']);
  expect(due(once, AT)).toBe('action');
  expect(due(stateOf(...twice, intended(1, 'd1'), done(1), intended(2, 'd1'), done(2)), AT)).toBe('outcome');
});

test('nothing is due on a closed case', () => {
  const closed = stateOf(
    ...ALLOWED,
    told('closed', { outcome: 'solved', end: { holds: 'unknown', says: '' } }),
  );
  expect([due(closed, AT), dueAt(closed, AT)]).toEqual(['closed', null]);
});
