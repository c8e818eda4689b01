import type { Action, Reason } from '../../boundary/schema.ts';
import { anomalies } from '../../evidence/anomaly.ts';
import type { Usual } from '../../evidence/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { moneyOf } from '../say/words.ts';
import { recipientDigest } from './cohort.ts';

/** What is usual in a workflow, and whom the case is about. */
export interface Watched {
  usual: Usual;
  subject: string;
}

/**
 * How an action stands out from the workflow's own history. Asked when a plan is ruled, not again before the act:
 * what is usual moves with every action, and a person's yes to an unusual amount must not lapse because the hour
 * grew busier meanwhile. What must hold at the act itself is a budget's to say.
 */
export function unusualReasons(
  {
    workspace,
    workflow,
    event,
    now,
  }: { workspace: Workspace; workflow: Workflow; event: Record<string, unknown>; now: Date },
  action: Action,
  { usual, subject }: Watched,
): Reason[] {
  const effect = workflow.anomalies;
  if (effect === 'off') return [];
  const { timeZone, locale } = workspace;
  const money = moneyOf(action.write, action.args, workspace) ?? undefined;
  const recipient = recipientDigest(workflow, action.args, { event, subject });
  return anomalies(usual, { ...action, money, recipient }, { now, timeZone, locale }).map(
    ({ rule, says }) => ({
      source: 'anomaly',
      rule,
      effect,
      met: true,
      says,
    }),
  );
}
