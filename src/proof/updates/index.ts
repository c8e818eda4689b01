export { acceptUpdate, declineUpdate } from './accept.ts';
export type { AcceptGiven } from './accept.ts';
export { readUpdate } from './detail.ts';
export { ruleFromCase } from './from_case.ts';
export { withLearned } from './learned.ts';
export { look } from './look.ts';
export { readUpdates } from './read.ts';
