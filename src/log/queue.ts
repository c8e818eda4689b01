import { isBrake, type Ready } from './batch.ts';
import type { Appended } from './schema.ts';

const BATCH_APPENDS_MAX = 128;
const BATCH_CHARACTERS_MAX = 4_000_000;

/** Brakes wait behind nothing else; appends that count against a budget hold its lock, and are kept apart. */
export const LANES = ['brakes', 'budgeted', 'others'] as const;
export type Lane = (typeof LANES)[number];

/** An append that waits for its batch, and whom to tell. */
export interface Waiting {
  ready: Ready;
  characters: number;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

/**
 * The appends that wait for a batch, in the order in which they came. A stream, or a name, is in at most one batch
 * at a time: a second append to the same stream waits until the first has been answered, so that two in a
 * row both succeed and a batch never meets itself.
 */
export class Queue {
  private waiting: Waiting[] = [];
  private readonly busy = new Set<string>();

  get length(): number {
    return this.waiting.length;
  }

  add(item: Waiting): void {
    this.waiting.push(item);
  }

  /** Takes the next batch of appends of one lane, sorted by stream; may be empty. */
  take(lane: Lane): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const passed = new Set<string>();
    let characters = 0;
    for (const [index, item] of this.waiting.entries()) {
      if (batch.length === BATCH_APPENDS_MAX) {
        left.push(...this.waiting.slice(index));
        break;
      }
      const claims = claimsOf(item);
      const fits =
        (batch.length === 0 || characters + item.characters <= BATCH_CHARACTERS_MAX) &&
        laneOf(item) === lane &&
        !claims.some((claim) => this.busy.has(claim) || passed.has(claim));
      if (fits) {
        batch.push(item);
        characters += item.characters;
        for (const claim of claims) this.busy.add(claim);
      } else {
        left.push(item);
        for (const claim of claims) passed.add(claim);
      }
    }
    this.waiting = left;
    return batch.sort((a, b) => (a.ready.append.stream < b.ready.append.stream ? -1 : 1));
  }

  /** Says that a batch has been answered. */
  release(batch: Waiting[]): void {
    for (const item of batch) for (const claim of claimsOf(item)) this.busy.delete(claim);
  }
}

function laneOf({ ready: { append } }: Waiting): Lane {
  if (isBrake(append)) return 'brakes';
  return append.gate?.budget === undefined ? 'others' : 'budgeted';
}

function claimsOf(item: Waiting): string[] {
  const { stream, keys } = item.ready.append;
  return keys ? [`stream ${stream}`, ...keys.map((key) => `key ${key.name}`)] : [`stream ${stream}`];
}
