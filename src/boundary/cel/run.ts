import { UNKNOWN, type Value } from './values.ts';

/** A value that was read, or the plain reason why it is missing. */
export interface Root {
  value?: unknown;
  missing?: string;
}

/** The evaluation of conditions against one scope. Roots are read once, when a condition first asks for them. */
export interface Scope {
  /** The value of a root name (`order`, `args`), or why there is none. */
  root(name: string): Root;
  /** Whether the value at this path was made from text that a stranger wrote. */
  untrusted(root: string, steps: (string | number)[]): boolean;
  /** Milliseconds; NaN when the clock is not known. */
  nowMs: number;
  timeZone: string;
}

/** One run over a scope: what it read, the variables of quantifiers, and what it found missing and why. */
export class Run {
  readonly scope: Scope;
  readonly locals = new Map<string, unknown>();
  missing: Map<string, string> | undefined;
  private readonly roots = new Map<string, Root>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  root(name: string): Root {
    let found = this.roots.get(name);
    if (!found) {
      found = this.scope.root(name);
      this.roots.set(name, found);
    }
    return found;
  }

  /** Starts the next condition: nothing is missing yet. */
  forget(): void {
    this.missing = undefined;
  }

  /** Notes that something is not known, and gives the unknown value. */
  miss(what: string, why: string): Value {
    this.missing ??= new Map();
    if (!this.missing.has(what)) this.missing.set(what, why);
    return UNKNOWN;
  }
}

/** A compiled node. */
export type Evaluate = (run: Run) => Value;
