import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { agentsOf } from './agents/made.ts';
import { Memories } from './agents/memories.ts';
import { rehearsal } from './agents/rehearsal.ts';
import { stageWatcher } from './authority/stage/watcher.ts';
import { metricsFollower } from './proof/metrics/index.ts';
import { precedentWatcher } from './proof/precedents/index.ts';
import { ReportSender } from './proof/reports/index.ts';
import { advanceTraced, loadMany, nameWithin, QUEUES } from './advancing.ts';
import type { CaseState, World } from './flow/index.ts';
import { LEASE_MS, streamOf } from './flow/world.ts';
import { openLog } from './log/index.ts';
import { Away } from './runtime/away.ts';
import { LaneAnnouncer } from './proof/standing/announce.ts';
import { StandingFollower } from './proof/standing/follower.ts';
import { viewOf } from './proof/standing/view.ts';
import { Boundaries } from './runtime/boundaries.ts';
import { usedBudget } from './runtime/budgets.ts';
import { SystemHealth } from './runtime/health/index.ts';
import { bringLevel } from './hearing.ts';
import { listen } from './runtime/listen.ts';
import { risingId } from './runtime/ids.ts';
import { TriggerDoors } from './doors/triggers/index.ts';
import { Moves } from './runtime/moves.ts';
import { Workers } from './runtime/workers.ts';
import { Rollouts } from './runtime/rollouts.ts';
import { spentToday } from './runtime/spent.ts';
import { thrownSwitches } from './runtime/switches.ts';
import type { Meters } from './runtime/telemetry/index.ts';
import { traceparentNow } from './runtime/telemetry/spans.ts';
import { watchedAgents, watchedLog, watchedSystems } from './runtime/telemetry/watched.ts';
import { Usuals } from './runtime/usual.ts';
import { systemsInForce } from './systems/in_force.ts';
import type { System } from './systems/schema.ts';
import type { SystemFile, Workspace } from './workspace/schema.ts';

export interface WireOptions {
  pool: Pool;
  /** Address of the same database, for hearing its notices. */
  url: string;
  workspace: () => Workspace;
  /** Cases in flight; 0 where this process only looks and lets others work. */
  workers: number;
  now?: () => Date;
  leaseMs?: number;
  onFault?: (caseId: string, error: unknown) => void;
  /** Hears every change of the log: the payload names streams, or is empty when notices may have been missed. */
  onNotice?: (payload: string) => void;
  /** Another boundary is in force than the workspace has: it is to be looked for. Called again while that lasts. */
  onBehind?: () => void;
  /** Is told, once, of a workflow that this process leaves alone because its folder stays behind. */
  say?: (line: string) => void;
  /** Opens what stands in for the systems, in a sandbox; absent: they are the real ones. */
  open?: (file: SystemFile) => System;
  /** What counts and times the work of this process; absent where nobody can ask for it. */
  meters?: Meters;
}

/** The parts of a running Remit, tied together. */
export interface Wired {
  world: World;
  memories: Memories;
  standings: StandingFollower;
  workers: Workers<CaseState>;
  close(): Promise<void>;
}

/** Ties database, systems, agents and workers into a world, and starts the workers. */
export async function wire(options: WireOptions): Promise<Wired> {
  const { onFault = () => undefined, onNotice } = options;
  const views = await openViews(options);
  const { memories, standings, boundaries, usuals, systems, health } = views;
  const world = worldOf(options, views);
  const moves = new Moves<CaseState>();
  world.moved = (id, ms, signal) => moves.next(id, ms, signal);
  const workers = workersOf(options, world, moves, views);
  boundaries.onLevel = () => workers.wake();
  const stages = stageWatcher(world, options.pool, (error) => onFault('', error));
  const failed = (error: unknown) => onFault('', error);
  const metrics = metricsFollower(options.pool, world, failed);
  const precedents = precedentWatcher(world, options.pool, failed);
  const reports = new ReportSender(world, options.pool, failed);
  const triggers = new TriggerDoors(world, options.pool, failed);
  const hearing = await listen(options.url, 'remit', (payload) => {
    if (options.workers > 0) workers.wake();
    stages.soon();
    metrics.soon();
    precedents.soon();
    onNotice?.(payload);
    moves.notice(payload, (id) => workers.has(streamOf(id)));
    bringLevel(payload, views, failed);
    // Only who plans needs to know what was decided; an import would spend half its time on it.
    if (options.workers > 0) standings.soon(failed);
  });
  // Who only looks asks the log when a call fails, and counts its calls when it ends.
  if (options.workers > 0) {
    health.start();
    // A case that is due already must not be planned by a memory that has not learned yet.
    await standings.catchUp();
    await usuals.refresh();
    workers.start();
    stages.start();
    metrics.start();
    precedents.start();
    reports.start();
    // A sandbox reaches nothing real: not the mailbox either.
    if (!options.open) triggers.start();
  }
  return {
    world,
    memories,
    standings,
    workers,
    async close() {
      await hearing.close();
      boundaries.stop();
      await triggers.stop();
      await standings.stop();
      await stages.stop();
      await metrics.stop();
      await precedents.stop();
      await reports.stop();
      await workers.stop();
      await usuals.stop();
      await systems.close();
      await health.stop();
    },
  };
}

/** What this process knows of the log and of the outside, kept level by notices. */
interface Views {
  log: World['log'];
  memories: Memories;
  agents: World['agents'];
  standings: StandingFollower;
  rollouts: Rollouts;
  boundaries: Boundaries;
  away: Away;
  usuals: Usuals;
  systems: ReturnType<typeof systemsInForce>;
  health: SystemHealth;
}

async function openViews(options: WireOptions): Promise<Views> {
  const { pool, workspace, now = clock, onFault = () => undefined } = options;
  const { meters } = options;
  const bare = openLog({ pool, now });
  const log = meters ? watchedLog(bare, meters) : bare;
  const rollouts = new Rollouts(pool);
  await rollouts.refresh();
  const boundaries = new Boundaries({ ...options, onFault: (error) => onFault('', error) });
  await boundaries.refresh();
  const away = new Away(pool, log, now);
  await away.refresh();
  const usuals = new Usuals({ pool, workspace, now, onFault: (error) => onFault('', error) });
  const learned = () => {
    const memories = new Memories(pool);
    return { memories, side: { learner: memories, agents: agentsOf(workspace, memories) } };
  };
  const { memories, side } = learned();
  const announcer = new LaneAnnouncer({ log, workspace, now });
  const standings: StandingFollower = new StandingFollower({
    pool,
    log,
    workspace,
    now,
    side,
    newSide: () => learned().side,
    // Whoever only looks leaves it to those who work.
    onCounted: async () => (options.workers > 0 ? announcer.tell(standings.all()) : undefined),
  });
  const { agents } = side;
  const health: SystemHealth = new SystemHealth({
    pool,
    log,
    now,
    systems: () => systems.now(),
    onFault: (error) => onFault('', error),
  });
  const systems = systemsInForce(workspace, health.watching, options.open);
  return { log, memories, agents, standings, rollouts, boundaries, away, usuals, systems, health };
}

function worldOf(options: WireOptions, views: Views): World {
  const { pool, workspace, now = clock, leaseMs = LEASE_MS } = options;
  const { log, standings, rollouts, away, usuals } = views;
  const { meters } = options;
  const systems = meters ? watchedSystems(() => views.systems.now(), meters) : () => views.systems.now();
  const agents = meters ? watchedAgents(views.agents, meters) : views.agents;
  return {
    log,
    workspace,
    get systems() {
      return systems();
    },
    health: {
      down: (system) => views.health.down(system),
      probe: (system) => views.systems.probe(system),
    },
    agents,
    standing: viewOf(standings, now),
    rehearse: (workflow) => rehearsal(workspace(), workflow),
    rollout: (workflow) => rollouts.of(workflow),
    outdated: () => views.boundaries.askAgain(),
    usual: (workflow) => usuals.of(workflow),
    spentToday: (workflow) => spentToday(pool, workflow, workspace().timeZone, now()),
    away: () => away.deputies(),
    used: (scope) => usedBudget(pool, scope, now()),
    switches: () => thrownSwitches(pool),
    now,
    trace: traceparentNow,
    id: () => risingId(now()),
    worker: `${process.pid}-${randomBytes(4).toString('hex')}`,
    leaseMs,
  };
}

/** The workers of this process, to whom the world hands what it has just appended. */
function workersOf(options: WireOptions, world: World, moves: Moves<CaseState>, { boundaries }: Views) {
  const { pool, onFault = () => undefined } = options;
  const { worker, leaseMs, log } = world;
  const workers = new Workers<CaseState>({
    pool,
    worker,
    inFlight: options.workers,
    leaseMs,
    advance: async (stream, known) => {
      const state = await advanceTraced(world, stream, known);
      if (stream.startsWith(streamOf(''))) moves.tell(nameWithin(stream), state as CaseState);
    },
    load: (streams) => loadMany(log, streams),
    workflows: () => [...boundaries.level().map(({ name }) => name), ...QUEUES],
    now: () => world.now(),
    onFault: (stream, error) => onFault(nameWithin(stream), error),
  });
  const tellWhenDone = async (id: string, work: Promise<CaseState>) => moves.tell(id, await work);
  if (options.workers > 0) {
    world.adopt = {
      room: () => workers.room(),
      take: (id, state) => workers.take(streamOf(id), state),
      lend: (id, work) => workers.lend(streamOf(id), tellWhenDone(id, work)),
    };
  }
  return workers;
}

const clock = () => new Date();
