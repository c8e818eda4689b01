export { lookForPrecedents } from './look.ts';
export type { Looked } from './look.ts';
export { judgePrecedent, readPrecedents } from './judge.ts';
export { precedentWatcher } from './watcher.ts';
