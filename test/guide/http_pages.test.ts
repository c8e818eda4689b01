import { expect, test } from 'vitest';
import { readHttpFile } from '../../src/systems/http/story.ts';
import { readGuide } from './gym.ts';

// What docs/connect-http-system.md and docs/connect-openapi.md show of files is read as a workspace reads it.

const ENV = Object.fromEntries(
  ['USER', 'PASSWORD', 'TOKEN', 'KEY', 'KEY_ID', 'SECRET', 'CLIENT_ID', 'CLIENT_SECRET']
    .map((name) => [`SHOP_${name}`, 'x'])
    .concat([
      ['AWS_ACCESS_KEY_ID', 'x'],
      ['AWS_SECRET_ACCESS_KEY', 'x'],
    ]),
);
const yamlBlocks = (page: string): string[] =>
  [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

test('every sign-in that the guide shows is one', async () => {
  const blocks = yamlBlocks(await readGuide('connect-http-system.md')).filter((block) =>
    block.startsWith('auth:'),
  );
  const ways = blocks.flatMap((block) => block.split(/^(?=auth:)/m));
  expect(ways).toHaveLength(6);
  for (const way of ways) expect(readHttpFile(`address: http://x\n${way}`, ENV).faults, way).toEqual([]);
});

test('the body, the amounts and the pages that the guide shows are ones', async () => {
  const page = await readGuide('connect-http-system.md');
  const blocks = yamlBlocks(page).map((block) => block.replaceAll(/^/gm, '    '));
  const body = blocks.find((block) => block.trimStart().startsWith('body:')) ?? '';
  const amounts = blocks.find((block) => block.includes('amounts:')) ?? '';
  const offers = `
address: http://x
writes:
  refund:
    post: /refunds
    args: {order_id: string, amount: money, note: string?}
${body}
reads:
  order:
    get: /order
${amounts}`;
  expect(readHttpFile(offers).faults).toEqual([]);
  const pages = [...page.matchAll(/^\| `(pages: [^`]+)`/gm)].map(([, one = '']) => one);
  expect(pages).toHaveLength(5);
  for (const one of pages) {
    const read = `address: http://x\nreads:\n  list: {get: /list, gives: [{id: string}], ${one}}\n`;
    expect(readHttpFile(read).faults, one).toEqual([]);
  }
});

test('the file that the guide says is written loads', async () => {
  const [block = ''] = yamlBlocks(await readGuide('connect-openapi.md'));
  const { file, faults } = readHttpFile(block, ENV);
  expect(faults).toEqual([]);
  expect(file?.writes['create_refund']).toMatchObject({
    money: 'amount',
    undo: { write: 'shop.void_refund' },
  });
});
