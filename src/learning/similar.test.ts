import { expect, test } from 'vitest';
import { createMemory } from './index.ts';

const says = (text: string, fields = {}) => ({ text, fields });

test('the decided case with the same rare words comes first, with what was decided', () => {
  const memory = createMemory();
  memory.learn(says('where is my parcel'), { play: 'send_tracking' }, 'a');
  memory.learn(says('where is my refund for the teapot'), { play: 'refund' }, 'b');
  memory.learn(says('where is the shop'), { play: 'send_address' }, 'c');
  const [first, second] = memory.similar(says('the teapot refund, where is it'), 2);
  expect(first).toMatchObject({ id: 'b', labels: { play: 'refund' } });
  expect(first!.score).toBeGreaterThan(second!.score);
});

test('the same words and facts score one, nothing in common is not shown', () => {
  const memory = createMemory();
  memory.learn(says('where is my parcel', { carrier: 'DHL' }), { play: 'x' }, 'a');
  memory.learn(says('completely unrelated'), { play: 'x' }, 'b');
  const found = memory.similar(says('where is my parcel', { carrier: 'DHL' }), 5);
  expect(found.map(({ id }) => id)).toEqual(['a']);
  expect(found[0]!.score).toBeCloseTo(1, 9);
});

test('a case that was decided twice is shown once, as it was decided last', () => {
  const memory = createMemory();
  memory.learn(says('where is my parcel'), { play: 'wait' }, 'a');
  memory.learn(says('where is my parcel'), { play: 'send_again' }, 'a');
  expect(memory.similar(says('where is my parcel'), 5)).toEqual([
    { id: 'a', score: expect.closeTo(1, 9) as number, labels: { play: 'send_again' } },
  ]);
});

test('only the last cases are kept, and the forgotten ones leave nothing behind', () => {
  const memory = createMemory({ keep: 100 });
  for (let n = 0; n < 1_000; n++)
    memory.learn(says(`parcel ${'abcdefghij'[n % 10]}${n}x`), { play: 'x' }, `case ${n}`);
  const found = memory.similar(says('parcel a000x b000x'), 1_000).map(({ id }) => Number(id.slice(5)));
  expect(found.length).toBeGreaterThan(0);
  expect(Math.min(...found)).toBeGreaterThanOrEqual(900);
});
