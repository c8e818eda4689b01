import type { Action, Reason } from '../../boundary/schema.ts';
import { anomalies } from '../../evidence/anomaly.ts';
import type { Usual } from '../../evidence/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { moneyOf } from '../say/words.ts';
import { recipientDigest } from './cohort.ts';

/**
 * What is usual in a workflow and whom the case is about; or what was said of each action when its plan was ruled
 * first, for a plan that is ruled again.
 */
export type Watched = { usual: Usual; subject: string } | { before: Reason[][] };

/** What of a ruling tells whether an action stands out. */
interface ToWatch {
  workspace: Workspace;
  workflow: Workflow;
  plan: { actions: Action[] };
  event: Record<string, unknown>;
  now: Date;
}

/**
 * How an action stands out from the workflow's own history. Asked once, when its plan is ruled first, and not again
 * at a click or before the act: what is usual moves with every action, and a person's yes to an unusual amount must
 * not lapse because the hour grew busier meanwhile. What must hold at the act itself is a budget's to say.
 */
export function unusualReasons(ruled: ToWatch, index: number, watched: Watched): Reason[] {
  const { workspace, workflow, event, now, plan } = ruled;
  const effect = workflow.anomalies;
  const action = plan.actions[index];
  if (effect === 'off' || !action) return [];
  if ('before' in watched) return watched.before[index] ?? [];
  // Most of what is watched has no history yet: then nobody's digest is needed.
  if (!Object.hasOwn(watched.usual.writes, action.write)) return [];
  const { timeZone, locale } = workspace;
  const money = moneyOf(action.write, action.args, workspace) ?? undefined;
  const recipient = recipientDigest(workflow, action.args, { event, subject: watched.subject });
  const found = anomalies(watched.usual, { ...action, money, recipient }, { now, timeZone, locale });
  return found.map(({ rule, says }) => ({ source: 'anomaly', rule, effect, met: true, says }));
}
