import type { Hands, Place } from './hands.ts';

/** One process looks at a time. Where it dies, another goes on so long after the next look was due. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;

/** A cursor that this process holds: how far a trigger has read. */
export class Held {
  private renewedAt = performance.now();

  private constructor(
    private readonly hands: Hands,
    private readonly name: string,
    private readonly leaseMs: number,
    public value: string | null,
  ) {}

  /** Takes the cursor of a trigger that is looked at this often; null while another process has it. */
  static async take(hands: Hands, place: Place, everyMs: number): Promise<Held | null> {
    const name = nameOf(place);
    const leaseMs = LEASE_MS + everyMs;
    const taken = await hands.cursors.take(name, leaseMs);
    return taken && new Held(hands, name, leaseMs, taken.value);
  }

  /** Writes how far it is. False: another process has taken it over, and nothing more may be taken in. */
  async keep(value: string): Promise<boolean> {
    if (performance.now() - this.renewedAt > RENEW_MS) {
      if (!(await this.hands.cursors.take(this.name, this.leaseMs))) return false;
      this.renewedAt = performance.now();
    }
    const isOurs = await this.hands.cursors.keep(this.name, value);
    if (isOurs) this.value = value;
    return isOurs;
  }
}

/** Lets another process look from now on. */
export async function letGo(hands: Hands, place: Place): Promise<void> {
  await hands.cursors.release(nameOf(place));
}

function nameOf({ workflow, trigger }: Place): string {
  return `${trigger.kind}/${workflow}/${trigger.name}`;
}

/** What a cursor holds, as it was written; null where there is none yet, or one that an older version wrote. */
export function readCursor<T>(value: string | null, check: (given: unknown) => T | null): T | null {
  if (value === null) return null;
  try {
    return check(JSON.parse(value));
  } catch {
    return null;
  }
}
