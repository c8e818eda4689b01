import type { Pool } from 'pg';
import type { Looked } from '../../evidence/backrun/schema.ts';
import type { Agent, Rehearsal } from '../../flow/plan/schema.ts';
import { streamOf } from '../../flow/world.ts';
import type { Entry } from '../../log/schema.ts';
import { answer, CAPPED, type Purse } from './answers.ts';
import { readDecided, readTexts, type DecidedId, type LabelText } from './decided.ts';
import { inputOf, pastOf, rehearse } from './rehearse.ts';
import { BACKRUN_LEASE_MS, type Asked, type BackrunWorld, type StoredRun } from './schema.ts';
import { keepStretch, leaveRun, readQueue, renewRun, type Stretch } from './store.ts';

/** Cases that are read at once. */
const READ_AT_ONCE = 200;
/** Results are kept after so many of them, or after so long: what a crash can lose. */
const KEEP_EVERY = 100;
const KEEP_EVERY_MS = 1_000;

export interface Running {
  world: BackrunWorld;
  pool: Pool;
  /** Names this process among those that may run it. */
  owner: string;
  signal: AbortSignal;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** How a run came to rest. `left`: stopped, cancelled or taken by another, and it can go on. */
export type Ended = 'done' | 'capped' | 'left';

/**
 * Goes through the cases of a run that were not looked at yet, in the order of the log. What is stored after each
 * stretch depends on nothing but the log and what was asked, so it does not matter how often it is interrupted. The
 * memory is taught anew from the first decision on: it is asked before it learns what people decided.
 */
export async function run(running: Running, stored: StoredRun, asked: Asked): Promise<Ended> {
  const { world, pool, signal } = running;
  const rehearsal = world.rehearse?.(asked.workflow);
  const agents = rehearsal?.agents ?? world.agents(asked.workflow);
  const agent = agents.find(({ name }) => name === asked.agent.name);
  if (!agent) throw new Error(`the agent ${asked.agent.name} was there a moment ago`);
  const queue = new Map((await readQueue(pool, stored.id)).map((item) => [item.id, item]));
  // A model is shown cases that people decided before, and no later ones.
  const learns = asked.agent.kind !== 'rules' && rehearsal !== undefined;
  const decided = await readDecided(pool, stored.workflow, stored.horizon);
  const waiting = decided.filter(({ id }) => queue.get(id)?.isDone === false);
  const way = learns ? upTo(decided, waiting.at(-1)) : waiting;
  const stretch = new Stretches(running, stored);
  const renewing = setInterval(() => void stretch.renew(), BACKRUN_LEASE_MS / 3);
  try {
    for (let from = 0; from < way.length; from += READ_AT_ONCE) {
      const some = way.slice(from, from + READ_AT_ONCE);
      const looked = some.filter(({ id }) => queue.get(id)?.isDone === false);
      const streams = await world.log.readMany([...new Set(looked.map((one) => streamOf(one.case_id)))]);
      const texts = learns ? await textsOf(pool, some) : new Map<string, LabelText>();
      for (const one of some) {
        if (signal.aborted || stretch.isLost) return await stretch.leave('left');
        const item = queue.get(one.id);
        if (item && !item.isDone) {
          const entries = streams.get(streamOf(one.case_id)) ?? [];
          const made = await lookAt(running, asked, agent, one, entries, stretch.purse());
          if (made === CAPPED) return await stretch.leave('capped');
          await stretch.add(item.number, made);
        }
        teach(rehearsal, one, texts);
      }
    }
    return await stretch.finish();
  } finally {
    clearInterval(renewing);
  }
}

interface Made {
  looked: Looked;
  spentMinor: number;
  how: 'free' | 'asked' | 'reused';
}

async function lookAt(
  { world }: Running,
  asked: Asked,
  agent: Agent,
  one: DecidedId,
  entries: readonly Entry[],
  purse: Purse,
): Promise<Made | typeof CAPPED> {
  const nothing = { spentMinor: 0, how: 'free' as const };
  if (one.set_aside) return { looked: { id: one.id, leftOut: 'set_aside' }, ...nothing };
  const past = pastOf(one.id, one.case_id, entries);
  if (!past) return { looked: { id: one.id, leftOut: 'erased' }, ...nothing };
  const answered = await answer(agent, inputOf(past, asked.workflow), entries, purse);
  if (answered === CAPPED) return CAPPED;
  const { proposal, spentMinor, how } = answered;
  return { looked: rehearse(world.workspace(), asked, past, agent, proposal), spentMinor, how };
}

/** Only what people decided is learned, and nothing that broke the policy of its day. */
function teach(
  rehearsal: Rehearsal | undefined,
  { id, set_aside: isSetAside }: DecidedId,
  texts: ReadonlyMap<string, LabelText>,
): void {
  const text = texts.get(id);
  if (text && !isSetAside) rehearsal?.learn(text);
}

async function textsOf(pool: Pool, decided: readonly DecidedId[]): Promise<Map<string, LabelText>> {
  const rows = await readTexts(
    pool,
    decided.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everything that was decided up to the last case that is still to be looked at. */
function upTo(decided: readonly DecidedId[], last: DecidedId | undefined): readonly DecidedId[] {
  return last ? decided.slice(0, decided.indexOf(last) + 1) : [];
}

/** Collects results and keeps them stretch by stretch. */
class Stretches {
  /** Cancelled, or taken by another. */
  isLost = false;
  private made: Stretch = newStretch();
  private done: number;
  private spent: number;
  private began = performance.now();

  constructor(
    private readonly running: Running,
    private readonly stored: StoredRun,
  ) {
    this.done = stored.done;
    this.spent = stored.spent_minor;
  }

  purse(): Purse {
    const { pool, world, signal } = this.running;
    const leftMinor = this.stored.cap_minor - this.spent;
    return { pool, run: this.stored.id, now: () => world.now(), signal, leftMinor };
  }

  async add(number: number, { looked, spentMinor, how }: Made): Promise<void> {
    this.made.results.push({ number, looked });
    this.spent += spentMinor;
    if (how === 'reused') this.made.reused += 1;
    const isLong = performance.now() - this.began > KEEP_EVERY_MS;
    if (this.made.results.length >= KEEP_EVERY || isLong) await this.keep();
  }

  async keep(): Promise<void> {
    const { pool, owner, onProgress } = this.running;
    if (this.made.results.length === 0 || this.isLost) return;
    this.made.workMs = performance.now() - this.began;
    if (!(await keepStretch(pool, this.stored.id, owner, this.made))) this.isLost = true;
    else this.done += this.made.results.length;
    this.made = newStretch();
    this.began = performance.now();
    onProgress?.(this.done, this.stored.total);
  }

  async renew(): Promise<void> {
    const { pool, owner } = this.running;
    // A database that is away for a moment is no reason to stop: the next stretch finds out.
    const isMine = await renewRun(pool, this.stored.id, owner).catch(() => true);
    if (!isMine) this.isLost = true;
  }

  async leave(ended: 'left' | 'capped'): Promise<Ended> {
    const { pool, owner, world } = this.running;
    await this.keep();
    const state = ended === 'capped' ? 'capped' : 'running';
    if (!this.isLost) await leaveRun(pool, this.stored.id, owner, { state, at: world.now() });
    return ended;
  }

  async finish(): Promise<Ended> {
    const { pool, owner, world } = this.running;
    await this.keep();
    if (this.isLost) return 'left';
    await leaveRun(pool, this.stored.id, owner, { state: 'done', at: world.now() });
    return 'done';
  }
}

function newStretch(): Stretch {
  return { results: [], reused: 0, workMs: 0 };
}
