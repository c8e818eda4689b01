import { expect, test } from 'vitest';
import { compareChoices } from './agreement.ts';
import { entry } from './entries.ts';
import {
  AT,
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
import { under, PLANNED, asked, leave, decided, handled, closed, rows, row } from './round_story.ts';

test('what nobody was asked about was done alone, and is drawn for audits', () => {
  const alone = row(...PLANNED, intended(1, 'd1'), done(1), closed());
  expect(alone).toMatchObject({
    id: '1.1',
    stage: 'act',
    cohort: 'agent',
    agent: 'rules',
    planned: 'give_back',
    decided: 'give_back',
    how: 'alone',
    agreed: null,
    changed: '[]',
    failed: false,
    reworked: false,
    at: AT.toISOString(),
    closed_at: AT.toISOString(),
  });
  expect(alone?.draw).toBeGreaterThanOrEqual(0);
});

test('a yes is agreement, a no is none, and both carry their stage', () => {
  const draft = [OPENED, GATHERED, planned('d1'), under({ stage: 'draft' }, ruled('approve', 'd1')), asked()];
  expect(row(...draft)).toMatchObject({ how: null, at: null, agreed: null, stage: 'draft', draw: null });
  expect(row(...draft, decided({ clearances: leave }))).toMatchObject({
    how: 'approved',
    decided: 'give_back',
    agreed: true,
  });
  const rejected = row(...draft, decided({ decision: 'reject' }));
  expect(rejected).toMatchObject({ how: 'rejected', decided: null, agreed: false });
  const byHand = row(
    ...draft,
    decided({ decision: 'reject' }),
    asked({ effect: 'human' }),
    handled({ play: null }),
  );
  expect(byHand).toMatchObject({ how: 'rejected', agreed: false });
});

test('the yes of one step of a chain decides nothing yet', () => {
  const first = [...PLANNED, asked({ step: 0, steps: 2 }), decided({ step: 0 })];
  expect(row(...first)).toMatchObject({ how: null, agreed: null });
  const second = [...first, asked({ step: 1, steps: 2 })];
  expect(row(...second, decided({ step: 1, clearances: leave }))).toMatchObject({
    how: 'approved',
    agreed: true,
  });
  expect(row(...second, decided({ step: 1, decision: 'reject' }))).toMatchObject({ how: 'rejected' });
});

test('an edit of an amount disagrees and says where; another kind alone does not', () => {
  const edit = (changed: string[]) =>
    row(
      ...PLANNED,
      asked(),
      decided({ decision: 'edit', play: 'give_back', kind: 'unclear', changed, clearances: leave }),
    );
  expect(edit(['inputs.amount'])).toMatchObject({
    how: 'edited',
    agreed: false,
    changed: '["inputs.amount"]',
  });
  expect(edit(['kind'])).toMatchObject({ how: 'edited', agreed: true, kind: 'unclear', changed: '["kind"]' });
});

test('an edit that goes up the chain is still an edit when the next one says yes', () => {
  const edited = decided({ decision: 'edit', play: 'keep', changed: ['play'], step: 0 });
  const state = row(
    ...PLANNED,
    asked(),
    edited,
    asked({ step: 1, steps: 2 }),
    decided({ clearances: leave }),
  );
  expect(state).toMatchObject({ how: 'edited', decided: 'keep', agreed: false });
});

test('in shadow what the person did is held against what was planned, play and inputs apart', () => {
  const shadow = [OPENED, GATHERED, planned('d1'), under({ stage: 'shadow' }, ruled('approve', 'd1'))];
  const same = row(
    ...shadow,
    asked({ sealed: true }),
    handled({ agreed: true, changed: [] }),
    closed('unknown'),
  );
  expect(same).toMatchObject({ stage: 'shadow', how: 'handled', agreed: true });
  const other = handled({ play: 'keep', agreed: false, changed: ['play'] });
  expect(row(...shadow, asked({ sealed: true }), other)).toMatchObject({ decided: 'keep', agreed: false });
  const plan = {
    kind: 'late',
    play: 'give_back',
    inputs: { amount: { minor: 700, currency: 'EUR' }, why: 'late' },
  };
  expect(compareChoices(plan, { ...plan, inputs: {} })).toEqual({ agreed: true, changed: [] });
  expect(compareChoices(plan, { ...plan, inputs: { amount: { currency: 'EUR', minor: 700 } } }).agreed).toBe(
    true,
  );
  expect(compareChoices(plan, { ...plan, kind: 'unclear', inputs: { why: 'lost' } })).toEqual({
    agreed: false,
    changed: ['kind', 'inputs.why'],
  });
});

test('a case outside the share compares nothing: it is the control', () => {
  const nobody = told(
    'planned',
    {
      agent: { name: 'nobody', version: '0' },
      kind: 'unclear',
      play: null,
      confidence: 0,
      actions: [],
      digest: 'p',
    },
    { reason: '', inputs: {}, actions: [] },
  );
  const control = [OPENED, GATHERED, nobody, under({ cohort: 'control' as never }, ruled('approve'))];
  expect(row(...control, asked({ effect: 'human' }), handled({}), closed('unknown'))).toMatchObject({
    cohort: 'control',
    agent: 'nobody',
    kind: 'late',
    planned: null,
    decided: 'give_back',
    how: 'handled',
    agreed: null,
  });
  const chosen = decided({ decision: 'edit', play: 'give_back', changed: ['play'], clearances: leave });
  expect(row(...control, asked({ effect: 'human' }), chosen)).toMatchObject({ how: 'edited', agreed: null });
});

test('each step of a case that people had done is a recorded round', () => {
  const opened = { ...OPENED, body: { ...OPENED.body, recorded: true } };
  const state = stateOf(
    opened,
    handled({ closes: false, decision: 'approved' }),
    handled({ play: 'keep' }),
    closed('unknown'),
  );
  expect(rows(state)).toMatchObject([
    { id: '1.1', cohort: 'recorded', stage: 'record', how: 'handled', decided: 'give_back', agreed: null },
    { id: '1.2', cohort: 'recorded', decided: 'keep', closed_at: AT.toISOString() },
  ]);
});

test('what the boundary denies is a conflict, but not what a later boundary denies', () => {
  const reason = {
    source: 'boundary' as const,
    rule: 'no',
    effect: 'deny' as const,
    met: true as const,
    says: 'No.',
  };
  const action = { write: 'shop.refund', digest: 'd1', effect: 'deny' as const, quiet: [], missing: [] };
  const deny = (more = {}) =>
    told('ruled', {
      plan: 'p',
      effect: 'deny',
      actions: [{ ...action, reasons: [reason] }],
      reasons: [],
      boundary: 'b',
      approve: [],
      clearances: [],
      ...more,
    });
  expect(row(OPENED, GATHERED, planned('d1'), deny())).toMatchObject({ conflict: true });
  expect(row(...PLANNED, deny({ again: true }))).toMatchObject({ conflict: false });
});

test('an action that fails and an end state that does not hold are failures of their round', () => {
  expect(row(...PLANNED, intended(1, 'd1'), failed(1))).toMatchObject({ how: 'alone', failed: true });
  const missed = told('noted', { says: 'It does not hold.', end: false });
  const state = row(...PLANNED, intended(1, 'd1'), done(1), missed, asked({ effect: 'human' }), handled({}));
  expect(state).toMatchObject({ how: 'alone', failed: true });
});

test('a case that comes back after it was closed is rework of the round before', () => {
  const back = told('reopened', { why: 'came_back', source: 'web', source_id: '2' }, {});
  const state = stateOf(...PLANNED, intended(1, 'd1'), done(1), closed(), back, GATHERED, planned('d2'));
  expect(rows(state)).toMatchObject([
    { id: '1.1', reworked: true },
    { id: '1.2', reworked: false, how: null },
  ]);
});

test('a late outcome is laid at the door of the round whose action caused it', () => {
  const late = told(
    'reopened',
    { why: 'late', what: 'chargeback', key: '1.a1', source: 'bank', source_id: '9' },
    {},
  );
  const first = [...PLANNED, intended(1, 'd1'), done(1)];
  const state = stateOf(...first, joined(2), GATHERED, planned('d2'), asked(), handled({}), closed(), late);
  expect(rows(state)).toMatchObject([
    { how: 'alone', reworked: true },
    { how: 'handled', reworked: false },
  ]);
  expect(state.late).toEqual({ what: 'chargeback', key: '1.a1' });
  expect(state.reworked).toBe(true);
});

test('what is taken back was rework, and taking back is no round of its own', () => {
  const undo = told(
    'planned',
    {
      agent: { name: 'mara', version: '0' },
      kind: 'late',
      play: null,
      confidence: 1,
      actions: [{ write: 'shop.void_refund', digest: 'd9' }],
      digest: 'q',
      undoes: '1.a1',
    },
    { reason: '', inputs: {}, actions: [] },
    MARA,
  );
  const taking = entry('action.intended', MARA, AT, {
    key: '1.a2',
    write: 'shop.void_refund',
    digest: 'd9',
    clearance: 'c',
    undoes: '1.a1',
  });
  const undone = told('action.undone', { key: '1.a1', by: '1.a2' });
  const again = told('reopened', { why: 'undone' }, {});
  const state = stateOf(
    ...PLANNED,
    intended(1, 'd1'),
    done(1),
    closed(),
    again,
    GATHERED,
    undo,
    taking,
    done(2),
    undone,
  );
  expect(rows(state)).toMatchObject([{ id: '1.1', how: 'alone', reworked: true }]);
  expect(state.actions.map(({ agent, round }) => [agent, round])).toEqual([
    ['rules', 1],
    ['mara', 0],
  ]);
});

test('a plan that a new message made pointless was decided by nobody', () => {
  expect(rows(stateOf(...PLANNED, asked(), joined(2)))).toMatchObject([{ how: 'expired', agreed: null }]);
});

test('an audit says after the fact whether a person would have done the same', () => {
  const audited = (agreed: boolean) =>
    entry('audited', MARA, AT, { kind: 'late', play: 'keep', agreed, changed: agreed ? [] : ['play'] }, {});
  const state = stateOf(...PLANNED, intended(1, 'd1'), done(1), closed(), audited(false));
  expect(state.status).toBe('closed');
  expect(rows(state)).toMatchObject([{ how: 'alone', agreed: false, changed: '["play"]' }]);
  expect(state.label).toMatchObject({ play: 'keep' });
});

test('entries of before roll-outs were recorded tell their stage by its voice', () => {
  const voice = {
    source: 'stage' as const,
    rule: 'draft',
    effect: 'approve' as const,
    met: true as const,
    says: '',
  };
  const old = told('ruled', {
    plan: 'p',
    effect: 'approve',
    actions: [],
    reasons: [voice],
    boundary: 'b',
    approve: [],
    clearances: [],
  });
  expect(row(OPENED, GATHERED, planned('d1'), old)).toMatchObject({ stage: 'draft', cohort: 'agent' });
});
