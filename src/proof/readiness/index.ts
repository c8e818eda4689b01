export { assess, type Assessed, type HowToAssess } from './assess.ts';
export { TARGETS, type Columns, type Target } from './columns.ts';
export { showKind } from './show.ts';
export { tellReadiness } from './tell.ts';
