import { describe, expect, test } from 'vitest';
import { CONFIDENCE_MAX, createMemory, type Example, TEXT_CHARS_MAX } from './index.ts';
import { LABELS_MAX } from './head.ts';

const says = (text: string, fields: Example['fields'] = {}): Example => ({ text, fields });

const LATE = ['where is my parcel', 'my parcel has not arrived yet', 'the parcel is late, where is it?'];
const BROKEN = [
  'the lamp came broken',
  'the glass is broken, I want a refund',
  'it arrived with a broken handle',
];

function taught(rounds = 20) {
  const memory = createMemory();
  for (let round = 0; round < rounds; round++) {
    LATE.forEach((text, n) =>
      memory.learn(says(text), { kind: 'late', play: 'send_tracking' }, `late-${round}-${n}`),
    );
    BROKEN.forEach((text, n) =>
      memory.learn(says(text), { kind: 'broken', play: 'refund' }, `broken-${round}-${n}`),
    );
  }
  return memory;
}

describe('the memory', () => {
  test('predicts nothing before it was taught anything', () => {
    const memory = createMemory();
    expect(memory.predict(says('hello'))).toEqual({});
    expect(memory.predictHead('kind', says('hello'))).toBeUndefined();
    expect(memory.similar(says('hello'), 5)).toEqual([]);
    expect(memory.why('kind', says('hello'), 'late', 5)).toEqual([]);
  });

  test('learns from each decision at once', () => {
    const memory = createMemory();
    memory.learn(says('where is my parcel'), { kind: 'late' });
    memory.learn(says('the lamp is broken'), { kind: 'broken' });
    expect(memory.predictHead('kind', says('my parcel?'))?.label).toBe('late');
    expect(memory.predictHead('kind', says('broken again'))?.label).toBe('broken');
  });

  test('takes a new label at any time, also late', () => {
    const memory = taught();
    const invoice = says('please send me the invoice for my tax office');
    for (let n = 0; n < 3; n++) memory.learn(invoice, { kind: 'invoice' });
    expect(memory.predictHead('kind', says('I need an invoice for tax'))?.label).toBe('invoice');
    expect(memory.predictHead('kind', says('where is my parcel'))?.label).toBe('late');
  });

  test('keeps heads apart: each appears when it is first learned', () => {
    const memory = taught();
    memory.learn(says('where is my parcel'), { 'play.reason': 'carrier_delay' });
    const predicted = memory.predict(says('where is my parcel'));
    expect(Object.keys(predicted)).toEqual(['kind', 'play', 'play.reason']);
    expect(predicted['play']?.label).toBe('send_tracking');
    expect(memory.size().cases).toEqual({ kind: 120, play: 120, 'play.reason': 1 });
  });

  test('is sure of what it saw often and unsure of what it never saw', () => {
    const memory = taught();
    const known = memory.predictHead('kind', says('where is my parcel'))!;
    const unknown = memory.predictHead('kind', says('quarterly compliance webinar invitation'))!;
    expect(known.confidence).toBeGreaterThan(0.95);
    expect(known.unseen).toBe(0);
    expect(unknown.unseen).toBe(1);
    expect(unknown.confidence).toBeLessThan(0.8);
    expect(unknown.confidence).toBeLessThan(known.confidence);
  });

  test('never claims more than the cap, nor more than the number of its cases can support', () => {
    const memory = createMemory();
    memory.learn(says('where is my parcel'), { kind: 'late' });
    expect(memory.predictHead('kind', says('where is my parcel'))!.confidence).toBeLessThanOrEqual(2 / 3);
    for (let n = 0; n < 3_000; n++) memory.learn(says('where is my parcel'), { kind: 'late' });
    const sure = memory.predictHead('kind', says('where is my parcel'))!.confidence;
    expect(sure).toBeGreaterThan(0.99);
    expect(sure).toBeLessThanOrEqual(CONFIDENCE_MAX);
  });

  test('ranks the five likeliest labels, best first', () => {
    const memory = createMemory();
    for (let n = 0; n < 8; n++) memory.learn(says(`topic${'abcdefgh'[n]} please`), { kind: `k${n}` });
    const { ranked, label } = memory.predictHead('kind', says('topicc please'))!;
    expect(ranked).toHaveLength(5);
    expect(ranked[0]!.label).toBe(label);
    expect(label).toBe('k2');
    expect(ranked.map(({ p }) => p)).toEqual(ranked.map(({ p }) => p).sort((a, b) => b - a));
  });

  test('decides by facts where the text says nothing, and carries amounts over to near ones', () => {
    const memory = createMemory();
    for (let n = 0; n < 40; n++) {
      memory.learn(says('refund', { amount: 18 + (n % 12), paid: true }), { play: 'refund' });
      memory.learn(says('refund', { amount: 900 + n, paid: true }), { play: 'ask_manager' });
    }
    expect(memory.predictHead('play', says('refund', { amount: 16.5, paid: true }))?.label).toBe('refund');
    expect(memory.predictHead('play', says('refund', { amount: 1_001, paid: true }))?.label).toBe(
      'ask_manager',
    );
  });

  test('says which words and facts spoke for a label', () => {
    const memory = taught();
    const reasons = memory.why('kind', says('my parcel is broken'), 'late', 3);
    expect(reasons).toHaveLength(3);
    expect(reasons.find(({ feature }) => feature === 'parcel')!.weight).toBeGreaterThan(0);
    expect(reasons.find(({ feature }) => feature === 'broken')!.weight).toBeLessThan(0);
    expect(memory.why('kind', says('my parcel'), 'no such label', 3)).toEqual([]);
  });

  test('gives the same answers bit for bit when it is taught the same again', () => {
    const [one, two] = [taught(), taught()];
    expect(one.predict(says('is the broken parcel late?'))).toEqual(
      two.predict(says('is the broken parcel late?')),
    );
    expect(Buffer.from(one.state()).equals(Buffer.from(two.state()))).toBe(true);
  });

  test('does not change by being asked', () => {
    const memory = taught();
    const before = Buffer.from(memory.state());
    memory.predict(says('anything else?'));
    memory.similar(says('anything else?'), 5);
    memory.why('kind', says('anything else?'), 'late', 5);
    expect(before.equals(Buffer.from(memory.state()))).toBe(true);
  });

  test('refuses a runaway head with a sentence', () => {
    const memory = createMemory();
    for (let n = 0; n < LABELS_MAX; n++) memory.learn(says('x'), { kind: `label ${n}` });
    expect(() => memory.learn(says('x'), { kind: 'one more' })).toThrow(/at most 512/);
    expect(memory.predictHead('kind', says('x'))).toBeDefined();
  });

  test('replays of past cases are the same every time, and help a short history', () => {
    const [one, two] = [createMemory({ replays: 3 }), createMemory({ replays: 3 })];
    for (const memory of [one, two])
      for (const [n, text] of [...LATE, ...BROKEN].entries())
        memory.learn(says(text), { kind: n < 3 ? 'late' : 'broken' });
    expect(Buffer.from(one.state()).equals(Buffer.from(two.state()))).toBe(true);
    expect(one.predictHead('kind', says('broken vase'))?.label).toBe('broken');
  });
});

describe('text of every sort', () => {
  test.each([
    ['German', 'Wo bleibt mein Paket?', 'Die Tasse ist zerbrochen', 'Mein Päckchen fehlt, wo bleibt es'],
    ['French', 'Où est mon colis ?', 'La tasse est cassée', 'mon colis est où'],
    ['Greek', 'Πού είναι το δέμα μου;', 'Το φλιτζάνι έσπασε', 'το δέμα μου'],
    ['Japanese', '荷物はどこですか', 'カップが割れていました', '私の荷物はどこ'],
    ['Arabic', 'أين طردي', 'الكوب مكسور', 'أين هو طردي'],
    ['emoji', '📦❓', '💔☕', '📦📦📦'],
  ])('%s is learned like any other language', (_, late, broken, question) => {
    const memory = createMemory();
    for (let n = 0; n < 5; n++) {
      memory.learn(says(late), { kind: 'late' });
      memory.learn(says(broken), { kind: 'broken' });
    }
    expect(memory.predictHead('kind', says(question))?.label).toBe('late');
  });

  test('a very long message is cut, and costs no more than one of the largest size', () => {
    const memory = taught();
    const long = 'where is my parcel '.repeat(50_000);
    memory.learn(says(long), { kind: 'late' }, 'long');
    expect(memory.predict(says(long))).toEqual(memory.predict(says(long.slice(0, TEXT_CHARS_MAX))));
  });

  test('broken pairs of code units, empty text and odd numbers do no harm', () => {
    const memory = taught();
    const odd = { a: Number.NaN, b: -0.004, c: Infinity, d: '', e: 0 };
    for (const text of ['', '\ud83d', 'x\udce6y', '\u0000\u200d', 'ﷺ'.repeat(5_000)]) {
      memory.learn(says(text, odd), { kind: 'unclear' }, 'odd');
      expect(Number.isFinite(memory.predictHead('kind', says(text, odd))!.confidence)).toBe(true);
    }
  });
});
