import { WORKFLOW_ENTRIES, workflowStream, type LaneEvent } from '../../authority/schema.ts';
import type { StageWorld } from '../../authority/stage/append.ts';
import { standingRows } from '../../authority/standing/rows.ts';
import { counted, percent } from '../../evidence/words.ts';
import { summary } from '../../learning/standing/index.ts';
import type { Entry } from '../../log/schema.ts';
import type { Tally } from './tally.ts';

const LANE = WORKFLOW_ENTRIES['lane.opened'].body;

/** A lane that opened or closed since the log has last told of it. */
interface Turn {
  kind: 'lane.opened' | 'lane.closed';
  body: LaneEvent;
}

/**
 * Writes into the log which lanes have opened and closed, with a notice. Every process that counts comes to the same;
 * of several that write at the same time the log lets one win, and the others find nothing left to say.
 */
export class LaneAnnouncer {
  private readonly world: StageWorld;
  /** What was open when it was last held against the log, by workflow: with nothing new nothing is read. */
  private readonly told = new Map<string, string>();

  constructor(world: StageWorld) {
    this.world = world;
  }

  async tell(tallies: readonly Tally[]): Promise<void> {
    for (const workflow of new Set(tallies.map((tally) => tally.workflow))) {
      const own = tallies.filter((tally) => tally.workflow === workflow);
      const open = JSON.stringify(own.map(openLanes));
      if (this.told.get(workflow) === open) continue;
      if (await this.append(workflow, own)) this.told.set(workflow, open);
    }
  }

  private async append(workflow: string, tallies: readonly Tally[]): Promise<boolean> {
    const { log, workspace, now } = this.world;
    const stream = workflowStream(workflow);
    const before = await log.read(stream);
    const turns = tallies.flatMap((tally) => turnsOf(tally, before));
    if (turns.length === 0) return true;
    const expected = before.at(-1)?.version ?? 0;
    const at = now();
    const entries = turns.map(({ kind, body }) => ({
      kind,
      kindVersion: 1,
      at,
      actor: { type: 'remit' as const },
      body: LANE.parse(body) as Record<string, unknown>,
    }));
    const placed = entries.map((entry, index) => ({ ...entry, version: expected + index + 1 }));
    const rows = standingRows(workspace(), workflow, placed);
    return (await log.append({ stream, expected, entries, rows })).ok;
  }
}

function openLanes({ agent, version, standing }: Tally) {
  const lanes = standing.groups.flatMap(({ name, gate }) =>
    gate.lanes.flatMap(({ open, generation }, lane) => (open ? [[name, lane, generation]] : [])),
  );
  return [agent, version, lanes];
}

/** What of a tally's lanes is otherwise than the log has told. */
function turnsOf(tally: Tally, before: readonly Entry[]): Turn[] {
  const told = toldOf(tally, before);
  const turns: Turn[] = [];
  for (const { name: group, gate } of tally.standing.groups) {
    for (const [lane, { open, generation, certificate }] of gate.lanes.entries()) {
      const last = told.get(`${group}|${lane}`);
      told.delete(`${group}|${lane}`);
      const { cases, deviations } = certificate;
      const of = { agent: tally.agent, version: tally.version, group, lane, generation, cases, deviations };
      if (last && (!open || last.generation !== generation)) turns.push(closed(tally, last));
      if (open && last?.generation !== generation)
        turns.push({ kind: 'lane.opened', body: { ...of, says: sayOpened(tally, of) } });
    }
  }
  // A change of policy gave these kinds lanes of their own, and the old ones are gone.
  return [...[...told.values()].map((last) => closed(tally, last)), ...turns];
}

/** Lanes that are open as far as the log has told. */
function toldOf({ agent, version }: Tally, before: readonly Entry[]): Map<string, LaneEvent> {
  const open = new Map<string, LaneEvent>();
  for (const { kind, body } of before) {
    if (kind !== 'lane.opened' && kind !== 'lane.closed') continue;
    const lane = LANE.parse(body);
    if (lane.agent !== agent || lane.version !== version) continue;
    if (kind === 'lane.opened') open.set(`${lane.group}|${lane.lane}`, lane);
    else open.delete(`${lane.group}|${lane.lane}`);
  }
  return open;
}

function closed(tally: Tally, last: LaneEvent): Turn {
  const group = summary(tally.standing).groups.find(({ name }) => name === last.group);
  const lost = group?.lanes[last.lane]?.lost;
  const why = lost
    ? `${lost.deviations} of ${counted(lost.of, 'decision')} were otherwise, where ${percent(tally.standing.risk)} are borne.`
    : 'The policy has changed, or it is measured otherwise from now on.';
  const says = `${nameOf(last)} no longer acts alone on ${sayLane(last)}. ${why}`;
  return { kind: 'lane.closed', body: { ...last, says } };
}

function sayOpened({ standing }: Tally, of: Omit<LaneEvent, 'says'>): string {
  const { cases, deviations } = of;
  const was = deviations === 1 ? 'was' : 'were';
  return `${nameOf(of)} has earned to act alone on ${sayLane(of)}: ${deviations} of ${counted(cases, 'decision')} ${was} otherwise, where ${percent(standing.risk)} are borne.`;
}

function nameOf({ agent, version }: Pick<LaneEvent, 'agent' | 'version'>): string {
  return `${agent} (version ${version})`;
}

/** How wide the lanes are, from the surest to the widest. */
export const LANE_NAMES = [
  'the plans that it is surest of',
  'plans that it is very sure of',
  'plans that it is sure of',
  'plans that it is fairly sure of',
  'most of its plans',
];

function sayLane({ lane, group }: Pick<LaneEvent, 'lane' | 'group'>): string {
  const name = LANE_NAMES[lane] ?? 'some of its plans';
  return group === '' ? name : `${name} (${group.replaceAll('_', ' ')})`;
}
