import type { Action } from '../../boundary/schema.ts';
import { digest } from '../../log/canonical.ts';
import type { Clearance } from './schema.ts';

/**
 * An action with leave to run once. The constructor is private and `consume` is the only way to one: it takes the
 * clearance that the log holds, so an action without a ruling or a review behind it does not compile.
 */
export class Cleared {
  readonly write: string;
  readonly args: Record<string, unknown>;
  readonly digest: string;
  readonly clearance: string;

  private constructor(action: Action, clearance: Clearance) {
    this.write = action.write;
    this.args = action.args;
    this.digest = clearance.digest;
    this.clearance = clearance.id;
  }

  /** Refuses (undefined) when no clearance of the log is for exactly this action, or when it has expired. */
  static consume(action: Action, clearances: readonly Clearance[], now: Date): Cleared | undefined {
    const exact = digest({ write: action.write, args: action.args });
    const clearance = clearances.find((one) => one.digest === exact && new Date(one.expires_at) > now);
    return clearance && new Cleared(action, clearance);
  }
}

/** Leave for each action of a plan, in order; `id` names them within the case. */
export function clear(digests: string[], id: string, now: Date, lastsMs: number): Clearance[] {
  const expires_at = new Date(now.getTime() + lastsMs).toISOString();
  return digests.map((digest, index) => ({ id: `${id}.${index + 1}`, digest, expires_at }));
}
