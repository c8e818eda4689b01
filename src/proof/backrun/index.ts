export { showCases, type CasesQuery } from './cases.ts';
export { cancelBackrun, resumeBackrun, startBackrun, stopBackruns, storedRun } from './keep.ts';
export type { BackrunForm } from './resolve.ts';
export type { BackrunWorld } from './schema.ts';
export { showBackrun, showBackruns, showPlan } from './show.ts';
export { planBackrun } from './start.ts';
