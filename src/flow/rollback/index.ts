export { advanceRollback } from './advance.ts';
export { planRollback, type RollbackGiven } from './plan.ts';
export { runRollback, type RollbackVerb } from './run.ts';
export { sayRollback } from './say.ts';
export { rollbackRows } from './rows.ts';
export { countsOf, loadRollback, pendingItems, type RollbackState } from './state.ts';
export { titleOf } from './title.ts';
