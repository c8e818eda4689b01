import type { z } from 'zod';
import type { Outage } from '../../../flow/world.ts';
import type { Shape } from '../../../workspace/shape.ts';
import type { SystemFile, Workflow, Workspace } from '../../../workspace/schema.ts';
import { sayVia } from '../../../workspace/systems/say_via.ts';
import type { SystemAnswer, SystemSummary } from '../answers/systems.ts';
import type { Calls, SystemCounts } from '../read/systems.ts';
import { sayOnce } from './once.ts';

type Summary = z.output<typeof SystemSummary>;
type Shown = z.output<typeof SystemAnswer>;
type Reads = Shown['offers']['reads'];
type Writes = Shown['offers']['writes'];

/** After a fault a system is in doubt for this long, unless it answered since. */
const UNSURE_MS = 5 * 60_000;

export interface Known {
  counts: SystemCounts | undefined;
  down: Outage | null;
}

/** A system as a row of the list. */
export function showSummary(
  workspace: Workspace,
  file: SystemFile,
  { counts, down }: Known,
  now: Date,
): Summary {
  const light = lightOf(counts, down, now);
  return {
    name: file.name,
    label: file.label,
    kind: file.kind,
    light,
    says: sayLight(light, counts, down),
    since: down?.since.toISOString() ?? null,
    last_ok_at: counts?.lastOkAt?.toISOString() ?? null,
    last_fault_at: counts?.lastFaultAt?.toISOString() ?? null,
    held: counts?.held ?? 0,
    last_hour: showCalls(counts?.hour.get('')),
    reads: Object.keys(file.reads).length,
    writes: Object.keys(file.writes).length,
    workflows: usersOf(workspace, (workflow) => uses(workflow, file.name)),
    page: file.page ?? null,
  };
}

function lightOf(counts: SystemCounts | undefined, down: Outage | null, now: Date): Summary['light'] {
  if (down && down.until === undefined) return 'down';
  const { lastOkAt = null, lastFaultAt = null } = counts ?? {};
  if (down) return 'unsure';
  if (lastFaultAt && now.getTime() - lastFaultAt.getTime() < UNSURE_MS) return 'unsure';
  if (lastOkAt) return lastFaultAt && lastFaultAt > lastOkAt ? 'unsure' : 'up';
  return lastFaultAt ? 'unsure' : 'unknown';
}

function sayLight(light: Summary['light'], counts: SystemCounts | undefined, down: Outage | null): string {
  switch (light) {
    case 'down':
      return down?.says ?? '';
    case 'unsure':
      return down?.says ?? counts?.lastFault ?? '';
    case 'up':
      return 'It answers.';
    case 'unknown':
      return 'Nothing was asked of it yet.';
  }
}

/** What it offers, who may use it, and what holds each write. */
export function showOffers(
  workspace: Workspace,
  file: SystemFile,
  counts: SystemCounts | undefined,
): Shown['offers'] {
  const common = (
    verb: 'read' | 'write',
    offer: SystemFile['reads'][string] | SystemFile['writes'][string],
  ) => ({
    name: offer.name,
    label: offer.label,
    via: sayVia(offer.via),
    args: Object.entries(offer.args).map(([name, shape]) => showArg(name, shape)),
    last_hour: showCalls(counts?.hour.get(`${verb} ${offer.name}`)),
  });
  const reads: Reads = Object.values(file.reads).map((offer) => ({
    ...common('read', offer),
    fresh_ms: offer.freshMs ?? null,
    used_by: usersOf(workspace, (workflow) => readsOf(workflow).includes(`${file.name}.${offer.name}`)),
  }));
  const writes: Writes = Object.values(file.writes).map((offer) => {
    const write = `${file.name}.${offer.name}`;
    const users = Object.values(workspace.workflows).filter(({ writes: own }) => own.includes(write));
    return {
      ...common('write', offer),
      used_by: users.map(named),
      money: offer.money ?? null,
      once: sayOnce(offer),
      confirm: offer.confirm?.read ?? null,
      undo: offer.undo ? offer.undo.write : null,
      undo_of: Object.values(file.writes)
        .filter(({ undo }) => undo?.write === write)
        .map(({ name }) => name),
      irreversible: offer.irreversible ?? false,
      governed: users.map((workflow) => ({
        workflow: workflow.name,
        label: workflow.label,
        rules: workflow.boundary.rules.filter(({ on }) => speaksOf(on, write)).length,
      })),
    };
  });
  return { reads, writes };
}

/** What nobody here can see or hold: it is said, so that nobody believes otherwise. */
export function sayUngoverned(workspace: Workspace, file: SystemFile): string[] {
  const undoing = new Set(Object.values(file.writes).map(({ undo }) => undo?.write));
  const unused = Object.keys(file.writes).filter(
    (name) =>
      !undoing.has(`${file.name}.${name}`) &&
      !Object.values(workspace.workflows).some(({ writes }) => writes.includes(`${file.name}.${name}`)),
  );
  const never = Object.values(workspace.workflows).filter(({ never: names }) => names.includes(file.name));
  return [
    `What people and other programs do in ${file.label} directly: Remit sees it only when it reads there.`,
    `Anything in ${file.label} that systems/${file.name}.yaml does not name: no workflow and no agent can reach it through Remit, but the credentials in that file may be able to do more. Give them no more rights than its writes need.`,
    ...(unused.length > 0
      ? [
          `No workflow may use ${unused.join(', ')}: offered here, and refused to everybody until a map names it.`,
        ]
      : []),
    ...never.map(({ label }) => `${label} must not touch it: its map says so.`),
  ];
}

/** The limits that its calls are held to, each in a sentence. */
export function showLimits({ limits }: SystemFile): Shown['limits'] {
  const { timeoutMs, retries, inFlight, answerBytes, rate, holdMs } = limits;
  return [
    { name: 'timeout', says: `An answer within ${sayMs(timeoutMs)}` },
    {
      name: 'retries',
      says: `A read is tried again ${retries === 1 ? 'once' : `${retries} times`} at most; a write never`,
    },
    { name: 'in_flight', says: `${inFlight} ${inFlight === 1 ? 'call' : 'calls'} at the same time` },
    {
      name: 'rate',
      says: rate ? `${rate.count} calls in ${sayMs(rate.perMs)}` : 'No pace of its own; it may ask for one',
    },
    { name: 'answer_bytes', says: `An answer of ${answerBytes.toLocaleString('en')} bytes at most` },
    { name: 'hold', says: `While it is down, cases wait ${sayMs(holdMs)} before a person is asked` },
  ];
}

/** The dry read that its health is looked at with. */
export function sayProbe(file: SystemFile): string {
  if (file.probe) return `The read ${file.probe.read} with the arguments in its file.`;
  return 'What its kind does without changing anything. Name a cheap read as `probe` to be surer.';
}

export function showCalls(counted: Calls | undefined): Summary['last_hour'] {
  const { calls = 0, faults = 0, tookMs = 0, slowestMs = null } = counted ?? {};
  return { calls, faults, mean_ms: calls === 0 ? null : Math.round(tookMs / calls), slowest_ms: slowestMs };
}

const UNITS: [number, string][] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

function sayMs(ms: number): string {
  const [unit, name] = UNITS.find(([size]) => ms >= size && ms % size === 0) ?? [1, 'ms'];
  return `${ms / unit} ${name}`;
}

function showArg(name: string, shape: Shape) {
  return { name, type: shape.type, optional: shape.optional === true };
}

function named({ name, label }: Workflow) {
  return { name, label };
}

function usersOf(workspace: Workspace, does: (workflow: Workflow) => boolean) {
  return Object.values(workspace.workflows).filter(does).map(named);
}

function readsOf({ context }: Workflow): string[] {
  return Object.values(context).map(({ read }) => read);
}

function uses(workflow: Workflow, system: string): boolean {
  return [...readsOf(workflow), ...workflow.writes].some((name) => name.startsWith(`${system}.`));
}

/** `shop.refund`, `shop.*` and `*` all speak of a refund at the shop. */
function speaksOf(on: string, write: string): boolean {
  return on === '*' || on === write || (on.endsWith('.*') && write.startsWith(on.slice(0, -1)));
}
