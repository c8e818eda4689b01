import { requesterOf } from '../../people/requester.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { CaseState } from '../case/state.ts';
import type { ReviewAtHand } from '../review/decide.ts';

/** What a decision on the case's review is held against; undefined where nothing is asked of people. */
export function atHand(
  { review, plan, ruling, event }: CaseState,
  { workspace, workflow, away }: { workspace: Workspace; workflow: Workflow; away: Record<string, string> },
): ReviewAtHand | undefined {
  if (!review || !plan || !ruling) return undefined;
  return {
    review,
    plan,
    steps: ruling.approve,
    people: workspace.people,
    away,
    requester: requesterOf(workspace, workflow, event),
  };
}
