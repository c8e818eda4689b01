import { agreementCounts, attentionFactor, noteCheck, noteLook } from '../../evidence/attention/fold.ts';
import { isQuick } from '../../evidence/attention/quick.ts';
import type { Agent } from '../../flow/plan/schema.ts';
import type { Placed } from '../../learning/standing/schema.ts';
import type { Entry, ObservationRow } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { isObserved, planAgain, stateAt } from './again.ts';
import { countFiles } from './granted_files.ts';
import { caseOf, DECISIONS, idOf, type Beside, type Learned } from './read.ts';
import {
  countAgain,
  countClosed,
  countPlanned,
  countPolicy,
  countSeen,
  placedAnew,
  type Tally,
} from './tally.ts';

/** What a fold teaches as it goes: the memory, which has no part in what it is counted by. */
export interface Learner {
  learn(decision: Learned): void;
  /** A decision broke the policy of its day: it is not learned from, or after all. */
  leaveOut(decision: string, out: boolean): void;
  /** Learns anew where something was left out since; to be called before the next prediction. */
  settle(): Promise<void>;
  /** Nothing was learned: for a pass that begins again. */
  forget(): void;
}

/** One pass over the log: for whom it counts, who is run again over decided cases, and who learns. */
export interface Pass {
  workspace: Workspace;
  tallies: readonly Tally[];
  agents: (workflow: Workflow) => Agent[];
  learner: Learner | null;
}

/** Kinds that a pass must see, in the order of the log. */
export const KINDS = [
  ...DECISIONS,
  'planned',
  'closed',
  'reopened',
  'joined',
  'action.undone',
  'policy.changed',
  'check.answered',
  'published',
  'file.changed',
  'file.pulled',
  'precedent.flagged',
  'precedent.judged',
];
/** And what only learns. */
export const LEARNING_KINDS = [...DECISIONS, 'precedent.flagged', 'precedent.judged'];

/**
 * Counts one entry: predicts, observes, then learns, so that what a decision teaches never speaks of itself. A pure
 * function of the entries in their order, of the workspace in force, and of what was counted before.
 */
export function count(pass: Pass, entry: Entry, beside: Beside): void {
  const { tallies } = pass;
  switch (entry.kind) {
    case 'planned':
      return planned(tallies, entry, beside);
    case 'closed':
      for (const tally of tallies) countClosed(tally, caseOf(entry.stream), entry.at.toISOString());
      return;
    case 'policy.changed':
      for (const tally of ofWorkflow(tallies, caseOf(entry.stream)))
        countPolicy(tally, entry.version, entry.body['kinds'] as string[] | null, entry.at.toISOString());
      return;
    case 'check.answered':
      for (const tally of tallies)
        noteCheck(tally.attention, { by: personOf(entry), caught: entry.body['caught'] === true });
      return;
    case 'published':
    case 'file.changed':
    case 'file.pulled':
      for (const tally of ofWorkflow(tallies, caseOf(entry.stream))) countFiles(tally, entry);
      return;
    case 'precedent.flagged':
    case 'precedent.judged':
      return precedent(pass, entry);
    default:
      return decided(pass, entry, beside);
  }
}

function ofWorkflow(tallies: readonly Tally[], workflow: string): Tally[] {
  return tallies.filter((tally) => tally.workflow === workflow);
}

function tallyOf(tallies: readonly Tally[], workflow: string, agent: string, version: string) {
  return tallies.find(
    (tally) => tally.workflow === workflow && tally.agent === agent && tally.version === version,
  );
}

interface PlannedBody {
  agent: { name: string; version: string };
  kind: string;
  play: string | null;
  placed?: Placed;
  undoes?: string;
  others?: PlannedBody[];
}

/** A new plan of a case takes the place of the one before. */
function planned(tallies: readonly Tally[], entry: Entry, { workflows }: Beside): void {
  const body = entry.body as unknown as PlannedBody;
  const caseId = caseOf(entry.stream);
  if (body.undoes !== undefined) return;
  const workflow = workflows.get(caseId);
  if (workflow === undefined) return;
  for (const tally of tallies) tally.drawn.delete(caseId);
  for (const [index, plan] of [body, ...(body.others ?? [])].entries()) {
    const { agent, kind, play, placed } = plan;
    if (!placed || play === null) continue;
    const tally = tallyOf(tallies, workflow, agent.name, agent.version);
    if (!tally || !isSame(tally, placed)) continue;
    const here = placedAnew(tally, placed, { kind, play });
    countPlanned(tally, caseId, { kind, play, placed: here }, index === 0);
  }
}

function precedent({ learner }: Pass, { stream, kind, body }: Entry): void {
  const decision = `${caseOf(stream)}.${String(body['decision'])}`;
  learner?.leaveOut(decision, kind === 'precedent.flagged' || body['verdict'] === 'set_aside');
}

function decided(pass: Pass, entry: Entry, beside: Beside): void {
  const id = idOf(entry);
  noteLooks(pass.tallies, entry);
  const rows = beside.observations.get(id) ?? [];
  const isRead = !isQuick(lookOf(entry).ms);
  for (const row of rows) observedRow(pass.tallies, row, isRead);
  const label = beside.labels.get(id);
  if (!label) return;
  runAgain(pass, entry, label, beside, rows);
  pass.learner?.learn(label);
}

/** `isRead`: the case was in front of somebody for long enough, as far as that is known. */
function observedRow(tallies: readonly Tally[], row: ObservationRow, isRead: boolean): void {
  const tally = tallyOf(tallies, row.workflow, row.agent, row.agent_version);
  if (!tally || row.placed === null) return;
  const { case_id: caseId, kind, play, agreed, source, at } = row;
  const placed = JSON.parse(row.placed) as Placed;
  if (!isSame(tally, placed)) return;
  const noticed = attentionFactor(tally.attention, row.by).factor;
  const attention = isRead ? agreementCounts(noticed, tally.standing.risk) : 0;
  const here = placedAnew(tally, placed, { kind, play });
  countSeen(tally, { case: caseId, kind, play, agreed, source, placed: here, at, attention });
}

/** How long somebody looked before they decided: what their agreement counts for is told with this look counted. */
function noteLooks(tallies: readonly Tally[], entry: Entry): void {
  if (entry.kind !== 'review.decided' && entry.kind !== 'handled') return;
  const look = lookOf(entry);
  for (const tally of tallies) noteLook(tally.attention, look);
}

function lookOf(entry: Entry): { by: string | null; decision: string; ms: number | null } {
  const { decision = 'handled', seen } = entry.body as { decision?: string; seen?: { ms: number } };
  return { by: personOf(entry), decision, ms: seen?.ms ?? null };
}

/** Whether a plan was placed, and is of what the agent's file says now: the same version, edited, is another agent. */
function isSame(tally: Tally, placed: Placed | null): boolean {
  return placed !== null && (tally.of === null || placed.of === tally.of);
}

function personOf({ actor }: Entry): string | null {
  return actor.type === 'person' ? actor.id : null;
}

/** Agents of whose plan this decision says nothing are run again over the case as it was. */
function runAgain(
  pass: Pass,
  entry: Entry,
  label: Learned,
  beside: Beside,
  rows: readonly ObservationRow[],
): void {
  const workflow = pass.workspace.workflows[label.workflow];
  const past = beside.pasts.get(label.case_id);
  const missing = workflow ? unseen(pass, workflow, rows) : [];
  if (!workflow || !past || missing.length === 0) return;
  const state = stateAt(label.case_id, past, entry.version);
  if (!state || state.label?.version !== entry.version) return;
  const stage = state.rounds.at(-1)?.stage;
  const held = { seenForCertain: state.recorded || stage !== 'act', audits: workflow.auditShare };
  for (const { agent, tally } of missing) {
    if (isObserved(state, agent, (placed) => isSame(tally, placed))) continue;
    const again = planAgain(pass.workspace, workflow, agent, state);
    if (again) countAgain(tally, { ...again, at: entry.at.toISOString() }, held);
  }
}

/** Agents in force that can be run again and of whom a decision says nothing, with their tallies. */
export function unseen(pass: Pass, workflow: Workflow, rows: readonly ObservationRow[]) {
  return pass.agents(workflow).flatMap((agent) => {
    const tally = tallyOf(pass.tallies, workflow.name, agent.name, agent.version);
    if (!tally || !agent.again) return [];
    const isSeen = rows.some(
      (row) =>
        row.agent === agent.name &&
        row.agent_version === agent.version &&
        isSame(tally, row.placed === null ? null : (JSON.parse(row.placed) as Placed)),
    );
    return isSeen ? [] : [{ agent, tally }];
  });
}
