export { lookForPrecedents } from './look.ts';
export type { Looked } from './look.ts';
export { judgePrecedent, readPrecedents } from './judge.ts';
export { PrecedentWatcher } from './watcher.ts';
