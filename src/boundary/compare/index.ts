export { chainDirection } from './chains.ts';
export { changedLimits, changedParts, limitsRead, limitsReadByChain } from './parts.ts';
export type { ChangedLimit, Parts } from './parts.ts';
export { compareStatements } from './sentences.ts';
export type { ComparedSentence } from './sentences.ts';
