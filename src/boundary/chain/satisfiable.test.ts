import { expect, test } from 'vitest';
import { chance } from '../../../test/support/chance.ts';
import type { ApprovalStep } from '../schema.ts';
import { decidesFor, stuckAt, yesesOf } from './satisfiable.ts';

const ROLES = ['a', 'b', 'c', 'owner'];

type People = { id: string; roles: string[] }[];

/** Tries every way in which people could say yes, one yes after the other. */
function canBeDone(steps: ApprovalStep[], people: People): boolean {
  const yeses = steps.flatMap((step, index) => yesesOf(step).map((roles) => ({ step, index, roles })));
  const next = (at: number, chosen: { id: string; index: number }[]): boolean => {
    const yes = yeses[at];
    if (!yes) return true;
    return people.some((person) => {
      const before = chosen.filter(({ id }) => id === person.id);
      if (!decidesFor(person, yes.roles) || before.some(({ index }) => index === yes.index)) return false;
      if (yes.step.not.includes('earlier') && before.some(({ index }) => index < yes.index)) return false;
      return next(at + 1, [...chosen, { id: person.id, index: yes.index }]);
    });
  };
  return next(0, []);
}

test('a chain is refused exactly where no way of asking people leads to its end', () => {
  const random = chance(7);
  const seen = { yes: 0, no: 0 };
  for (let round = 0; round < 400; round++) {
    const people = Array.from({ length: 1 + random.below(4) }, (_, at) => ({
      id: `p${at}`,
      roles: ROLES.filter(() => random.draw() < 0.35),
    }));
    const steps = Array.from({ length: 1 + random.below(3) }, (): ApprovalStep => {
      const not = random.draw() < 0.6 ? (['earlier'] as const) : [];
      const kind = random.below(3);
      const role = random.pick(ROLES);
      if (kind === 0) return { role, not: [...not], count: 1 + random.below(2) };
      const other = random.pick(ROLES.filter((one) => one !== role));
      return { role, not: [...not], [kind === 1 ? 'any' : 'all']: [role, other] };
    });
    const possible = canBeDone(steps, people);
    expect(stuckAt(steps, people) === undefined, JSON.stringify({ steps, people })).toBe(possible);
    seen[possible ? 'yes' : 'no'] += 1;
  }
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50);
});

test('a large place is looked through at once', () => {
  const people = Array.from({ length: 2_000 }, (_, at) => ({ id: `p${at}`, roles: [ROLES[at % 3] ?? 'a'] }));
  const steps = Array.from({ length: 8 }, (): ApprovalStep => ({ role: 'a', not: ['earlier'], count: 9 }));
  const before = performance.now();
  expect(stuckAt(steps, people)).toBeUndefined();
  // As many as are needed, but for one: every way fails.
  expect(stuckAt(steps, people.filter(({ roles }) => roles[0] === 'a').slice(0, 71))?.step).toBe(7);
  expect(performance.now() - before).toBeLessThan(5_000);
});
