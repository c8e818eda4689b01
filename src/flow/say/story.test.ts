import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import type { Actor, Entry, NewEntry } from '../../log/schema.ts';
import { entry, ENTRIES } from '../case/entries.ts';
import { tellStory } from './story.ts';

const AT = new Date('2026-03-01T09:00:00Z');
const MARA: Actor = { type: 'person', id: 'mara' };
const REMIT: Actor = { type: 'remit' };
const RULES: Actor = { type: 'agent', id: 'rules', version: '1' };
const WEB: Actor = { type: 'outside', id: 'web' };

const workspace = acme('http://127.0.0.1:1');

function tell(entries: NewEntry[]): string[] {
  const stored: Entry[] = entries.map((made, index) => ({
    ...made,
    stream: 'case/1',
    version: index + 1,
    prevHash: '',
    hash: '',
    position: index,
  }));
  return tellStory(stored, workspace, workspace.workflows['refunds']).map((one) => one.says);
}

const REFUND = { write: 'shop.refund', digest: 'd1', money_minor: 1200, money_currency: 'EUR' };
const RULED = { plan: 'p', approve: [], clearances: [], boundary: 'b' };
const reason = { source: 'boundary' as const, rule: 'above-limit', met: true as const };

/** One story in which every kind of entry comes, in the words in which people read it. */
const STORY: [NewEntry, string][] = [
  [
    entry('opened', WEB, AT, {
      workflow: 'refunds',
      workflow_version: 'v',
      source: 'web',
      source_id: '1',
      subject: 'a 1',
      received_at: AT.toISOString(),
    }),
    'An event from web opened the case.',
  ],
  [
    entry('context.gathered', REMIT, AT, {
      facts: [
        { name: 'order', source: 'shop.order', at: AT.toISOString(), trust: 'trusted' },
        {
          name: 'parcel',
          source: 'shop.parcel',
          at: AT.toISOString(),
          trust: 'trusted',
          missing: 'the shop was down',
        },
      ],
    }),
    '1 of 2 facts were read; missing: parcel (the shop was down).',
  ],
  [
    entry(
      'planned',
      RULES,
      AT,
      {
        agent: { name: 'rules', version: '1' },
        kind: 'late',
        play: 'give_back',
        confidence: 0.95,
        actions: [REFUND],
        digest: 'p',
      },
      { reason: 'the order is late', inputs: {}, actions: [] },
    ),
    'Rules proposed "Give it back" for "Later than promised" (95 % sure). The order is late.',
  ],
  [
    entry(
      'agent.turn',
      RULES,
      AT,
      {
        agent: { name: 'rules', version: '1' },
        provider: 'openai-compatible',
        model: 'small',
        question: 'q',
        turn: 2,
        how: 'answered',
        instructions: 'i',
        tokens: { in: 812, cached: 0, out: 96 },
        took_ms: 900,
      },
      { asked: [], answer: { text: '', calls: [] } },
    ),
    'The agent rules asked small (turn 2): 812 tokens in, 96 out.',
  ],
  [
    entry(
      'agent.looked',
      RULES,
      AT,
      {
        agent: { name: 'rules', version: '1' },
        read: 'shop.order',
        question: 'q',
        call: '1',
        ok: false,
        says: 'there is no such order.',
        took_ms: 3,
      },
      { args: {}, value: null },
    ),
    'The agent rules wanted to look up Order, and was told: there is no such order.',
  ],
  [
    entry(
      'agent.finished',
      RULES,
      AT,
      { agent: { name: 'rules', version: '1' } },
      { says: 'The money is on its way.' },
    ),
    'The agent rules has nothing to add. The money is on its way.',
  ],
  [
    entry('ruled', REMIT, AT, {
      ...RULED,
      effect: 'approve',
      actions: [
        {
          ...REFUND,
          effect: 'approve',
          reasons: [{ ...reason, effect: 'approve', says: '€12.00 is above €10.00' }],
          quiet: [],
          missing: [],
        },
      ],
      reasons: [],
    }),
    'The boundary asks a person to approve it. €12.00 is above €10.00.',
  ],
  [
    entry('review.asked', REMIT, AT, {
      review: 'r',
      plan: 'p',
      effect: 'approve',
      role: 'manager',
      says: '€12.00 is above €10.00',
      expires_at: '2026-03-01T13:00:00Z',
    }),
    'The role manager was asked until 1 Mar, 14:00. €12.00 is above €10.00.',
  ],
  [
    entry('review.reminded', REMIT, AT, { review: 'r', says: 'The role manager was reminded.' }),
    'The role manager was reminded.',
  ],
  [
    entry('review.claimed', MARA, AT, { review: 'r', until: '2026-03-01T09:05:00Z' }),
    'Mara Holm took it on until 1 Mar, 10:05.',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      { review: 'r', plan: 'p', decision: 'snooze', until: '2026-03-02T09:00:00Z' },
      {},
    ),
    'Mara Holm put it off until 2 Mar, 10:00.',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      { review: 'r', plan: 'p', decision: 'approve' },
      { reason: 'She is right.' },
    ),
    'Mara Holm approved Refund of €12.00. "She is right."',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      {
        review: 'r',
        plan: 'p',
        decision: 'edit',
        changed: ['inputs.amount'],
        actions: [{ ...REFUND, money_minor: 900 }],
        clearances: [],
      },
      {},
    ),
    'Mara Holm changed amount and approved Refund of €9.00.',
  ],
  [
    entry(
      'proposed',
      { type: 'agent', id: 'shop-bot', version: '1' },
      AT,
      {
        proposal: 'c.p2',
        agent: { name: 'shop-bot', version: '1' },
        kind: 'late',
        play: 'custom:shop.refund+shop.void_refund',
        confidence: 0.5,
        digest: 'd',
      },
      { inputs: {}, reason: '', fields: {} },
    ),
    'The agent shop-bot asked to do: Refund, then Void a refund.',
  ],
  [
    entry('proposal.withdrawn', { type: 'agent', id: 'shop-bot', version: '1' }, AT, { proposal: 'c.p2' }),
    'The agent shop-bot took back what it had asked for.',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      {
        review: 'r',
        plan: 'p',
        decision: 'edit',
        changed: ['inputs.amount'],
        actions: [{ ...REFUND, money_minor: 900 }],
      },
      {},
    ),
    'Mara Holm changed amount to Refund of €9.00, and others must agree.',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      { review: 'r', plan: 'p', decision: 'approve', step: 0, further: 1, for: 'finn' },
      {},
    ),
    'Mara Holm, in the place of Finn Berg, approved Refund of €9.00 (step 1, 1 more must agree).',
  ],
  [
    entry(
      'review.decided',
      MARA,
      AT,
      { review: 'r', plan: 'p', decision: 'reject', because: 'wrong_amount' },
      {},
    ),
    'Mara Holm rejected it (wrong amount).',
  ],
  [
    entry('review.decided', MARA, AT, { review: 'r', plan: 'p', decision: 'escalate', role: 'owner' }, {}),
    'Mara Holm handed it to owner.',
  ],
  [
    entry('review.expired', REMIT, AT, { review: 'r', why: 'too_late' }),
    'Nobody decided in time, so the question lapsed.',
  ],
  [
    entry('action.intended', MARA, AT, { key: 'k', clearance: 'c', ...REFUND }, { args: {} }),
    'Mara Holm set out to do: Refund of €12.00.',
  ],
  [
    entry('action.unknown', REMIT, AT, { key: 'k', says: 'the answer never came' }),
    'It is not known whether this was done: Refund of €12.00. The answer never came.',
  ],
  [
    entry('action.failed', MARA, AT, { key: 'k', how: 'settled', says: '' }),
    'Mara Holm looked: Refund of €12.00 was not done.',
  ],
  [
    entry('action.done', REMIT, AT, { key: 'k', how: 'answered' }, { result: {} }),
    'Refund of €12.00 was done.',
  ],
  [entry('action.undone', REMIT, AT, { key: 'k', by: 'k2' }), 'Refund of €12.00 was taken back.'],
  [entry('noted', REMIT, AT, { says: 'the shop is down; trying again' }), 'The shop is down; trying again.'],
  [
    entry('handled', MARA, AT, { kind: 'late', play: 'give_back', outcome: 'solved' }, {}),
    'Mara Holm did it by hand (Give it back): solved.',
  ],
  [
    entry('closed', REMIT, AT, { outcome: 'solved', end: { holds: true, says: 'read back' } }),
    'The case was closed as solved. Read back.',
  ],
  [
    entry('reopened', WEB, AT, { why: 'came_back' }, {}),
    'The customer came back, so the case was opened again.',
  ],
  [
    entry('joined', WEB, AT, { source: 'web', source_id: '2', received_at: AT.toISOString() }),
    'Another event from web joined the case.',
  ],
  [
    entry(
      'reopened',
      WEB,
      AT,
      { why: 'late', what: 'chargeback', key: 'k', source: 'bank', source_id: '7' },
      {},
    ),
    'A chargeback came for Refund of €12.00. The case was opened again.',
  ],
  [
    entry('audited', MARA, AT, { kind: 'late', play: 'give_back', agreed: true, changed: [] }, {}),
    'Mara Holm checked it blind and would have done the same (Give it back).',
  ],
  [
    entry(
      'audited',
      MARA,
      AT,
      { kind: 'late', play: 'give_back', agreed: false, changed: ['inputs.amount'] },
      {},
    ),
    'Mara Holm checked it blind and would have done otherwise: Give it back (amount).',
  ],
  [
    entry('seconded', MARA, AT, { kind: 'late', play: 'give_back', agreed: true, changed: [] }, {}),
    'Mara Holm looked a second time, blind, and would have decided the same (Give it back).',
  ],
  [
    entry(
      'check.planted',
      REMIT,
      AT,
      {
        check: 'k1',
        review: '1.r5',
        plan: 'p',
        digest: 'q',
        mistake: 'wrong_amount',
        says: 'Amount was a tenth of it.',
        wrong: ['inputs.amount'],
        actions: [],
        ruling: { effect: 'approve', actions: [], reasons: [], approve: [] },
      },
      { reason: 'It is late.', play: 'give_back', inputs: {}, actions: [] },
    ),
    'A check of attention was planted: Amount was a tenth of it.',
  ],
  [
    entry('check.answered', MARA, AT, { check: 'k1', decision: 'reject', caught: true }),
    'Mara Holm caught the planted mistake. Nothing of it was ever going to be done.',
  ],
  [
    entry('precedent.flagged', REMIT, AT, {
      decision: 8,
      decided_at: AT.toISOString(),
      boundary: 'b',
      rules: ['r'],
      says: 'It was dear.',
    }),
    'This decision broke the written policy of its day. It was dear.',
  ],
  [
    entry('precedent.judged', MARA, AT, { decision: 8, verdict: 'keep' }),
    'Mara Holm looked at the flagged decision: it was right, and is learned from.',
  ],
];

test('every entry of a case is told as a sentence', () => {
  expect(tell(STORY.map(([made]) => made))).toEqual(STORY.map(([, says]) => says));
});

test('the story above leaves out no kind of entry', () => {
  expect([...new Set(STORY.map(([made]) => made.kind))].sort()).toEqual(Object.keys(ENTRIES).sort());
});
