import { expect, test } from 'vitest';
import { replay } from './replay.ts';
import {
  AT,
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
  stored,
  told,
} from './story.ts';

const ACTED = [OPENED, GATHERED, planned('d1', 'd2'), ruled('allow', 'd1', 'd2'), intended(1, 'd1'), done(1)];

function edited(...digests: string[]) {
  const actions = digests.map((digest) => ({ write: 'shop.refund', digest }));
  const hidden = { inputs: {}, actions: actions.map(({ write }) => ({ write, args: {}, tainted: [] })) };
  const body = {
    review: '1.r5',
    plan: 'p',
    decision: 'edit' as const,
    play: 'give_back',
    actions,
    edited: 'q',
  };
  return told('review.decided', body, hidden, MARA);
}

test('tries at reading are not counted as tries at writing', () => {
  const tried = told('noted', { says: 'down', tries: 5 });
  const state = stateOf(...ACTED.slice(0, 4), tried, intended(1, 'd1'));
  expect(state.tries).toBe(0);
});

test('an edit keeps what its own beginning has done already, and only that', () => {
  const before = [...ACTED, intended(2, 'd2'), failed(2), ASKED];
  expect(stateOf(...before, edited('d1', 'd3')).plan?.keys).toEqual(['1.a1']);
  expect(stateOf(...before, edited('d3')).plan?.keys).toEqual([]);
  expect(stateOf(...before, edited('d1')).plan?.keys).toEqual(['1.a1']);
});

test('a case says that an action is not known until it is settled, whatever comes in between', () => {
  const lost = [...ACTED.slice(0, 5), told('action.unknown', { key: '1.a1', says: '?' }), joined(2)];
  expect(stateOf(...lost).status).toBe('unknown');
  const settled = told('action.done', { key: '1.a1', how: 'settled' }, { result: null }, MARA);
  expect(stateOf(...lost, settled).status).toBe('acting');
});

test('who did the rest by hand does not stand where somebody had approved', () => {
  const approved = told(
    'review.decided',
    { review: '1.r5', plan: 'p', decision: 'approve', clearances: [] },
    {},
    MARA,
  );
  const handled = told(
    'handled',
    { kind: 'late', play: null, outcome: 'solved' },
    {},
    { type: 'person', id: 'finn' },
  );
  const state = stateOf(OPENED, GATHERED, planned('d1'), ruled('approve'), ASKED, approved, handled);
  expect(state.review).toMatchObject({ decision: 'approve', decidedBy: MARA });
});

test('a case whose person was erased replays: its values are missing, and what was done stays done', () => {
  const entries = stored([...ACTED, joined(2), GATHERED]).map((one) => ({ ...one, private: undefined }));
  const state = replay('1', entries);
  expect(state).toMatchObject({ title: 'erased', event: {} });
  expect(state?.actions.map(({ status }) => status)).toEqual(['done']);
});

test('a state that is passed on is never changed', () => {
  const before = stateOf(...ACTED);
  const copy = structuredClone(before);
  stateOf(...ACTED, joined(2));
  expect(before).toEqual(copy);
  expect(before.openedAt).toEqual(AT);
});

test('a stream that does not begin with its opening is refused', () => {
  expect(() => stateOf(GATHERED)).toThrow('instead of opened');
});
