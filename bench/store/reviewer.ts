import type { Pool } from 'pg';
import { decide, handle, load, settle, type CaseState, type World } from '../../src/flow/index.ts';
import { AppError } from '../../src/runtime/errors.ts';
import type { Person } from '../../src/workspace/schema.ts';

/** Without a notice the reviewer looks again after this long. */
const LOOK_MS = 200;

/** What the reviewer did, by what it was. */
export interface Decided {
  approved: number;
  /** Handed over, or refused by the shop: a person closes the case. */
  handled: number;
  /** Nobody could say whether it was done, so the reviewer asked the shop. */
  settled: number;
}

/**
 * Somebody at the desk who approves whatever an agent proposes, closes what was handed over, and looks in the shop where
 * nobody knows whether something was done. Hears of work as the console does, by notices of the log.
 */
export class Reviewer {
  readonly decided: Decided = { approved: 0, handled: 0, settled: 0 };
  readonly #pool: Pool;
  readonly #isDone: (key: string) => boolean;
  #at: { world: World; person: Person } | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  /** `isDone`: whether the shop has done what was sent under a key. */
  constructor(pool: Pool, isDone: (key: string) => boolean) {
    this.#pool = pool;
    this.#isDone = isDone;
  }

  begin(world: World, person: Person): void {
    this.#at = { world, person };
    this.#timer = setInterval(() => this.soon(), LOOK_MS);
  }

  /** Something moved. Looks at once, or once more after the look that is under way. */
  soon(): void {
    if (!this.#at) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.soon();
    });
  }

  /** Resolves when nothing is under way at the desk. */
  async rest(): Promise<void> {
    while (this.#looking) await this.#looking;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#at = undefined;
    await this.rest();
  }

  async #look(): Promise<void> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `select case_id as id from reviews where status = 'open' union select id from cases where status = 'unknown'`,
    );
    await Promise.all(rows.map(({ id }) => this.#take(id)));
  }

  async #take(id: string): Promise<void> {
    if (!this.#at) return;
    const { world, person } = this.#at;
    try {
      this.decided[await act(world, person, await load(world, id), this.#isDone)] += 1;
    } catch (error) {
      // The case moved on, or a system is away: what is still open is seen at the next look.
      if (!(error instanceof AppError)) throw error;
    }
  }
}

async function act(
  world: World,
  person: Person,
  state: CaseState,
  isDone: (key: string) => boolean,
): Promise<keyof Decided> {
  const lost = state.actions.find(({ status }) => status === 'unknown');
  if (lost) {
    await settle(world, person, state.id, { key: lost.key, done: isDone(lost.key) });
    return 'settled';
  }
  const { review, plan } = state;
  if (review?.status !== 'open' || !plan) throw new AppError('conflict', 'Nothing is asked here any more.');
  if (review.effect === 'approve') {
    await decide(world, person, review.id, { plan: plan.digest, decision: 'approve' });
    return 'approved';
  }
  const note = 'The shop refused it.';
  const kind = state.kind ?? plan.kind;
  await handle(world, person, state.id, { kind, play: null, outcome: 'failed', note });
  return 'handled';
}
