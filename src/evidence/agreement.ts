import type { Rate } from '../authority/schema.ts';
import { rate } from './rate.ts';
import type { Decided } from './schema.ts';

/** How often people decided as the agent had planned: for a play as a whole, and for each of its inputs. */
export interface PlayAgreement {
  play: string;
  agreed: Rate;
  arguments: { name: string; agreed: Rate }[];
}

/** Decisions in which a person took the agent's play, so that its inputs can be compared one by one. */
const COMPARED = new Set(['approved', 'edited', 'handled']);

/**
 * Agreement per play that the agent planned, the most frequent first. An input counts where the person took the same
 * play; one who took another or refused said nothing of it, and neither did one who gave no value for it. `inputs` are
 * the names of the inputs of each play.
 */
export function agreement(
  decided: readonly Decided[],
  inputs: Record<string, readonly string[]>,
): PlayAgreement[] {
  const byPlay = new Map<string, Decided[]>();
  for (const each of decided) {
    if (each.cohort !== 'agent' || each.agreed === null || each.planned === null) continue;
    byPlay.set(each.planned, [...(byPlay.get(each.planned) ?? []), each]);
  }
  return [...byPlay]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .flatMap(([play, rounds]) => {
      const agreed = rate(rounds.filter(({ agreed: same }) => same).length, rounds.length);
      return agreed ? [{ play, agreed, arguments: perArgument(rounds, inputs[play] ?? []) }] : [];
    });
}

function perArgument(rounds: readonly Decided[], names: readonly string[]): PlayAgreement['arguments'] {
  const same = rounds.filter(
    ({ how, planned, decided, changed }) =>
      how !== null && COMPARED.has(how) && decided === planned && !changed.includes('play'),
  );
  return names.flatMap((name) => {
    const given = same.filter(({ compared = null }) => compared === null || compared.includes(name));
    const kept = given.filter(({ changed }) => !changed.includes(`inputs.${name}`)).length;
    const agreed = rate(kept, given.length);
    return agreed ? [{ name, agreed }] : [];
  });
}
