import { describe, expect, test } from 'vitest';
import { seeded } from '../standing/story.ts';
import { type Answered, answerBy, distill } from './index.ts';

const TOPICS = ['late', 'damaged', 'return', 'other'];

/** Orders as a rule table would answer them, with `noise` of the answers given by chance. */
function orders(count: number, noise: number, seed: number): Answered[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const topic = TOPICS[Math.floor(random() * TOPICS.length)]!;
    const days = Math.floor(random() * 20);
    const amount = Math.round(random() * 20_000) / 100;
    const vip = random() < 0.2;
    let answer = 'ask_back';
    if (topic === 'late') answer = days > 7 ? 'refund' : 'send_tracking';
    else if (topic === 'damaged') answer = amount > 80 && !vip ? 'hand_over' : 'replace';
    if (random() < noise) answer = ['refund', 'replace'][Math.floor(random() * 2)]!;
    return { fields: { topic, 'order.days_late': days, 'order.total': amount, vip }, answer };
  });
}

describe('a table distilled from behaviour', () => {
  test('names the conditions of a rule table that it has never seen', () => {
    const table = distill(orders(1_000, 0, 1));
    const says = table.rows.map((row) => `${row.says} → ${row.answer}`);
    expect(says.at(-1)).toBe('otherwise → ask_back');
    expect(says.join('\n')).toMatch(/order days late (above|at most) 7/);
    expect(says.join('\n')).toMatch(/order total (above|at most) 80( |$)/m);
    expect(table.fidelity!.count / table.fidelity!.of).toBeGreaterThan(0.98);
    expect(table.rows.length).toBeLessThanOrEqual(7);
  });

  test('stays short and true where a tenth of the answers are chance', () => {
    const table = distill(orders(1_500, 0.1, 2));
    expect(table.rows.length).toBeLessThanOrEqual(8);
    expect(table.fidelity!.count / table.fidelity!.of).toBeGreaterThan(0.86);
    expect(table.fidelity!.low).toBeLessThan(0.93);
  });

  test('is one row where nothing explains the answers', () => {
    const random = seeded(3);
    const chance = orders(800, 0, 3).map((one) => ({
      ...one,
      answer: random() < 0.7 ? 'refund' : 'replace',
    }));
    const table = distill(chance);
    expect(table.rows).toMatchObject([{ says: 'otherwise', answer: 'refund' }]);
    expect(table.fidelity).toEqual(table.always);
  });

  test('may name a word of the text', () => {
    const random = seeded(4);
    const cases = Array.from({ length: 300 }, (): Answered => {
      const broken = random() < 0.4;
      const text = broken ? 'My vase arrived broken, in pieces' : 'Where does my parcel stay, please';
      return { fields: {}, text, answer: broken ? 'replace' : 'send_tracking' };
    });
    const [first] = distill(cases).rows;
    expect(first!.says).toMatch(/^the text says “\w+”$/);
    expect(distill(cases).fidelity!.count).toBe(75);
  });

  test('counts every held-out case in exactly one row', () => {
    const table = distill(orders(1_000, 0.05, 5));
    const held = table.rows.reduce((sum, row) => sum + (row.held?.of ?? 0), 0);
    expect(held).toBe(table.held);
    expect(table.rows.reduce((sum, row) => sum + (row.held?.count ?? 0), 0)).toBe(table.fidelity!.count);
  });

  test('answers what its rows say', () => {
    const { rows } = distill(orders(1_000, 0, 6));
    expect(answerBy(rows, { fields: { topic: 'late', 'order.days_late': 9 } })).toBe('refund');
    expect(answerBy(rows, { fields: { topic: 'late', 'order.days_late': 2 } })).toBe('send_tracking');
  });

  test('says that few cases are too few to hold any out', () => {
    const table = distill(orders(20, 0, 7));
    expect(table.fidelity).toBeNull();
    expect(table.says).toMatch(/too few to say how true/);
  });

  test('of no cases has no rows', () => {
    expect(distill([])).toMatchObject({ rows: [], taught: 0, held: 0, fidelity: null });
  });
});
