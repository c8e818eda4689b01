export { compileCondition } from './condition.ts';
export type { Answer, CompiledCondition, ConditionNames, ConditionScope } from './condition.ts';
export { chainOf } from './chain/applies.ts';
export { loadBoundary } from './load.ts';
export type { Loaded } from './load.ts';
export { rule } from './rule.ts';
export { usedFacts } from './used-facts.ts';
export { statement } from './say/statement.ts';
export type { Sentence } from './say/statement.ts';
