import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../../src/flow/index.ts';
import type { Log, NewEntry } from '../../src/log/schema.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import type { Business } from './business.ts';

const WORLDS = 3;
/** Refunds that may run alone within an hour, in every version of the boundary. */
export const REFUNDS_HOUR = 4;

/**
 * The sample, with refunds denied, in the stages draft and shadow, with half of the cases, with one kind only, and with
 * a chain of three people.
 */
export type Version = 'base' | 'tight' | 'draft' | 'shadow' | 'half' | 'slice' | 'chain';
/** A change of the workspace counts for what begins this long after it. */
export const SETTLED_MS = 100;

/** The worlds of a simulation and the version of the workspace that is in force in all of them. */
export interface Town {
  wired: Wired[];
  people: Person[];
  use(version: Version): void;
  /** From now on the log says the stage, as it does once a row of it was written: versions that change it in their file alone change nothing. */
  letLogSayStage(): void;
  /** What has been in force, and since when by the clock of the machine. */
  standing: { version: Version; since: number; stoppedSince: number | undefined };
  workspace(): Workspace;
  close(): Promise<void>;
}

/** Versions that say another roll-out than the one that the log begins with. */
const STAGED: ReadonlySet<Version> = new Set(['draft', 'shadow', 'half', 'slice']);

export async function openTown(business: Business): Promise<Town> {
  const base = await loadVersion(business.shop.url, '');
  const frozen =
    "  - {id: frozen, on: shop.refund, effect: deny, when: 'order.replacements >= 0', because: refunds are frozen}\n";
  const tight = await loadVersion(business.shop.url, frozen);
  const chain = await loadVersion(business.shop.url, ASKED, CHAIN);
  const late = base.workflows['late-delivery'];
  if (!late) throw new Error('the sample has no late deliveries');
  const rolledOut = (how: Partial<typeof late>): Workspace => ({
    ...base,
    workflows: { ...base.workflows, 'late-delivery': { ...late, ...how } },
  });
  const versions: Record<Version, Workspace> = {
    base,
    tight,
    chain,
    draft: rolledOut({ stage: 'draft' }),
    shadow: rolledOut({ stage: 'shadow' }),
    half: rolledOut({ share: 50 }),
    slice: rolledOut({ slice: ['where_is_it'] }),
  };
  let current = base;
  const { url } = business.database;
  const pools = Array.from({ length: WORLDS }, (_, at) => openDatabase(url, { max: 3, name: `site ${at}` }));
  const wired = await Promise.all(
    pools.map((pool) => wire({ pool, url, workspace: () => current, workers: 0, now: business.now })),
  );
  const standing: Town['standing'] = { version: 'base', since: 0, stoppedSince: undefined };
  let isStageLogged = false;
  const use = (named: Version) => {
    const version = isStageLogged && STAGED.has(named) ? 'base' : named;
    if (standing.version !== version) Object.assign(standing, { version, since: performance.now() });
    current = versions[version];
  };
  return {
    wired,
    people: base.people,
    standing,
    use,
    letLogSayStage() {
      isStageLogged = true;
      use(standing.version);
    },
    workspace: () => current,
    async close() {
      for (const one of wired) await one.close();
      for (const pool of pools) await pool.end();
    },
  };
}

const ASKED =
  '  - {id: asked, on: shop.refund, effect: approve, because: three people agree to every refund}\n';
const CHAIN = `approve:
  - {any: [support, manager], count: 2, not: [requester, planner], within: 4h, then: manager}
  - {role: manager, not: [earlier], on: shop.refund, within: 6h, remind: 1h}
`;

async function loadVersion(shopUrl: string, rule: string, chain?: string): Promise<Workspace> {
  const folder = inPackage('examples', 'shop', 'workspace');
  const path = 'workflows/late-delivery/boundary.yaml';
  const text = (await readFile(join(folder, path), 'utf8'))
    .replace(/refunds_hour: +\{.*\}/, `refunds_hour: {count: ${REFUNDS_HOUR}, ceiling: 40}`)
    .replace(/replies_hour: +\{.*\}/, 'replies_hour: {count: 100000, ceiling: 100000}')
    .replace(/refunds_day: +\{.*\}/, 'refunds_day: {money: 100000.00 EUR, ceiling: 100000.00 EUR}')
    .replace('rules:\n', `rules:\n${rule}`)
    .replace(/approve:\n[\s\S]*$/, (own) => chain ?? own);
  const loaded = await loadWorkspace(folder, { env: { SHOP_URL: shopUrl }, drafts: { [path]: text } });
  if (!loaded.ok)
    throw new Error(loaded.faults.map(({ file, line, says }) => `${file}:${line} ${says}`).join('\n'));
  const { workspace } = loaded;
  const late = workspace.workflows['late-delivery'];
  // Everything that ran alone may be audited, and checks are planted often, so that they meet with all else.
  const watched = late && { ...late, auditShare: 100, attention: { checks: 85, second: 60 } };
  return watched
    ? { ...workspace, workflows: { ...workspace.workflows, 'late-delivery': watched } }
    : workspace;
}

/** What a simulated database does to the next append of a world. */
export type AppendFault = 'lost' | 'refused' | 'conflict';
export class Injected extends Error {}

export interface Site {
  world: World;
  fail(fault: AppendFault): void;
}

/** One world whose appends can be made to fail; `surprise` hears of an intent that what is in force forbids. */
export function siteOf(world: World, town: Town, surprise: (says: string) => void): Site {
  let next: AppendFault | undefined;
  const log: Log = {
    ...bound(world.log),
    async append(append) {
      const fault = next;
      next = undefined;
      // A new case has an id of its own, so nobody can have been there first.
      if (fault === 'conflict' && append.expected > 0) return { ok: false, why: 'conflict' };
      if (fault === 'refused') throw new Injected('the database is away');
      const before = { ...town.standing, now: performance.now() };
      const done = await world.log.append(append);
      if (done.ok) for (const entry of append.entries) forbidden(entry, before, town).forEach(surprise);
      if (fault === 'lost') throw new Injected('the answer of the database was lost');
      return done;
    },
  };
  const site = Object.create(world, { log: { value: log } }) as World;
  return { world: site, fail: (fault) => void (next = fault) };
}

function forbidden(entry: NewEntry, before: Town['standing'] & { now: number }, town: Town): string[] {
  if (entry.kind !== 'action.intended') return [];
  const { key, write, clearance, undoes } = entry.body;
  const byRuling = /\.c\d+\.\d+$/.test(String(clearance)) && undoes === undefined;
  const isSettled = before.now - before.since > SETTLED_MS && town.standing.since === before.since;
  const isStopped = before.stoppedSince !== undefined && town.standing.stoppedSince === before.stoppedSince;
  const { version } = before;
  return [
    ...(isStopped ? [`${String(key)} was intended though everything is stopped`] : []),
    ...(isSettled && version === 'tight' && write === 'shop.refund'
      ? [`${String(key)} ran though denied`]
      : []),
    ...(isSettled && (version === 'draft' || version === 'shadow') && byRuling
      ? [`${String(key)} ran alone in the stage ${version}`]
      : []),
  ];
}

function bound(log: Log): Log {
  return {
    append: (append) => log.append(append),
    read: (stream) => log.read(stream),
    readMany: (streams) => log.readMany(streams),
    holder: (name) => log.holder(name),
    follow: (after, options) => log.follow(after, options),
  };
}
