import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Bytes } from './bytes.ts';
import { asText, at, columnsOf } from './columns.ts';
import { guessMapping } from './guess.ts';
import { layOver } from './mapping.ts';
import { lookAt } from './rows.ts';
import type { Layout, Mapping, Row, Source } from './schema.ts';
import { checkMapping, missingTargets } from './targets.ts';

/** Rows that a guess is made from. */
const ROWS_LOOKED_AT = 200;
/** Rows that a person is shown. */
const EXAMPLES = 3;

/** What an import would do, to be shown before it does it. */
export interface Look {
  layout: Layout;
  mapping: Mapping;
  /** One line for each mapped target: its name, where it comes from, and what the first rows hold there. */
  lines: { target: string; from: string; examples: string[] }[];
  unused: string[];
  /** Event fields that must be there and were not found. */
  missing: string[];
  /** Columns that were mapped by hand and that no row looked at has. */
  unknown: string[];
  decides: boolean;
}

/** Looks at the beginning of a file: how it is written, which column holds what. Nothing is written. */
export async function lookInto(
  workspace: Workspace,
  workflow: Workflow,
  open: () => Bytes,
  given: { layout: Partial<Layout>; mapping: Mapping },
): Promise<Look> {
  const { layout, rows } = await lookAt(open, ROWS_LOOKED_AT, given.layout);
  const good = rows.filter(({ bad }) => bad === undefined);
  const mapping = layOver(guessMapping(workflow, workspace.currency, good), given.mapping);
  checkMapping(workflow, mapping);
  const columns = columnsOf(good);
  const sources = Object.entries(mapping.map);
  const used = new Set(sources.map(([, source]) => columnOf(source)));
  if (mapping.steps) used.add(mapping.steps.from);
  const isInside = (column: string) => [...used].some((one) => one && `${column}.`.startsWith(`${one}.`));
  const holdsUsed = (column: string) => [...used].some((one) => one?.startsWith(`${column}.`));
  const shown = good.slice(0, EXAMPLES);
  const lines = sources.map(([target, source]) => ({
    target,
    from: sayFrom(source),
    examples: examples(shown, source),
  }));
  if (mapping.steps)
    lines.push({ target: 'steps', from: mapping.steps.from, examples: examples(shown, mapping.steps.from) });
  return {
    layout,
    mapping,
    lines,
    unused: columns.filter((column) => !isInside(column) && !holdsUsed(column)),
    missing: missingTargets(workflow, mapping),
    unknown: sources.flatMap(([, source]) => columnOf(source) ?? []).filter((column) => !isIn(good, column)),
    decides: mapping.steps !== undefined || 'kind' in mapping.map || 'play' in mapping.map,
  };
}

function columnOf(source: Source): string | undefined {
  if (typeof source === 'string') return source;
  return 'column' in source ? source.column : undefined;
}

function isIn(rows: Row[], column: string): boolean {
  return rows.length === 0 || rows.some(({ values }) => at(values, column) !== undefined);
}

function sayFrom(source: Source): string {
  if (typeof source === 'string') return source;
  return 'column' in source ? `${source.column} (translated)` : `always ${String(source.value)}`;
}

function examples(rows: Row[], source: Source): string[] {
  return rows.map(({ values }) => {
    if (typeof source !== 'string' && 'value' in source) return String(source.value);
    const column = typeof source === 'string' ? source : source.column;
    const value = at(values, column);
    return Array.isArray(value) ? `${value.length} items` : asText(value);
  });
}
