export { canonical, digest } from './canonical.ts';
export { openLog, type LogOptions } from './open.ts';
export { areTablesOld, rebuild, type RebuildOptions } from './rebuild.ts';
export { lastSeal, makeSeal, type Seal, type Sealed } from './seal.ts';
export type { Upgrade, Upgrades } from './upgrades.ts';
export { checkSeal, type Misfit, verify, type VerifyOptions, type VerifyReport } from './verify.ts';
