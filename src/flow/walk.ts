import type { Actor, Append, Appended, Gate, NewEntry, Rows } from '../log/schema.ts';
import { AppError } from '../runtime/errors.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import type { CaseState } from './case/state.ts';
import { due, dueAt } from './case/due.ts';
import { entry, parseEntry, type BodyOf, type EntryKind, type PrivateOf } from './case/entries.ts';
import { evolve, foresee, replay, unplaced } from './case/replay.ts';
import { over, rowsOf, turnsFrom } from './case/rows.ts';
import { streamOf, type World } from './world.ts';

export const REMIT: Actor = { type: 'remit' };

/** How a case begins whose first entries are not appended yet. */
export interface Beginning {
  entries: NewEntry[];
  keys: Append['keys'];
  /** Hears once that the case is in the log. */
  begun(state: CaseState): void;
}

/** A case that could not begin, for a name of it is another stream's: nothing of it is in the log. */
export class NotBegun extends Error {
  readonly holder: string | undefined;

  constructor(holder: string | undefined) {
    super(`a new case could not be opened${holder === undefined ? '' : `: ${holder} has its name`}`);
    this.holder = holder;
  }
}

/**
 * A case under way: its state as the log has it, and the entries that were added since and are not appended yet.
 * Entries between two outside effects go into one append.
 */
export class Walk {
  readonly world: World;
  workspace: Workspace;
  workflow: Workflow;
  state: CaseState;
  /** What became of writes; it must reach the log even when somebody else appended first. */
  answers: NewEntry[] = [];
  private pending: NewEntry[] = [];
  /** As the log has it; null while it begins. */
  private stored: CaseState | null;
  private beginning: Beginning | null = null;
  /** Up to this version all rounds have their rows. */
  private rested: number;
  /** Rows of reviews and decisions that entries added since have left behind. */
  private left: Rows | null = null;

  constructor(world: World, state: CaseState) {
    this.world = world;
    this.workspace = world.workspace();
    this.workflow = workflowOf(this.workspace, state.workflow);
    this.state = state;
    this.stored = state;
    this.rested = this.restedAt(state);
  }

  /** A case that begins: its first entries, and the names that they claim, go with the first append. */
  static begin(world: World, id: string, beginning: Beginning): Walk {
    const walk = new Walk(world, foresee(id, beginning.entries));
    walk.beginning = beginning;
    walk.stored = null;
    walk.pending = [...beginning.entries];
    walk.rested = 0;
    return walk;
  }

  /** Takes what is in force now: a plan may have been made under a boundary that was tightened since. */
  renew(): void {
    this.workspace = this.world.workspace();
    this.workflow = workflowOf(this.workspace, this.state.workflow);
  }

  /** Whether nothing of the case is in the log yet. */
  get isBeginning(): boolean {
    return this.beginning !== null;
  }

  /** Adds an entry; the state moves on at once, the log with the next `commit`. */
  add<K extends EntryKind>(kind: K, actor: Actor, body: BodyOf<K>, hidden?: PrivateOf<K>): NewEntry {
    const made = entry(kind, actor, this.world.now(), body, hidden);
    this.push(made);
    return made;
  }

  /** Adds what became of a write. */
  answer<K extends EntryKind>(kind: K, actor: Actor, body: BodyOf<K>, hidden?: PrivateOf<K>): void {
    this.answers.push(this.add(kind, actor, body, hidden));
  }

  /** Takes back what was added last and not appended. */
  retract(count: number): void {
    const first = this.beginning?.entries ?? [];
    const kept = this.pending.slice(first.length, -count);
    this.state = this.stored ?? foresee(this.state.id, first);
    this.pending = [...first];
    this.left = null;
    for (const made of kept) this.push(made);
  }

  /** Appends what was added. `goesOn` keeps the lease, for the case goes on in this worker. */
  async commit(
    goesOn: boolean,
    gate?: Gate,
    keys?: Append['keys'],
  ): Promise<Appended | { ok: true; nothing: true }> {
    if (this.pending.length === 0) return { ok: true, nothing: true };
    const adopted = !goesOn && due(this.state, this.world.now()) !== 'wait' && this.adoptable();
    const resting = !goesOn && !adopted;
    const claimed = keys ?? this.beginning?.keys;
    const append = this.toAppend(!resting, gate);
    const done = await this.world.log.append(claimed ? { ...append, keys: claimed } : append);
    if (this.beginning && !done.ok && done.why !== 'refused')
      throw new NotBegun(done.why === 'taken' ? done.stream : undefined);
    if (done.ok) {
      if (resting) this.rested = this.state.version;
      this.pending = [];
      this.answers = [];
      this.left = null;
      this.stored = this.state;
      this.beginning?.begun(this.state);
      this.beginning = null;
      if (adopted) this.world.adopt?.take(this.state.id, this.state);
    }
    return done;
  }

  /** Somebody else appended first: what they wrote counts, and only answers of outside systems are kept. */
  async reload(): Promise<void> {
    const answers = this.answers;
    this.state = await load(this.world, this.state.id);
    this.stored = this.state;
    this.rested = this.restedAt(this.state);
    this.pending = [];
    this.left = null;
    this.answers = [];
    for (const made of answers) {
      if (!isNews(this.state, made)) continue;
      this.push(made);
      this.answers.push(made);
    }
  }

  /**
   * Who waits, or is closed, came to rest with its last entry. Of another it is not known: who had it in hand may
   * have died, so all of its rounds are to be written when it comes to rest.
   */
  private restedAt(state: CaseState): number {
    const step = due(state, this.world.now());
    return step === 'wait' || step === 'closed' ? state.version : 0;
  }

  /** A person's verb leaves work behind that this very process can take up at once. */
  private adoptable(): boolean {
    return this.state.status !== 'closed' && (this.world.adopt?.room() ?? false);
  }

  private push(made: NewEntry): void {
    if (turnsFrom(this.state, made.kind as EntryKind)) {
      const rows = rowsOf(this.workspace, this.state, {
        since: this.stored?.version ?? 0,
        resting: true,
        rested: this.rested,
      });
      this.left = over(this.left ?? {}, rows);
    }
    this.pending.push(made);
    const placed = parseEntry(unplaced(made, this.state.version + 1));
    this.state = evolve(this.state, placed, this.state.id);
  }

  private toAppend(goesOn: boolean, gate?: Gate): Append {
    const { state, world, rested } = this;
    const since = this.stored?.version ?? 0;
    const rows = rowsOf(this.workspace, state, { since, resting: !goesOn, rested });
    const append: Append = {
      stream: streamOf(state.id),
      expected: since,
      entries: this.pending,
      head: {
        workflow: state.workflow,
        dueAt: goesOn ? world.now() : dueAt(state, world.now()),
        lease: goesOn ? { by: world.worker, ms: world.leaseMs } : null,
      },
      rows: this.left ? over(this.left, rows) : rows,
    };
    if (gate) append.gate = gate;
    return append;
  }
}

/**
 * Whether what became of a write is still to be said. That it was done is news even where somebody had found that it
 * was not: the one who asked may have asked while it was on its way.
 */
function isNews(state: CaseState, { kind, body }: NewEntry): boolean {
  // What was paid for is kept, whatever came meanwhile.
  if (kind === 'agent.turn') return true;
  const status = state.actions.find(({ key }) => key === body['key'])?.status;
  if (kind === 'action.undone') return status === 'done';
  if (kind === 'action.done' && status === 'failed') return true;
  return status === 'intended' || status === 'unknown';
}

/** Reads and replays a case. */
export async function load(world: World, id: string): Promise<CaseState> {
  const entries = await world.log.read(streamOf(id));
  const state = replay(id, entries);
  if (!state)
    throw new AppError('not_found', `There is no case ${id}.`, { suggestion: 'Look it up in the log.' });
  return state;
}

export function workflowOf(workspace: Workspace, name: string): Workflow {
  const workflow = workspace.workflows[name];
  if (workflow) return workflow;
  const known = Object.keys(workspace.workflows).join(', ');
  throw new AppError('not_found', `There is no workflow ${name}.`, {
    suggestion: `The workspace has ${known}.`,
  });
}
