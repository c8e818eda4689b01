/** So many faults in a row, and the system counts as down. */
export const FAULTS_IN_A_ROW = 5;
/** A system that is down is looked at again after this long, then after twice as long each time. */
const LOOK_MS = 250;
const LOOK_MS_MAX = 60_000;
const LOOK_GROWTH = 2;
/** Processes must not all look at the same moment: each waits this share more or less. */
const JITTER = 0.25;

/** Why nothing is sent to a system now. */
export interface Down {
  since: Date;
  says: string;
  /** It asked for a pause until then, and needs no look to find out that it is over. */
  until?: Date;
}

/**
 * Stops calls to a system that answers none, so that cases wait for it instead of each other, and it is not drowned
 * when it gets up. Only whether it can be reached counts here: a refusal is an answer.
 */
export class Breaker {
  private faults = 0;
  private looks = 0;
  /** It was let in again and has not answered a call since: one more fault, and it is down again. */
  private onTrial = false;
  private state: Down | null = null;

  down(): Down | null {
    return this.state;
  }

  answered(): void {
    this.faults = 0;
    this.looks = 0;
    this.onTrial = false;
  }

  /** Counts a fault; true when the system is down from now on. */
  failed(at: Date, says: string): boolean {
    this.faults += 1;
    if (this.state || (!this.onTrial && this.faults < FAULTS_IN_A_ROW)) return false;
    this.state = { since: at, says };
    return true;
  }

  /** Somebody else found that it is down; false where this is known. */
  trip(down: Down): boolean {
    if (this.state) return false;
    this.state = down;
    return true;
  }

  /** A look showed that it is back; false where it was not down. */
  mend(): boolean {
    if (!this.state) return false;
    this.state = null;
    this.onTrial = true;
    return true;
  }

  /** When to look again, in milliseconds from now; longer each time. `chance` is between 0 and 1. */
  nextLookMs(chance: number): number {
    const ms = Math.min(LOOK_MS * LOOK_GROWTH ** this.looks, LOOK_MS_MAX);
    this.looks += 1;
    return ms * (1 - JITTER + 2 * JITTER * chance);
  }
}
