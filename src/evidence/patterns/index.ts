import {
  candidatesOf,
  ERROR,
  fitsAll,
  type DecidedCase,
  type Language,
  type Literal,
} from '../mining/index.ts';
import { chanceOf } from '../mining/exact.ts';
import { bitsWhere, both, countBits, countBoth, type Bits } from '../mining/bits.ts';

/** A pattern has at most so many parts, and so many cases at least. */
const PARTS_MAX = 2;
const CASES_MIN = 3;
/** What a group shares must be so of at least this share of it. */
const SHARED_MIN = 0.6;

/** What sets some cases apart from all others of the time. */
export interface Pattern {
  literals: Literal[];
  /** Ids of the cases of the group that it fits. */
  ids: string[];
  /** Cases of the time that it fits, whether anything went wrong in them or not. */
  all: number;
}

/**
 * Splits cases that went wrong in the same way into those that share something and the rest. A part is shared where it
 * is so of most of them and, by Fisher's exact test corrected for the number of parts, more often than of the other
 * cases of the time. With few cases nothing stands out, and they stay one group.
 */
export function patternsOf(
  wrong: ReadonlySet<string>,
  cases: readonly DecidedCase[],
  language: Language,
): Pattern[] {
  const candidates = candidatesOf(cases, language);
  let fitted: Bits = bitsWhere(cases.length, () => true);
  let left: Bits = bitsWhere(cases.length, (index) => wrong.has(cases[index]!.id));
  const literals: Literal[] = [];
  while (literals.length < PARTS_MAX && countBits(left) >= CASES_MIN) {
    const [all, hits] = [countBits(fitted), countBits(left)];
    const found = candidates
      .map(({ literal, bits }) => {
        const [within, shared] = [countBoth(bits, fitted), countBoth(bits, left)];
        const chance = chanceOf({ all, hits, fitted: within, both: shared }) * candidates.length;
        return { literal, bits, shared, chance };
      })
      .filter(({ shared, chance }) => chance <= ERROR && shared >= CASES_MIN && shared >= SHARED_MIN * hits)
      .sort((one, other) => one.chance - other.chance);
    const [best] = found;
    if (!best) break;
    literals.push(best.literal);
    fitted = both(fitted, best.bits);
    left = both(left, best.bits);
  }
  return split(wrong, cases, literals);
}

function split(wrong: ReadonlySet<string>, cases: readonly DecidedCase[], literals: Literal[]): Pattern[] {
  const shares = cases.filter((one) => fitsAll(literals, one));
  const ids = shares.filter(({ id }) => wrong.has(id)).map(({ id }) => id);
  const rest = [...wrong].filter((id) => !ids.includes(id));
  return [
    ...(ids.length > 0 ? [{ literals, ids, all: shares.length }] : []),
    ...(rest.length > 0 ? [{ literals: [], ids: rest, all: cases.length }] : []),
  ];
}
