import { rate } from '../../evidence/rate.ts';
import { NO_PLAN, type Proof } from '../../evidence/mining/index.ts';
import { counted } from '../../evidence/words.ts';
import type { DecidedRound } from './decided.ts';
import type { Definition } from './schema.ts';
import { matching } from './weigh.ts';

/** Of nothing: no case fits. A rate of nothing says that it may be anything. */
const NOTHING = { count: 0, of: 0, low: 0, high: 1 };

/** The proof of a condition that a person chose: counted as it is, with nothing to correct for. */
export function proofOf(draft: Definition, cases: readonly DecidedRound[]): Proof {
  const { turn } = draft;
  const group = cases.filter(({ agent, planned }) => agent === turn.agent && planned === turn.planned);
  const fitted = matching(draft, group);
  const count = (of: readonly DecidedRound[]) => of.filter(({ decided }) => decided === turn.to).length;
  return {
    precision: rate(count(fitted), fitted.length) ?? NOTHING,
    base: rate(count(group), group.length) ?? NOTHING,
    p: null,
    tried: 0,
  };
}

/** "Of 212 decided cases with this plan it would have changed 15, 14 of them as people did." */
export function sayBacktest({
  turn,
  proof: { precision, base },
  widen,
}: Pick<Definition, 'turn' | 'widen'> & { proof: Proof }): string {
  if (widen)
    return `Of ${counted(base.of, 'decided case')} in which a plan waited for a person it would let ${precision.of.toLocaleString('en')} through, ${precision.count.toLocaleString('en')} of them as people decided.`;
  const does =
    turn.planned === NO_PLAN ? 'without a plan it would plan' : 'with this plan it would have changed';
  const changed = `Of ${counted(base.of, 'decided case')} ${does} ${precision.of.toLocaleString('en')}`;
  if (precision.of === 0) return `${changed}.`;
  if (precision.count === precision.of)
    return `${changed}, ${precision.of === 1 ? 'as people did' : 'all as people did'}.`;
  return `${changed}, ${precision.count.toLocaleString('en')} of them as people did.`;
}
