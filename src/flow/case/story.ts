import type { Actor, Entry, NewEntry } from '../../log/schema.ts';
import { entry, type BodyOf, type EntryKind, type PrivateOf } from './entries.ts';
import { replay } from './replay.ts';
import type { CaseState } from './state.ts';

/** The small words that the tests of the flow tell a case with: entries in, a state out. */
export const AT = new Date('2026-03-01T09:00:00Z');
export const REMIT: Actor = { type: 'remit' };
export const MARA: Actor = { type: 'person', id: 'mara', name: 'Mara Lind' };

export function after(minutes: number): Date {
  return new Date(AT.getTime() + minutes * 60_000);
}

/** An entry of Remit's at nine o'clock. */
export function told<K extends EntryKind>(
  kind: K,
  body: BodyOf<K>,
  hidden?: PrivateOf<K>,
  by = REMIT,
): NewEntry {
  return entry(kind, by, AT, body, hidden);
}

export function stored(entries: NewEntry[]): Entry[] {
  return entries.map((made, at) => ({
    ...made,
    stream: 'case/1',
    version: at + 1,
    prevHash: '',
    hash: '',
    position: at + 1,
  }));
}

export function stateOf(...entries: NewEntry[]): CaseState {
  const state = replay('1', stored(entries));
  if (!state) throw new Error('the story is empty');
  return state;
}

export const OPENED = told(
  'opened',
  {
    workflow: 'refunds',
    workflow_version: 'v',
    source: 'web',
    source_id: '1',
    subject: 'ida 7',
    received_at: AT.toISOString(),
  },
  { title: 'Late', text: 'Where is it?', event: { order: '7' } },
);
export const GATHERED = told('context.gathered', { facts: [] }, { values: {} });
export const ASKED = told('review.asked', {
  review: '1.r5',
  plan: 'p',
  effect: 'approve',
  role: 'support',
  says: 'It is dear.',
  expires_at: after(240).toISOString(),
});

/** A plan of refunds, by digest, and its ruling with leave for each where it is allowed. */
export function planned(...digests: string[]): NewEntry {
  const actions = digests.map((digest) => ({ write: 'shop.refund', digest }));
  const args = digests.map((digest) => ({ write: 'shop.refund', args: { order_id: digest }, tainted: [] }));
  const agent = { name: 'rules', version: '1' };
  const body = { agent, kind: 'late', play: 'give_back', confidence: 0.9, actions, digest: 'p' };
  return told('planned', body, { reason: 'It is late.', inputs: {}, actions: args });
}

export function ruled(effect: 'allow' | 'approve' | 'deny', ...digests: string[]): NewEntry {
  const leave = { expires_at: after(5).toISOString() };
  return told('ruled', {
    plan: 'p',
    effect,
    actions: [],
    reasons: [],
    boundary: 'b',
    approve: [],
    clearances:
      effect === 'allow' ? digests.map((digest, at) => ({ id: `1.c4.${at + 1}`, digest, ...leave })) : [],
  });
}

export function intended(number: number, digest: string): NewEntry {
  const body = { key: `1.a${number}`, write: 'shop.refund', digest, clearance: `1.c4.${number}` };
  return told('action.intended', body, { args: { order_id: digest } });
}

export function done(number: number): NewEntry {
  return told('action.done', { key: `1.a${number}`, how: 'answered' }, { result: { id: 'R-1' } });
}

export function failed(number: number): NewEntry {
  return told('action.failed', { key: `1.a${number}`, how: 'answered', says: 'refused (422)' });
}

export function joined(number: number): NewEntry {
  const body = { source: 'web', source_id: String(number), received_at: AT.toISOString() };
  return told('joined', body, { text: 'And?', event: {} });
}
