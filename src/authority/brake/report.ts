import type { Pool } from 'pg';
import {
  actionsInFlight,
  actionsSince,
  type Concerned,
  openCases,
  readSwitches,
  type ThrownRow,
} from '../../runtime/switches.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Thrown } from './switches.ts';
import { DRILL, needSwitch, split, switchLabel, workflowsUnder } from './names.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A page names at most so many actions in flight. */
const IN_FLIGHT_SHOWN_MAX = 200;

/** What a throw did, or would do. */
export interface Report {
  switch: string;
  says: string;
  in_flight: { key: string; case: string; write: string }[];
  open: { workflow: string; label: string; cases: number }[];
  last_hour: number;
  last_day: number;
}

export interface Listed extends ThrownRow {
  label: string;
}

/** What would be stopped now: nothing is. Throws where the workspace has nothing of that name. */
export async function drill(pool: Pool, workspace: Workspace, name: string, now: Date): Promise<Report> {
  const { label } = needSwitch(workspace, name);
  const seen = await look(pool, workspace, name, now);
  const says = `Nothing was stopped. A throw of ${quoted(label)} would hold ${open(seen)} at the next action. ${inFlight(seen)}`;
  return { ...seen, says };
}

/** What a throw came to, as it stands right after it. */
export async function report(pool: Pool, workspace: Workspace, thrown: Thrown, now: Date): Promise<Report> {
  const seen = await look(pool, workspace, bare(thrown.switch), now);
  return { ...seen, switch: thrown.switch, says: sayThrown(thrown, seen, workspace) };
}

function sayThrown(thrown: Thrown, seen: Omit<Report, 'says'>, workspace: Workspace): string {
  const { label, by } = thrown;
  const isDrill = thrown.switch.startsWith(DRILL);
  if (!thrown.isNew) {
    const when = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: workspace.timeZone,
    }).format(thrown.at);
    return `${label} ${isDrill ? 'is in a drill' : 'was stopped'} already: by ${by}, ${when}.`;
  }
  if (isDrill)
    return `A drill of ${quoted(label)} has begun: nothing is stopped, and what would be is counted.`;
  const wait =
    seen.open.reduce((sum, row) => sum + row.cases, 0) === 1 ? 'waits once it comes' : 'wait once they come';
  return `${label} is stopped: ${open(seen)} ${wait} to the next action. ${inFlight(seen)}`;
}

async function look(
  pool: Pool,
  workspace: Workspace,
  name: string,
  now: Date,
): Promise<Omit<Report, 'says'>> {
  const concerned = concernedBy(workspace, name);
  const since = (ms: number) => new Date(now.getTime() - ms);
  const [flying, cases, last_hour, last_day] = await Promise.all([
    actionsInFlight(pool, concerned, { since: since(DAY_MS), limit: IN_FLIGHT_SHOWN_MAX }),
    openCases(pool, concerned.workflows),
    actionsSince(pool, concerned, since(HOUR_MS)),
    actionsSince(pool, concerned, since(DAY_MS)),
  ]);
  const labelled = cases.map((row) => ({
    ...row,
    label: workspace.workflows[row.workflow]?.label ?? row.workflow,
  }));
  return { switch: name, in_flight: flying, open: labelled, last_hour, last_day };
}

/** All thrown switches with what waits for each; of a drill, the actions since that a throw would have stopped. */
export async function listSwitches(pool: Pool, workspace: Workspace): Promise<Listed[]> {
  const rows = await readSwitches(pool);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      label: switchLabel(workspace, row.name),
      waiting: row.drill
        ? await actionsSince(pool, concernedBy(workspace, bare(row.name)), new Date(row.thrown_at))
        : row.waiting,
    })),
  );
}

function concernedBy(workspace: Workspace, name: string): Concerned {
  const [group, what = ''] = split(name);
  return { workflows: workflowsUnder(workspace, name), group, name: what };
}

function bare(name: string): string {
  return name.startsWith(DRILL) ? name.slice(DRILL.length) : name;
}

function inFlight({ in_flight }: Pick<Report, 'in_flight'>): string {
  if (in_flight.length === 0) return 'No action is in flight.';
  const finish =
    in_flight.length === 1
      ? 'finishes and is reported in its case'
      : 'finish and are reported in their cases';
  return `${counted(in_flight.length, 'action')} in flight ${finish}.`;
}

function open({ open: cases }: Pick<Report, 'open'>): string {
  return counted(
    cases.reduce((sum, row) => sum + row.cases, 0),
    'open case',
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function quoted(label: string): string {
  return `“${label}”`;
}
