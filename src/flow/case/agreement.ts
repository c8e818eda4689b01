import { digest } from '../../log/canonical.ts';

/** What was planned, or what somebody would do: a play with its inputs. */
export interface Choice {
  kind: string;
  play: string | null;
  inputs: Record<string, unknown>;
}

/**
 * Whether a person chose what had been planned, and what they chose otherwise: `kind`, `play`, `inputs.amount`. Only
 * the inputs that the person gave are compared. Another kind alone is no other decision: the same would have been done.
 */
export function compareChoices(planned: Choice, chosen: Choice): { agreed: boolean; changed: string[] } {
  const changed = chosen.kind === planned.kind ? [] : ['kind'];
  if (chosen.play !== planned.play) return { agreed: false, changed: [...changed, 'play'] };
  const differing = givenInputs(chosen.inputs).filter(
    (name) => digest(chosen.inputs[name]) !== digest(planned.inputs[name] ?? null),
  );
  return {
    agreed: differing.length === 0,
    changed: [...changed, ...differing.map((name) => `inputs.${name}`)],
  };
}

/** Names of the inputs that a person gave: what nobody gave agrees with nothing and differs from nothing. */
export function givenInputs(inputs: Record<string, unknown> | undefined): string[] {
  const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';
  return Object.keys(inputs ?? {}).filter((name) => isGiven(inputs?.[name]));
}

/** What of an edit, by its names, makes it another decision. */
export function isAnother(changed: string[]): boolean {
  return changed.some((name) => name !== 'kind');
}
