import { WORKFLOW_ENTRIES } from '../../authority/schema.ts';
import { sayDiscounted } from '../../evidence/attention/fold.ts';
import { rate } from '../../evidence/rate.ts';
import { counted, percent } from '../../evidence/words.ts';
import { kindLabel, nameOf, playLabel } from '../../flow/say/words.ts';
import { standingNow, summary, type StandingSummary } from '../../learning/standing/index.ts';
import type { Placed, Standing } from '../../learning/standing/schema.ts';
import type { Entry } from '../../log/schema.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';
import { COUNTING } from './grants.ts';
import { isGrantedOther, type Tally } from './tally.ts';
import { tellLane } from './tell_lane.ts';
import { GRANTED_OTHER, refined } from './refined.ts';

const LANE = WORKFLOW_ENTRIES['lane.opened'].body;
const POLICY = WORKFLOW_ENTRIES['policy.changed'].body;

interface ToTell {
  workspace: Workspace;
  workflow: Workflow;
  ref: Pick<AgentRef, 'name' | 'version'> & { kind: AgentRef['kind'] | 'outside' };
  /** Where it stands in the cascade, from 0. */
  index: number;
  /** Entries of the workflow's stream. */
  entries: readonly Entry[];
  now: Date;
  tally: Tally | undefined;
}

/** One version of one agent: all that a page shows of its standing. */
export function tellAgent(given: ToTell) {
  const { workflow, ref, index, tally } = given;
  const known = tally && summary(tally.standing);
  const standing = tally && known ? standingOf(tally, known, given) : COUNTING;
  const lanes =
    known?.groups.flatMap((group) => group.lanes.map((lane) => tellLane(workflow, known, group, lane))) ?? [];
  return {
    agent: ref.name,
    version: ref.version,
    kind: ref.kind,
    order: index + 1,
    state: standing.why,
    open: standing.open,
    says: standing.says,
    granted: tellGrant(workflow, ref, standing, tally),
    observed: tellObserved(tally, known),
    lanes,
    vetoes: (known?.slices ?? []).flatMap((slice) => tellVeto(workflow, slice, known?.risk ?? 0)),
    probation: tellLive(known),
    calibration: (known?.calibration ?? []).flatMap(tellBin),
    missing: missingOf(standing),
    audits: tellAudits(workflow, tally),
    history: history(given),
  };
}

/** As a plan would be answered that the agent is as sure of as can be. */
function standingOf(tally: Tally, known: StandingSummary, { workflow, now }: ToTell): Standing {
  const [group] = known.groups;
  const lanes = group?.lanes ?? [];
  const placed: Placed = {
    confidence: 1,
    lanes: lanes.map(() => true),
    generations: lanes.map(({ generation }) => generation),
    group: group?.name ?? '',
    gate_open: false,
    open: false,
  };
  const at = now.toISOString();
  const standing = refined(
    standingNow(tally.standing, placed, { kind: '', play: '', now: at }),
    tally,
    workflow,
    '',
  );
  const rests = standing === GRANTED_OTHER;
  const holdsNothing = !rests && standing.why === 'gathering' && lanes.every(({ reach }) => reach === 0);
  return holdsNothing ? { open: false, why: 'unsure', says: sayUnsure(known) } : standing;
}

function sayUnsure({ cases, risk }: StandingSummary): string {
  return cases === 0
    ? 'Nothing is known of it yet: no decision has been held against its plans.'
    : `No plan of it is sure enough yet for a risk of ${percent(risk)}, after ${counted(cases, 'decision')}.`;
}

function missingOf({ open, needed, days }: Standing) {
  if (open || needed === undefined) return null;
  const pace = days === undefined ? '' : `, at the present rate about ${counted(days, 'day')}`;
  const says = `${counted(needed, 'more agreeing decision')}${pace}.`;
  return { needed, days: days ?? null, says };
}

function tellGrant(workflow: Workflow, ref: ToTell['ref'], standing: Standing, tally: Tally | undefined) {
  const because = workflow.standing.granted[ref.name];
  if (because === undefined) return null;
  const isLost = Boolean(tally?.standing.granted?.lost);
  const rests = tally !== undefined && isGrantedOther(tally);
  const stands = !isLost && !rests && standing.why !== 'policy';
  const until = rests
    ? 'It was given for what stands in the files, and a rule update has changed that: it rests until they say the same.'
    : 'A change of policy suspends it until the files are saved anew.';
  const why = isLost ? 'It was lost on evidence.' : until;
  return { because, stands, says: stands ? 'Granted by a person, not proved.' : why };
}

function tellObserved(tally: Tally | undefined, known: StandingSummary | undefined) {
  const { cases, deviations } = known ?? { cases: 0, deviations: 0 };
  const backRun = tally?.backRun ?? 0;
  const says =
    cases === 0
      ? 'No decision has been held against its plans yet.'
      : `${deviations} of ${counted(cases, 'decision')} ${deviations === 1 ? 'was' : 'were'} otherwise than it proposed (${percent(deviations / cases)}). ${backRun === 0 ? 'None' : backRun} of its plans ${backRun === 1 ? 'was' : 'were'} made afterwards, by running it over logged cases.`;
  const discounted = tally ? sayDiscounted(tally.attention) : '';
  const all = discounted === '' ? says : `${says} ${discounted}`;
  return { cases, deviations, rate: rate(deviations, cases), back_run: backRun, says: all };
}

function tellVeto(workflow: Workflow, { kind, play, veto }: StandingSummary['slices'][number], risk: number) {
  const found = veto && rate(veto.deviations, veto.of);
  if (!veto || !found) return [];
  const says = `Held back by its own record: ${veto.deviations} of ${counted(veto.of, 'decision')} were otherwise, where ${percent(risk)} are borne.`;
  const labels = { kind_label: kindLabel(kind, workflow) ?? kind, play_label: playLabel(play, workflow) };
  return [{ kind, play, ...labels, rate: found, says }];
}

/** What is claimed of what runs by itself: of the lanes since they opened, or of a grant. */
function tellLive(known: StandingSummary | undefined) {
  const live = known?.groups.find((group) => group.live)?.live ?? known?.granted?.live;
  if (!live) return null;
  const { since, of: cases, deviations, rate: share, atMost } = live;
  const says =
    share === null
      ? 'No decision has been held against what runs yet.'
      : `${percent(share)} were decided otherwise, at most ${percent(atMost)} (${deviations} of ${counted(cases, 'decision')}).`;
  return { since, cases, deviations, rate: share, at_most: share === null ? null : atMost, says };
}

function tellBin(
  bin: StandingSummary['calibration'][number],
  index: number,
  all: StandingSummary['calibration'],
) {
  const agreed = rate(bin.agreed, bin.cases);
  return agreed ? [{ from: bin.from, to: all[index + 1]?.from ?? 1, predicted: bin.claimed, agreed }] : [];
}

function tellAudits({ auditShare }: Workflow, tally: Tally | undefined) {
  const waiting = [...(tally?.drawn.values() ?? [])].filter(({ ranAt }) => ranAt !== null).length;
  const overdue = tally?.overdue ?? 0;
  const late =
    overdue === 0
      ? ''
      : ` ${counted(overdue, 'case')} nobody audited within 14 days, which counts against it.`;
  const says = `${auditShare} % of what runs by itself is judged blind; ${waiting === 0 ? 'none waits' : `${counted(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'}`} for that.${late}`;
  return { percent: auditShare, waiting, overdue, says };
}

/** Something that happened to a standing. */
interface Happened {
  at: string;
  what: 'opened' | 'closed' | 'policy';
  says: string;
  by: string;
}

/** What the log tells of its lanes, and of changes of policy, newest first. */
function history({ workspace, ref, entries }: ToTell): Happened[] {
  const told = entries.flatMap((entry): Happened[] => {
    const made = { at: entry.at.toISOString(), by: nameOf(entry.actor, workspace) };
    if (entry.kind === 'policy.changed') {
      const { because } = POLICY.parse(entry.body);
      return [{ ...made, what: 'policy', says: `The policy changed: ${because}` }];
    }
    if (entry.kind !== 'lane.opened' && entry.kind !== 'lane.closed') return [];
    const { agent, version, says } = LANE.parse(entry.body);
    if (agent !== ref.name || version !== ref.version) return [];
    return [{ ...made, what: entry.kind === 'lane.opened' ? 'opened' : 'closed', says }];
  });
  return told.toReversed();
}
