import { describe, expect, test } from 'vitest';
import { seeded } from '../standing/story.ts';
import { type PastCase, readiness } from './index.ts';

const START = Date.parse('2026-01-05T09:00:00Z');
const HOUR_MS = 3_600_000;
const WORDS = ['my parcel', 'the order', 'this jacket', 'a lamp', 'both books'];

type Wish = { kind: string; count: number; plays: [string, number][]; more?: Partial<PastCase> };

/** Cases of one kind, an hour apart, whose play is drawn and cannot be told from their words unless there is only one. */
function cases({ kind, count, plays, more }: Wish, seed: number): PastCase[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, n) => {
    let draw = random();
    const play = plays.find(([, share]) => (draw -= share) < 0)?.[0] ?? plays.at(-1)![0];
    const text = `${kind.replaceAll('_', ' ')}: ${WORDS[Math.floor(random() * WORDS.length)]}, number ${Math.floor(random() * 900)}`;
    const at = new Date(START + n * HOUR_MS).toISOString();
    return { kind, play, at, example: { text, fields: {} }, missing: [], irreversible: false, ...more };
  });
}

function mixed(...lists: PastCase[][]): PastCase[] {
  return lists.flat().sort((a, b) => a.at.localeCompare(b.at));
}

describe('readiness', () => {
  const history = mixed(
    cases({ kind: 'late_delivery', count: 400, plays: [['send_tracking', 1]] }, 1),
    cases(
      {
        kind: 'goodwill',
        count: 400,
        plays: [
          ['refund', 0.5],
          ['voucher', 0.5],
        ],
      },
      2,
    ),
    cases({ kind: 'recall', count: 12, plays: [['hand_over', 1]] }, 3),
    cases(
      {
        kind: 'wire_back',
        count: 300,
        plays: [['pay_out', 1]],
        more: { irreversible: true, money: { minor: 25_000, currency: 'EUR' } },
      },
      4,
    ),
    cases({ kind: 'address', count: 300, plays: [['change', 1]], more: { missing: ['order.address'] } }, 5),
  );
  const { kinds, says } = readiness(history);
  const of = (kind: string) => kinds.find((each) => each.kind === kind)!;

  test('is given to a kind that is frequent, decided alike, cheap to get wrong and fully known', () => {
    expect(of('late_delivery')).toMatchObject({ verdict: 'ready', cases: 400 });
    expect(of('late_delivery').foreseen!.low).toBeGreaterThan(0.9);
    expect(kinds[0]!.kind).toBe('late_delivery');
  });

  test('is denied where nobody could foresee what people do', () => {
    const { verdict, says, sure } = of('goodwill');
    expect(verdict).toBe('not_yet');
    expect(says).toBe('Not yet: against it speaks how alike they are decided.');
    expect(sure!.reach.count).toBe(0);
  });

  test('claims nothing of a dozen cases', () => {
    expect(of('recall').verdict).toBe('too_few');
    expect(of('recall').says).toMatch(/Too few cases to say \(12\)/);
  });

  test('is denied where money is gone for good', () => {
    const cost = of('wire_back').reasons.find((reason) => reason.of === 'cost')!;
    expect(of('wire_back').verdict).toBe('not_yet');
    expect(cost.says).toContain('300 of 300 (100 %, 99 % to 100 %) did something that cannot be undone');
    expect(cost.says).toContain('€250.00 in the middle');
  });

  test('is at most near where nobody knows what can be undone', () => {
    const unknown = cases(
      { kind: 'late', count: 400, plays: [['track', 1]], more: { irreversible: undefined } },
      6,
    );
    const [late] = readiness(unknown).kinds;
    expect(late!.verdict).toBe('nearly');
    expect(late!.reasons.find((reason) => reason.of === 'cost')!.says).toBe(
      'Whether it can be undone is not known; whether money was moved is not known.',
    );
  });

  test('names the fact that is missing', () => {
    const context = of('address').reasons.find((reason) => reason.of === 'context')!;
    expect(of('address').verdict).toBe('not_yet');
    expect(context.says).toContain('order.address (300)');
  });

  test('is said of all kinds in one sentence', () => {
    expect(says).toBe('1,412 cases of 5 kinds: 1 ready, 3 not ready yet and 1 too rare to say.');
    expect(readiness([]).says).toBe('There are no decided cases yet.');
  });
});
