/**
 * What cells are told apart by: each name by itself, within each kind. Kinds are compared one by one, and are narrowed
 * down to most often; cells for more names at once would be as many as the decisions.
 */
export const GRAIN_NAMES = ['none', 'kind', 'play', 'agent', 'systems'] as const;
export type Grain = (typeof GRAIN_NAMES)[number];

const GRAINS: Record<Grain, readonly string[]> = {
  none: ['cohort'],
  kind: ['cohort', 'kind'],
  play: ['cohort', 'kind', 'play'],
  agent: ['cohort', 'kind', 'agent', 'version'],
  systems: ['cohort', 'kind', 'systems'],
};

/** Which of them a row is of that was grouped by `setsOf`. */
export const GRAIN = `case when grouping(play) = 0 then 'play' when grouping(agent) = 0 then 'agent'
  when grouping(systems) = 0 then 'systems' when grouping(kind) = 0 then 'kind' else 'none' end`;

/** Groups rows by every grain at once, and by more columns that all of them share. */
export const setsOf = (...more: string[]) =>
  `grouping sets (${GRAIN_NAMES.map((grain) => `(${[...more, ...GRAINS[grain]].join(', ')})`).join(', ')})`;
