export { mayChange } from './may-change.ts';
export { setLimits } from './set-limits.ts';
export type { LimitFault, SetLimits } from './set-limits.ts';
