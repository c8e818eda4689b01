/** One line of `remit doctor`. */
export interface Finding {
  area: string;
  level: 'ok' | 'warn' | 'fail';
  says: string;
  /** What a person can do about it. */
  todo?: string;
}

/** Looks at one part of a workspace and its surroundings, without changing anything there. */
export type Examine = () => Promise<Finding[]> | AsyncIterable<Finding>;

export const ok = (area: string, says: string): Finding => ({ area, level: 'ok', says });
export const warn = (area: string, says: string, todo?: string): Finding =>
  todo === undefined ? { area, level: 'warn', says } : { area, level: 'warn', says, todo };
export const fail = (area: string, says: string, todo?: string): Finding =>
  todo === undefined ? { area, level: 'fail', says } : { area, level: 'fail', says, todo };
