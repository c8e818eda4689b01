import { digest } from '../../log/canonical.ts';

/** What a person decided on a planted plan; `play` and `inputs` where they chose any. */
export interface Choice {
  decision: string;
  play?: string | null | undefined;
  inputs?: Record<string, unknown> | undefined;
}

/**
 * Whether a person noticed a planted mistake. Who approves did not. Who changes the plan, or does it by hand, did where
 * the very thing that was wrong is no longer so: to mend a word and leave the wrong amount is to have missed it. Who
 * rejects it did; so did who does it by hand without saying with which values.
 */
export function caughtMistake(
  planted: { play: string; inputs: Record<string, unknown>; wrong: string[] },
  { decision, play, inputs = {} }: Choice,
): boolean {
  if (decision === 'approve') return false;
  if (decision !== 'edit' && decision !== 'handled') return true;
  if (play !== planted.play) return true;
  if (planted.wrong.includes('play')) return false;
  return planted.wrong.some((name) => {
    const input = name.replace(/^inputs\./, '');
    return digest(inputs[input] ?? null) !== digest(planted.inputs[input] ?? null);
  });
}
