import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { MerkleTree } from './merkle.ts';

test('the root of a stream of leaves is the root that RFC 6962 defines', () => {
  const tree = new MerkleTree();
  const leaves: string[] = [];
  expect(tree.root()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (let size = 1; size <= 70; size += 1) {
    leaves.push(`leaf ${size}`);
    tree.add(`leaf ${size}`);
    expect(tree.root()).toBe(byDefinition(leaves).toString('hex'));
    expect(tree.size).toBe(size);
  }
});

/** MTH of section 2.1: split at the largest power of two below the number of leaves. */
function byDefinition(leaves: string[]): Buffer {
  const hash = (...parts: (string | Buffer)[]): Buffer => {
    const sum = createHash('sha256');
    for (const part of parts) sum.update(part);
    return sum.digest();
  };
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0] ?? '');
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return hash(Buffer.of(1), byDefinition(leaves.slice(0, half)), byDefinition(leaves.slice(half)));
}
