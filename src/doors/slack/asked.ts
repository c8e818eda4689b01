import { load, type World } from '../../flow/index.ts';
import { shown } from '../../flow/case/check.ts';
import { isSealed, SEALED_SAYS, whySealed } from '../../flow/case/sealed.ts';
import type { CaseState, HeldPlan } from '../../flow/case/state.ts';
import { streamOf } from '../../flow/world.ts';
import { nameOf, playLabel, sayTime, shapeLabel, writeLabel, writeOf } from '../../flow/say/words.ts';
import { isMoney, showMoney } from '../../workspace/money.ts';
import type { Workspace } from '../../workspace/schema.ts';

/** A held plan as a message asks about it. Text that came from outside is only ever in `lines`, `title` and `reason`. */
export interface Asked {
  review: string;
  case: string;
  /** The plan that a click decides; null: nothing can be decided from here. */
  plan: string | null;
  workflow: string;
  title: string;
  play: string;
  why: string;
  reason: string;
  lines: string[];
  /** The plan cannot be taken back, so a click asks once more. */
  isFinal: boolean;
  /** What is going on with it: who took it, until when it waits, who has said yes. */
  notes: string[];
  link: string | null;
  /** The version of the case, and when it looks otherwise by the clock alone. */
  version: number;
  until: Date | null;
  /** How it ended; null while it is open. */
  end: string | null;
}

/** How much of one value of an action is shown, in characters. */
const VALUE_CHARS_MAX = 150;
/** How many values of an action are shown. */
const VALUES_MAX = 12;

/** The review as people see it now, with a known-answer check in the place of the plan where one is pending. */
export async function readAsked(
  world: World,
  caseId: string,
  review: string,
  link: string | null,
): Promise<Asked> {
  const workspace = world.workspace();
  const stored = await load(world, caseId);
  const state = shown(stored);
  const workflow = workspace.workflows[state.workflow];
  const isHere =
    state.review?.id === review && state.review.status !== 'decided' && state.review.status !== 'expired';
  const sealed = isSealed(state);
  const plan = sealed ? null : state.plan;
  const mayClick =
    isHere && plan !== null && state.review?.runs === true && state.review.effect === 'approve';
  return {
    review,
    case: caseId,
    plan: mayClick ? plan.digest : null,
    workflow: workflow?.label ?? state.workflow,
    title: state.title,
    play: sealed ? SEALED_SAYS : playLabel(plan?.play ?? null, workflow, workspace),
    why: sealed ? whySealed(state) : (state.review?.says ?? ''),
    reason: plan?.reason ?? '',
    lines: plan ? linesOf(plan, workspace) : [],
    isFinal: plan?.actions.some(({ write }) => writeOf(write, workspace)?.undo === undefined) ?? false,
    notes: isHere ? notesOf(state, workspace, world.now()) : [],
    link: link === null ? null : `${link}/cases/${caseId}`,
    version: stored.version,
    until: isHere ? changesAt(state, world.now()) : null,
    end: isHere ? null : await endOf(world, caseId, review),
  };
}

function linesOf(plan: HeldPlan, workspace: Workspace): string[] {
  return plan.actions.map(({ write, args }) => {
    const shapes = writeOf(write, workspace)?.args ?? {};
    // In the order in which its system declares them: the log keeps no order.
    const names = [...new Set([...Object.keys(shapes), ...Object.keys(args)])].filter((name) => name in args);
    const values = names
      .slice(0, VALUES_MAX)
      .map((name) => [name, args[name]] as const)
      .map(([name, value]) => `${shapeLabel(name, shapes[name])}: ${sayValue(value, workspace)}`);
    return [writeLabel(write, workspace), ...values].join('\n');
  });
}

/** A value as people read it, on one line. */
export function sayValue(value: unknown, workspace: Workspace): string {
  if (isMoney(value)) return showMoney(value, workspace.locale);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > VALUE_CHARS_MAX ? `${line.slice(0, VALUE_CHARS_MAX)}…` : line;
}

function notesOf({ review }: CaseState, workspace: Workspace, now: Date): string[] {
  if (!review) return [];
  const { step, steps, role, expiresAt, claimedBy, claimedUntil, snoozedUntil, approvals } = review;
  const who = role === null ? 'Waits for somebody who may decide' : `Waits for ${role}`;
  const until = expiresAt ? `, until ${sayTime(expiresAt, workspace)}` : '';
  const notes = [`${who}${until}${steps > 1 ? ` · step ${step + 1} of ${steps}` : ''}`];
  for (const yes of approvals) notes.push(`${nameOf(yes.by, workspace)} said yes`);
  if (claimedBy && claimedUntil && claimedUntil > now)
    notes.push(`${nameOf(claimedBy, workspace)} is working on it`);
  if (snoozedUntil && snoozedUntil > now) notes.push(`Snoozed until ${sayTime(snoozedUntil, workspace)}`);
  return notes;
}

/** When a claim lapses or a snooze ends. */
function changesAt({ review }: CaseState, now: Date): Date | null {
  const times = [review?.claimedUntil, review?.snoozedUntil].filter((at) => at instanceof Date && at > now);
  return times.length === 0 ? null : new Date(Math.min(...times.map((at) => at?.getTime() ?? Infinity)));
}

const DECIDED: Record<string, string> = {
  approve: 'Approved',
  edit: 'Approved with changes',
  reject: 'Rejected',
  escalate: 'Handed over',
  snooze: 'Snoozed',
};
const EXPIRED: Record<string, string> = {
  too_late: 'Nobody decided in time',
  new_event: 'Something new came in, and it is planned anew',
  new_ruling: 'It is ruled otherwise by now, and asked anew',
  withdrawn: 'It was withdrawn',
};

/** How a review ended, from the log: by whom, wherever they did it. */
async function endOf(world: World, caseId: string, review: string): Promise<string> {
  const workspace = world.workspace();
  const entries = await world.log.read(streamOf(caseId));
  for (const [index, { kind, body, actor, at }] of entries.toReversed().entries()) {
    if (body['review'] !== review) continue;
    const when = sayTime(at, workspace);
    if (kind === 'review.decided') {
      const decision = String(body['decision']);
      const role = decision === 'escalate' ? ` to ${String(body['role'])}` : '';
      const isStep = body['clearances'] === undefined && (decision === 'approve' || decision === 'edit');
      const more = isStep ? ' · the next step is asked' : '';
      return `${DECIDED[decision] ?? 'Decided'}${role} by ${nameOf(actor, workspace)} · ${when}${more}`;
    }
    if (kind !== 'review.expired') continue;
    const why = String(body['why']);
    const by =
      why === 'handled' ? entries.slice(-index - 1).find((entry) => entry.kind === 'handled') : undefined;
    if (why === 'handled') return `Done by hand${by ? ` by ${nameOf(by.actor, workspace)}` : ''} · ${when}`;
    return `${EXPIRED[why] ?? 'It is over'} · ${when}`;
  }
  return 'Nothing is left to decide here';
}
