import { expect, test } from 'vitest';
import type { Rollout } from '../../authority/schema.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import { acme } from '../../../test/support/acme.ts';
import { count, type Pass } from './fold.ts';
import { restoreTally, saveTally, type Tally } from './tally.ts';
import { tellAgent } from './tell_agent.ts';
import { viewOf } from './view.ts';
import { newTally } from './wanted.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PIA: Actor = { type: 'person', id: 'pia' };
const ACT: Rollout = { stage: 'act', share: 100, kinds: null, version: 1, since: null };
const PLAN = { agent: { name: 'rules', version: '1' }, kind: 'late', play: 'give_back', confidence: 0.95 };
const workspace = acme('http://127.0.0.1:1');
const { refunds } = workspace.workflows;

type Told = [kind: string, body: Record<string, unknown>];

/** The standing of a granted table after what the workflow's stream tells. */
function after(...told: Told[]) {
  const tally = tallyAfter(told);
  if (!refunds) throw new Error('Acme has no refunds');
  const counted = { tally: () => tally, isReady: () => true, hasCounted: () => true, turn: () => 0 };
  return viewOf(counted, () => AT).of(refunds, PLAN, { ...ACT, policy: tally.policy });
}

function tallyAfter(told: Told[]): Tally {
  const made = { workflow: 'refunds', agent: 'rules', version: '1', basis: 'b', risk: 0.2, error: 0.05 };
  let tally: Tally = newTally({ ...made, granted: true, learns: false, of: 'now' });
  const nothing = { labels: new Map(), observations: new Map(), workflows: new Map(), pasts: new Map() };
  for (const [index, [kind, body]] of told.entries()) {
    const place = { stream: 'workflow/refunds', version: index + 1, position: index + 1 };
    const entry: Entry = { ...place, prevHash: '', hash: '', kind, kindVersion: 1, at: AT, actor: PIA, body };
    const pass: Pass = { workspace, tallies: [tally], agents: () => [], learner: null };
    count(pass, entry, nothing);
    tally = restoreTally(saveTally(tally));
  }
  return tally;
}

const published = (more = {}): Told => ['published', { from: 'files', ...more }];
const changed = (file: string, digest = 'd2'): Told => [
  'file.changed',
  { file, base: 'd1', digest, text: '' },
];
const pulled: Told = ['file.pulled', { file: 'rules.yaml', digest: 'd2' }];
const policy: Told = ['policy.changed', { kinds: null, because: 'Photos from today on.' }];

test('a grant is not carried over to a table that a rule update put in force', () => {
  expect(after(published())).toMatchObject({ open: true, why: 'granted' });
  const rests = after(published(), changed('rules.yaml'), published({ files: { 'rules.yaml': 'd2' } }));
  expect(rests).toMatchObject({ open: false, why: 'gathering' });
  expect(rests.says).toContain('a rule update has changed since what it does');
});

test('it holds again once the files say the same, or say something else', () => {
  expect(after(published(), changed('rules.yaml'), pulled).open).toBe(true);
  expect(after(published(), changed('rules.yaml'), published({ files: { 'rules.yaml': 'd3' } })).open).toBe(
    true,
  );
  // What was pulled is not what is in force any more.
  expect(after(published(), changed('rules.yaml'), changed('rules.yaml', 'd3'), pulled).open).toBe(false);
});

test('another default of a play is nothing that was granted, and a sentence for people takes nothing away', () => {
  expect(after(published(), changed('workflow.yaml')).open).toBe(false);
  expect(after(published(), changed('playbook.md')).open).toBe(true);
});

test('a rule update does not say that a grant holds still after a change of policy', () => {
  expect(after(published(), policy)).toMatchObject({ open: false, why: 'policy' });
  expect(after(published(), policy, published()).open).toBe(true);
  const files = { 'rules.yaml': 'd2' };
  expect(after(published(), policy, changed('rules.yaml'), published({ files })).open).toBe(false);
  expect(after(published(), policy, changed('rules.yaml'), published({ files }), pulled).open).toBe(false);
});

test('the page says that the grant rests, and why', () => {
  const [ref] = refunds?.agents ?? [];
  if (!refunds || !ref) throw new Error('Acme has no table');
  const told = { workspace, workflow: refunds, ref, index: 0, entries: [], now: AT };
  const before = tellAgent({ ...told, tally: tallyAfter([published()]) });
  expect(before).toMatchObject({ open: true, granted: { stands: true } });
  const rests = tellAgent({ ...told, tally: tallyAfter([published(), changed('rules.yaml')]) });
  expect(rests).toMatchObject({ open: false, state: 'gathering', granted: { stands: false } });
  expect(rests.says).toContain('remit pull');
  expect(rests.granted?.says).toContain('a rule update has changed that');
});
