import type { Pool } from 'pg';
import type { World } from '../../flow/world.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import { wakeStopped } from '../../runtime/switches.ts';
import { listNames } from '../../workspace/nearest.ts';
import type { Person } from '../../workspace/schema.ts';
import { SWITCHES_STREAM } from '../schema.ts';
import { DRILL, needSwitch, switchLabel } from './names.ts';
import { type SwitchBody, switchRows, thrownAfter } from './rows.ts';

/** Others may throw at the same moment; each of them appends once. */
const TRIES_MAX = 50;

export interface ToThrow {
  switch: string;
  because: string;
  how: SwitchBody<'switch.thrown'>['how'];
  /** Stops nothing, and shows from now on what a throw would have stopped. */
  drill?: boolean;
}

/** What came of a throw: `by` and `at` are of the one that stands, which may be somebody else's earlier one. */
export interface Thrown {
  /** The name of the row: that of a drill begins with `drill:`. */
  switch: string;
  label: string;
  isNew: boolean;
  by: string;
  at: Date;
}

/**
 * Throws a switch: the append waits for the intents in flight, and no later intent of any worker passes it. One that
 * is thrown already stays as it is. Any person may, and so may a rule or a signed link; an agent never.
 */
export async function throwSwitch(world: World, by: Actor, given: ToThrow): Promise<Thrown> {
  if (by.type === 'agent') throw new AppError('forbidden', 'An agent throws no switches.');
  const workspace = world.workspace();
  const { label } = needSwitch(workspace, given.switch);
  const name = given.drill ? `${DRILL}${given.switch}` : given.switch;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(SWITCHES_STREAM);
    const standing = thrownAfter(entries).get(name);
    if (standing) return { switch: name, label, isNew: false, ...standing };
    const { switch: what, because, how } = given;
    const body = { switch: what, because, how, ...(given.drill ? { drill: true } : {}) };
    const made = await append(world, entries, 'switch.thrown', by, body);
    const now = made && thrownAfter([made]).get(name);
    if (now) return { switch: name, label, isNew: true, ...now };
  }
  throw new AppError('unavailable', `${label} could not be stopped: too many others write at the same time.`);
}

/**
 * Releases a switch and wakes what waited for it: each case is held against what is in force then. Needs the right to,
 * except for a drill, which stopped nothing. Returns how many cases were woken.
 */
export async function releaseSwitch(
  world: World,
  pool: Pool,
  person: Person,
  given: { switch: string; because: string },
): Promise<{ says: string; woken: number }> {
  const workspace = world.workspace();
  const isDrill = given.switch.startsWith(DRILL);
  if (!isDrill) needRight(workspace, person, 'release');
  const label = switchLabel(workspace, given.switch);
  const actor: Actor = { type: 'person', id: person.id, name: person.name };
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(SWITCHES_STREAM);
    needThrown(entries, given.switch, label);
    const body = { switch: given.switch, because: given.because };
    if (!(await append(world, entries, 'switch.released', actor, body))) continue;
    if (isDrill) return { says: `The drill of ${label} is over.`, woken: 0 };
    const woken = await wakeStopped(pool, given.switch, world.now());
    const cases =
      woken === 1 ? '1 case goes on and is ruled again' : `${woken} cases go on and are ruled again`;
    return { says: woken === 0 ? `${label} is released.` : `${label} is released: ${cases}.`, woken };
  }
  throw new AppError(
    'unavailable',
    `${label} could not be released: too many others write at the same time.`,
  );
}

function needThrown(entries: Entry[], name: string, label: string): void {
  const thrown = [...thrownAfter(entries).keys()];
  if (thrown.includes(name)) return;
  throw new AppError('conflict', `${label} is not stopped.`, {
    path: 'switch',
    suggestion: thrown.length === 0 ? 'Nothing is stopped.' : `Stopped is ${listNames(thrown)}.`,
  });
}

/** Undefined when somebody else appended first: what they did has to be looked at. */
async function append(
  world: World,
  before: Entry[],
  kind: 'switch.thrown' | 'switch.released',
  actor: Actor,
  body: Record<string, unknown>,
): Promise<Entry | undefined> {
  const expected = before.at(-1)?.version ?? 0;
  const entry = { kind, kindVersion: 1, at: world.now(), actor, body };
  const rows = switchRows(world.workspace(), entry, expected + 1);
  const done = await world.log.append({ stream: SWITCHES_STREAM, expected, entries: [entry], rows });
  return done.ok ? done.entries[0] : undefined;
}
