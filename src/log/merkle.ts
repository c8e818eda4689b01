import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/**
 * The root of a Merkle tree over leaves as they come (RFC 6962, section 2.1), in memory that grows with the
 * logarithm of their number. Leaves and nodes are hashed behind different first bytes, so that none passes
 * for the other.
 */
export class MerkleTree {
  /** Roots of full subtrees of shrinking sizes, each a power of two. */
  private readonly subtrees: { size: number; root: Buffer }[] = [];
  private leaves = 0;

  get size(): number {
    return this.leaves;
  }

  add(leaf: string): void {
    this.leaves += 1;
    let added = { size: 1, root: createHash('sha256').update(LEAF).update(leaf, 'utf8').digest() };
    for (let last = this.subtrees.at(-1); last?.size === added.size; last = this.subtrees.at(-1)) {
      this.subtrees.pop();
      added = { size: 2 * added.size, root: joined(last.root, added.root) };
    }
    this.subtrees.push(added);
  }

  /** In hex; of no leaves at all, the SHA-256 of nothing. */
  root(): string {
    const [last, ...before] = this.subtrees.toReversed();
    if (!last) return createHash('sha256').digest('hex');
    return before.reduce((right, left) => joined(left.root, right), last.root).toString('hex');
  }
}

function joined(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}
