export { changeBoundary, CHANGE_CASES } from './change.ts';
export type { BoundaryChange, Changed } from './change.ts';
export { checkChange, runBacktest, showBacktest } from './check.ts';
export type { ChangeToCheck, Tested } from './check.ts';
export { decideChange } from './decide.ts';
export type { ChangeDecision } from './decide.ts';
export { changeRows } from './proposals.ts';
export { readBoundary, readChanges } from './read.ts';
export type { FileStand } from '../../workspace/overlay.ts';
