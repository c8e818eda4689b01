import { describe, expect, test } from 'vitest';
import type { Person } from '../../workspace/schema.ts';
import { sealOf } from './ask.ts';
import { missingYeses, yesesOf } from './step.ts';
import { deciders, mayDecideStep, stillMissing, type Standing } from './who.ts';

const person = (id: string, ...roles: string[]): Person => ({ id, name: id, roles });
const olga = person('olga', 'owner');
const max = person('max', 'manager', 'finance');
const lea = person('lea', 'finance');
const leo = person('leo', 'finance');
const finn = person('finn', 'support');
const by = ({ id }: Person) => ({ type: 'person' as const, id });
const yes = (step: number, who: Person, inPlaceOf?: Person) => ({
  step,
  by: by(who),
  ...(inPlaceOf && { for: inPlaceOf.id }),
});

const asked = { effect: 'approve' as const, role: 'finance', escalated: false, step: 0, approvals: [] };
const standing = (
  steps: Standing['steps'],
  review: Partial<Standing['review']> = {},
  more: Partial<Standing> = {},
): Standing => ({
  review: { ...asked, role: steps[review.step ?? 0]?.role ?? null, ...review },
  plan: { by: { type: 'agent', id: 'rules', version: '1' } },
  steps,
  people: [olga, max, lea, leo, finn],
  away: {},
  requester: undefined,
  ...more,
});
const says = (where: Standing, who: Person) => {
  const may = mayDecideStep(where, who, 'approve');
  return may.ok ? (may.for?.id ?? 'yes') : may.says;
};

describe('the yeses that a step needs', () => {
  test('are counted so that as many people as possible find a place', () => {
    // Max could fill either: he must make room for Lea, who can only fill one.
    const both = [['finance'], ['manager']];
    expect(missingYeses(both, [max])).toHaveLength(1);
    expect(missingYeses(both, [max, lea])).toEqual([]);
    expect(missingYeses(both, [lea, leo])).toEqual([['manager']]);
    expect(missingYeses([['finance'], ['finance']], [olga])).toHaveLength(1);
  });

  test('are one of the role that it went to, once it was handed on or nobody decided in time', () => {
    const step = { role: 'finance', count: 2, not: [], then: 'owner' };
    const at = { effect: 'approve' as const, step };
    expect(yesesOf({ ...at, role: 'finance', escalated: false })).toEqual([['finance'], ['finance']]);
    expect(yesesOf({ ...at, role: 'owner', escalated: true })).toEqual([['owner']]);
    // By hand alone, two stay two.
    expect(yesesOf({ ...at, role: 'owner', escalated: false })).toEqual([['finance'], ['finance']]);
    const single = { ...step, count: 1 };
    expect(yesesOf({ ...at, step: single, role: 'owner', escalated: false })).toEqual([['owner']]);
    expect(yesesOf({ ...at, effect: 'human', role: null, escalated: false })).toEqual([]);
  });
});

describe('who may say yes', () => {
  const two = [{ role: 'finance', count: 2, not: [] }];

  test('who has said yes to the step may not again, and who lost the role meanwhile no longer counts', () => {
    const said = standing(two, { approvals: [yes(0, lea)] });
    expect(says(said, lea)).toBe('lea has said yes to this step already.');
    expect(says(said, leo)).toBe('yes');
    expect(stillMissing(said)).toHaveLength(1);
    const moved = { ...said, people: [olga, max, leo, { ...lea, roles: ['support'] }] };
    expect(stillMissing(moved)).toHaveLength(2);
  });

  test('a yes in somebody’s place is a yes of both', () => {
    const away = { lea: 'finn' };
    expect(says(standing(two, {}, { away }), finn)).toBe('lea');
    const said = standing(two, { approvals: [yes(0, finn, lea)] }, { away });
    expect(says(said, lea)).toBe('lea has said yes to this step already.');
    expect(says(said, finn)).toContain('A finance decides this');
    expect(deciders(said)).toEqual(['olga', 'max', 'leo']);
  });

  test('nobody stands in for a stand-in, for who asked, or having decided before', () => {
    const chain = [
      { role: 'finance', not: [] },
      { role: 'manager', not: ['requester' as const, 'earlier' as const] },
    ];
    const second = (more: Partial<Standing>, who = lea) =>
      says(standing(chain, { step: 1, approvals: [yes(0, who)] }, more), finn);
    expect(second({ away: { max: 'finn' } })).toBe('max');
    expect(second({ away: { max: 'leo', leo: 'finn' } })).toContain('A manager decides this');
    expect(second({ away: { max: 'finn' } }, finn)).toContain('A manager decides this');
    expect(second({ away: { max: 'finn' }, requester: { id: 'max', words: 'max' } })).toContain('A manager');
    expect(second({ away: { max: 'finn' }, requester: { id: 'finn', words: 'finn' } })).toContain(
      'A manager',
    );
  });
});

describe('what is sealed', () => {
  const ruled = (stage: 'record' | 'shadow' | 'draft' | 'act', cohort: 'agent' | 'control' = 'agent') => ({
    rollout: { stage, cohort, version: 0 },
    reasons: [],
  });

  test('is a plan in the shadow, or of a kind outside the slice; where people do the work nothing runs', () => {
    expect(sealOf(ruled('record'))).toEqual({ runs: false });
    expect(sealOf(ruled('shadow'))).toEqual({ sealed: true, runs: false });
    expect(sealOf(ruled('shadow', 'control'))).toEqual({ runs: false });
    expect(sealOf(ruled('draft'))).toEqual({});
    const slice = {
      source: 'stage' as const,
      rule: 'slice',
      effect: 'human' as const,
      met: true as const,
      says: '',
    };
    expect(sealOf({ ...ruled('act'), reasons: [slice] })).toEqual({ sealed: true });
    expect(sealOf({ reasons: [] })).toEqual({});
  });
});
