import { DatabaseError } from 'pg';

/**
 * What an error says about the statement that met it.
 * `undone`: the database rolled it back, and the same may be tried again.
 * `unknown`: the answer was lost; it may or may not have been committed.
 * `bad`: it will fail again however often it is tried.
 */
export type Fate = 'undone' | 'unknown' | 'bad';

/** Serialization failure, deadlock, lock not available, statement cancelled or out of time, too many connections. */
const UNDONE = new Set(['40001', '40P01', '55P03', '57014', '53300']);
/** Connection exceptions, an administrator's or a crash's shutdown, and completion unknown. */
const UNKNOWN = /^(08...|57P0[1-5]|40003)$/;

export function fateOf(error: unknown): Fate {
  if (error instanceof DatabaseError) {
    if (UNDONE.has(error.code ?? '')) return 'undone';
    return UNKNOWN.test(error.code ?? '') ? 'unknown' : 'bad';
  }
  // pg reports a broken connection as a plain Error, with or without a code of the operating system. A fault of
  // our own has a class of its own.
  const ownFault = error instanceof TypeError || error instanceof RangeError || !(error instanceof Error);
  return ownFault || error.name === 'AssertionError' || error.name === 'AppError' ? 'bad' : 'unknown';
}
