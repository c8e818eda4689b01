import { useState } from 'react';
import type { CaseView, Plan } from '../live/answers.ts';

export interface SeenPlan {
  /** The plan that the reader has looked at; a decision is bound to it. */
  digest: string;
  hasChanged: boolean;
  /** What is different, as short sentences. */
  changes: string[];
  look: () => void;
}

/**
 * Remembers which plan the reader has seen. A live update may bring another one under their eyes;
 * until they say that they looked, nothing can be decided, and what they saw stays what they would decide.
 */
export function useSeenPlan(one: CaseView): SeenPlan {
  const [seen, setSeen] = useState(one.plan);
  const isOpen = one.review !== null && !['decided', 'expired'].includes(one.review.status);
  const hasChanged = isOpen && (seen?.digest ?? '') !== (one.plan?.digest ?? '');
  return {
    digest: seen?.digest ?? '',
    hasChanged,
    changes: hasChanged ? differences(seen, one.plan) : [],
    look: () => setSeen(one.plan),
  };
}

function differences(before: Plan | null, after: Plan | null): string[] {
  if (!before || !after) return [after ? 'There was no proposal before.' : 'The proposal was taken away.'];
  const said: string[] = [];
  if (before.play_label !== after.play_label) {
    said.push(`The proposal was “${before.play_label}” and is “${after.play_label}” now.`);
  }
  for (const action of after.actions) {
    const old = before.actions.find((one) => one.write === action.write);
    if (!old) said.push(`“${action.label}” is new.`);
    else if (old.digest !== action.digest) said.push(`“${action.label}” has other details.`);
  }
  for (const action of before.actions) {
    if (!after.actions.some((one) => one.write === action.write)) said.push(`“${action.label}” is gone.`);
  }
  return said;
}
