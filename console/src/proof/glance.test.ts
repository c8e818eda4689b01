import { expect, test } from 'vitest';
import { glanceAt, type Seen } from './glance.ts';

const says = 'so and so';
const metric = (id: string, given: object) => ({
  id,
  label: id,
  listed: true,
  agent: { value: 0, low: 0, of: 400, small: false, says },
  against_baseline: null,
  against_control: null,
  ...given,
});
const seen = (workflow: string, metrics: object[], signal?: object) =>
  ({ workflow, label: workflow, metrics, signal }) as unknown as Seen;
const compared = (verdict: string) => ({ verdict, says });

test('what is better or worse by more than chance is noticed, and what may be chance is not', () => {
  const given = seen('returns', [
    metric('rework_rate', { against_baseline: compared('better') }),
    metric('resolution', { against_control: compared('worse') }),
    metric('escalation_rate', { against_baseline: compared('same') }),
  ]);
  const { earned, hurts } = glanceAt([given]);
  expect(earned.map(({ metric }) => metric)).toEqual(['rework_rate']);
  expect(hurts.map(({ metric }) => metric)).toEqual(['resolution']);
});

test('nothing is called better or worse of one case, whatever its interval says', () => {
  const agent = { value: 1, low: 0.2, of: 1, small: true, says };
  const failed = metric('failure_rate', { agent, against_baseline: compared('worse') });
  expect(glanceAt([seen('orders', [failed])]).hurts).toEqual([]);
});

test('a single policy conflict hurts, and so does blind trust before anything was measured', () => {
  const conflict = metric('policy_conflicts', { agent: { value: 0.01, low: 0, small: false, says } });
  const signal = { now: { region: 'blind_trust', sure: false } };
  const { hurts } = glanceAt([seen('returns', [conflict], signal)]);
  expect(hurts.map(({ title }) => title)).toEqual(['policy_conflicts', 'Blind trust']);
  expect(hurts[1]?.says).toContain('may still be chance');
});

test('hours count as earned only where they are surely more than none, and few cases are said to be few', () => {
  const hours = (low: number) => metric('hours_recaptured', { agent: { value: 4, low, small: true, says } });
  expect(glanceAt([seen('returns', [hours(-1)])]).earned).toEqual([]);
  expect(glanceAt([seen('returns', [hours(2)])]).earned).toMatchObject([{ isSmall: true }]);
});

test('one workflow does not push out the others', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => metric(id, { against_control: compared('worse') }));
  const { hurts } = glanceAt([seen('returns', many), seen('orders', many.slice(0, 1))]);
  expect(hurts.map(({ workflow }) => workflow)).toEqual([
    'returns',
    'orders',
    'returns',
    'returns',
    'returns',
  ]);
});
