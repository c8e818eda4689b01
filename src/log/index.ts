export { canonical, digest } from './canonical.ts';
export { openLog, type LogOptions } from './open.ts';
export type { Upgrade, Upgrades } from './upgrades.ts';
