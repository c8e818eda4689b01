import type { PoolClient } from 'pg';
import { canonical, sha256 } from './canonical.ts';
import { GENESIS } from './chain.ts';
import { MerkleTree } from './merkle.ts';
import { DESK, type Leaf, leafText, leavesAfter, readSeal, type Place, type Seal, SEALED } from './seal.ts';
import { rowsOf } from './stream.ts';
import type { Misfit, VerifyReport } from './verify.ts';

interface StoredSeal {
  number: number;
  body: string | null;
  hash: string;
  /** The same seal as the desk recorded it. */
  recorded: string | null;
}

/**
 * Recomputes the Merkle root of every seal over the entries as they are now. With `kept`, a seal that was kept
 * elsewhere, the seal of the same number must be that one to the letter: whoever rewrote the log and made all
 * seals anew cannot have changed it.
 */
export async function verifySeals(
  client: PoolClient,
  report: Pick<VerifyReport, 'seals' | 'unsealed'>,
  kept: string | undefined,
): Promise<Misfit | null> {
  const wanted = kept === undefined ? undefined : readSeal(kept);
  const leaves = leavesAfter(client, null, false);
  let pending = await leaves.next();
  let prev = GENESIS;
  for await (const stored of rowsOf<StoredSeal>(client, SEALS, [DESK, SEALED])) {
    const number = report.seals + 1;
    const seal = readStored(stored, number, prev, wanted);
    if (typeof seal === 'string') return broken(number, seal);
    const tree = new MerkleTree();
    for (; !pending.done && !isAfter(pending.value, seal.upto); pending = await leaves.next())
      tree.add(leafText(pending.value));
    if (tree.size !== seal.count)
      return broken(number, `it covers ${seal.count} entries, and there are ${tree.size}`);
    if (tree.root() !== seal.root)
      return broken(number, 'its root is not the root of the entries that it covers');
    prev = stored.hash;
    report.seals = number;
  }
  if (wanted && wanted.number > report.seals)
    return broken(wanted.number, 'it was kept elsewhere, and the log has lost it');
  for (; !pending.done; pending = await leaves.next()) report.unsealed += 1;
  return null;
}

/** Every seal of the table beside the entry of the desk that recorded it; either may be missing. */
const SEALS = `select coalesce(s.number, (d.body::json->>'number')::bigint) as number, s.body, s.hash, d.body as recorded
  from seals s full join (select body from entries where stream = $1 and kind = $2) d
    on s.number = (d.body::json->>'number')::bigint
  order by 1`;

/** The seal, or what is wrong with it. */
function readStored(
  stored: StoredSeal,
  number: number,
  prev: string,
  wanted: Seal | undefined,
): Seal | string {
  if (stored.number !== number) return 'it is missing';
  if (stored.body === null) return 'the desk made it, and the table of seals has lost it';
  if (stored.recorded !== stored.body) return 'it is not what the desk recorded';
  if (sha256(stored.body) !== stored.hash) return 'its hash is not the hash of its text';
  if (wanted?.number === number && canonical(wanted) !== stored.body) {
    return 'it is not the seal that was kept elsewhere: the log was rewritten';
  }
  const seal = readSeal(stored.body);
  return seal.prev === prev ? seal : 'it does not name the seal before it';
}

function broken(number: number, says: string): Misfit {
  return { stream: DESK, how: 'seal', says: `Seal ${number}: ${says}.` };
}

function isAfter(leaf: Leaf, place: Place): boolean {
  const [tx, upto] = [BigInt(leaf.tx), BigInt(place.tx)];
  return tx > upto || (tx === upto && leaf.position > place.position);
}
