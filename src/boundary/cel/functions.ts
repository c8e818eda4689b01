import { clockFunctions } from './functions-of-time.ts';
import { moneyFunctions } from './functions-of-money.ts';
import { textFunctions } from './functions-of-text.ts';
import type { Evaluate } from './run.ts';
import type { CallNode } from './tree.ts';

/** A function that conditions may call. The table in docs/boundary.md is checked against this one. */
export interface CelFunction {
  name: string;
  /** How it is written, for people. */
  usage: string;
  gives: string;
  says: string;
  /** Signatures that the engine does not know yet. */
  own?: string[];
  /** Written after a dot: `text.contains("x")`. The receiver is the first argument. */
  method?: true;
  /** Arguments (by index) that must be written as literals, since they are read when the file loads. */
  literal?: number[];
  /** Arguments (by index) that must be a path, such as `args.recipient`. */
  path?: number[];
  /** What is wrong with the literals, if anything; called when the file loads. */
  faulty?(call: CallNode): string | undefined;
  /** Makes the evaluation out of those of the arguments. */
  compile(args: Evaluate[], call: CallNode): Evaluate;
}

export const FUNCTIONS: readonly CelFunction[] = [...clockFunctions, ...moneyFunctions, ...textFunctions];

const BY_NAME = new Map(FUNCTIONS.map((fn) => [key(fn.name, fn.method === true), fn]));

/** The function of this name, called plainly or after a dot. */
export function functionNamed(name: string, method: boolean): CelFunction | undefined {
  return BY_NAME.get(key(name, method));
}

function key(name: string, method: boolean): string {
  return method ? `.${name}` : name;
}
