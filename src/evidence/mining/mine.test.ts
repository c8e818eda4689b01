import { describe, expect, test } from 'vitest';
import { celOf, mine, sayFinding, type DecidedCase, type Language } from './index.ts';

const LANGUAGE: Language = {
  currency: 'EUR',
  texts: ['event.message'],
  fields: [
    { path: 'order.delivered_at', label: 'order delivered at', type: 'time', optional: true },
    { path: 'order.total', label: 'order total', type: 'money', optional: false },
    { path: 'order.status', label: 'order status', type: 'choice', optional: false },
    { path: 'refunds.count', label: 'refunds count', type: 'number', optional: false },
    { path: 'customer.good', label: 'customer good', type: 'boolean', optional: false },
  ],
};
const NAMING = {
  kinds: { late: 'Late', lost: 'Lost' },
  plays: { refund: 'Give it back', tracking: 'Send the link' },
  money: (text: string) => text,
};

/** A generator of chance that gives the same run every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS =
  'where parcel broken refund please invoice thanks angry order late hello colour again wrong size street number carrier tracking nothing monday return label money account email phone birthday present neighbour door box damaged shoes jacket lamp chair coupon address cancel'.split(
    ' ',
  );

function cases(
  count: number,
  seed: number,
  decide: (one: DecidedCase, roll: () => number) => string,
): DecidedCase[] {
  const roll = chance(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const one: DecidedCase = {
      id: `case-${index}`,
      agent: 'rules',
      planned: 'refund',
      decided: null,
      text: Array.from({ length: 6 }, () => pick(WORDS)).join(' '),
      fields: {
        'plan.kind': pick(['late', 'lost']),
        'order.total': Math.round(roll() * 200),
        'order.status': pick(['shipped', 'delivered', 'packed']),
        'refunds.count': Math.floor(roll() * 3),
        'customer.good': roll() < 0.5,
        ...(roll() < 0.4 && { 'order.delivered_at': Math.floor(roll() * 20) }),
      },
    };
    return { ...one, decided: decide(one, roll) };
  });
}

describe('what people changed', () => {
  test('is explained by the condition that they had in mind, in words and in CEL', () => {
    const decided = cases(400, 7, ({ fields }, roll) =>
      fields['order.delivered_at'] !== undefined && fields['plan.kind'] === 'late' && roll() < 0.94
        ? 'tracking'
        : roll() < 0.03
          ? 'tracking'
          : 'refund',
    );
    const [found] = mine(decided, LANGUAGE).findings;
    expect(sayFinding(found!.turn, found!.literals, LANGUAGE, NAMING)).toBe(
      'Where the kind is “Late” and order delivered at is known: “Send the link”, not “Give it back”',
    );
    const { precision, base, p } = found!.proof;
    expect(precision.count / precision.of).toBeGreaterThan(0.85);
    expect(precision.low).toBeGreaterThan(base.high);
    expect(p).toBeLessThan(0.001);
    expect(celOf(found!.literals.slice(1), LANGUAGE, 'row')).toBe('has(order.delivered_at)');
  });

  test('is found from few cases where it is clear enough', () => {
    const decided = cases(150, 11, ({ fields }, roll) =>
      fields['order.status'] === 'delivered' && fields['customer.good'] === true && roll() < 0.95
        ? 'tracking'
        : 'refund',
    );
    const [found] = mine(decided, LANGUAGE).findings;
    expect(
      found?.literals.map((literal) => ('path' in literal ? literal.path : literal.word)).toSorted(),
    ).toEqual(['customer.good', 'order.status']);
  });

  test('is found in the words of the message where these say it', () => {
    const decided = cases(400, 5, ({ text }) => (text.includes('invoice') ? 'tracking' : 'refund'));
    expect(mine(decided, LANGUAGE).findings[0]?.literals).toEqual([{ is: 'word', word: 'invoice' }]);
  });

  test('is not explained by a word that few people use, for it may be the name of one', () => {
    const decided = cases(300, 8, ({ text }) => (text.includes('invoice') ? 'tracking' : 'refund'));
    const named = decided.map((one) => {
      const text = one.text.replaceAll('invoice', 'mustermann');
      const subject = text.includes('mustermann') ? 'one of theirs' : one.id;
      return { ...one, text, subject };
    });
    expect(mine(named, LANGUAGE).findings).toEqual([]);
    const many = named.map((one) => ({ ...one, subject: one.id }));
    expect(mine(many, LANGUAGE).findings[0]?.literals).toEqual([{ is: 'word', word: 'mustermann' }]);
  });

  test('is found as work that people took over', () => {
    const decided = cases(300, 9, ({ fields }) => (Number(fields['order.total']) > 180 ? '' : 'refund')).map(
      (one) => ({ ...one, decided: one.decided === '' ? null : one.decided }),
    );
    const [found] = mine(decided, LANGUAGE).findings;
    expect(found?.turn.to).toBeNull();
    expect(celOf(found!.literals, LANGUAGE, 'rule')).toMatch(/^order\.total > money\("1\d\d\.00 EUR"\)$/);
  });

  test('is explained by nothing where people did so at random, in at most one of twenty looks', () => {
    const RUNS = 60;
    let proposing = 0;
    for (let run = 0; run < RUNS; run++) {
      const decided = cases(300, 100 + run, (_, roll) => (roll() < 0.3 ? 'tracking' : 'refund'));
      if (mine(decided, LANGUAGE).findings.length > 0) proposing++;
    }
    // Of 60 looks at noise 3 may propose something; seven or more would be seen in one of fifty series at that rate.
    expect(proposing).toBeLessThan(7);
  });

  test('is never explained by fewer than five cases', () => {
    const decided = cases(200, 3, ({ id }) => (Number(id.slice(5)) < 4 ? 'tracking' : 'refund'));
    expect(mine(decided, LANGUAGE)).toMatchObject({ findings: [], cases: 200, changed: 4 });
  });
});

test('ten thousand decided cases are looked through with every pair of conditions tried', () => {
  const decided = cases(10_000, 1, ({ fields }, roll) =>
    fields['order.status'] === 'packed' && Number(fields['refunds.count']) > 1 && roll() < 0.9
      ? 'tracking'
      : 'refund',
  );
  const { findings, tried } = mine(decided, LANGUAGE);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.proof.precision.of).toBeGreaterThan(500);
  expect(tried).toBeGreaterThan(500);
});
