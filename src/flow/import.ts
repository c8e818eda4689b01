import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ImportShelf } from '../runtime/imports.ts';
import { intake } from './arrive.ts';
import type { Bytes } from './intake/import/bytes.ts';
import type { MadeRow } from './intake/import/make.ts';
import { rowsOf } from './intake/import/rows.ts';
import { NO_COUNTS, runImport, type Progress, type Taken } from './intake/import/run.ts';
import type { Layout, Mapping, Row } from './intake/import/schema.ts';
import { checkMapping } from './intake/import/targets.ts';
import { record } from './record.ts';
import { workflowOf } from './walk.ts';
import type { World } from './world.ts';

/** A file to import, as a door hands it in; `open` reads it from its beginning. */
export interface ImportFile {
  /** Without folders; `.gz` at its end does not count. Names the source of its events. */
  name: string;
  /** Anything that changes when the file does: an import that was interrupted goes on only in the same file. */
  stamp: string;
  open(): Bytes;
}

/** Where rows go that are not taken. */
export interface Report {
  /** Keeps so many bytes of an earlier run's report, and drops the rest. */
  begin(bytes: number): Promise<void>;
  add(row: Row, says: string): void;
  /** Writes down what was added; the length of the report in bytes. */
  flush(): Promise<number>;
}

export interface ImportOptions {
  workflow: string;
  layout: Layout;
  mapping: Mapping;
  shelf: ImportShelf;
  report: Report;
  signal?: AbortSignal;
  onStart?(from: Progress): void;
  onRow?(progress: Progress): void;
}

/** What the shelf holds of an import. `finished` ones begin anew: what they brought is known by its source ids. */
const State = z.object({
  stamp: z.string(),
  rows: z.number(),
  counts: z.record(z.string(), z.number()),
  reported: z.number(),
  finished: z.boolean(),
});

export interface Imported extends Progress {
  finished: boolean;
}

/**
 * Imports a file: rows that say what people decided are recorded and learned from, and nothing runs for them; the
 * others are events like any other. A file that is imported again opens nothing twice; an import that was
 * interrupted goes on behind the last row that was done. Throws `AppError` when the file itself is broken.
 */
export async function importFile(world: World, file: ImportFile, options: ImportOptions): Promise<Imported> {
  const { mapping, shelf, report } = options;
  const workspace = world.workspace();
  const workflow = workflowOf(workspace, options.workflow);
  checkMapping(workflow, mapping);
  const id = `${workflow.name}/${file.name}/${digest(JSON.stringify(mapping))}`;
  const from = progressFrom(await shelf.read(id), file.stamp);
  await report.begin(from.reported);
  options.onStart?.(from);
  const signal = options.signal ?? new AbortController().signal;
  const keep = (progress: Progress, finished: boolean) =>
    shelf.write(id, { ...progress, stamp: file.stamp, finished });
  const { finished, ...progress } = await runImport({
    rows: rowsOf(file.open(), options.layout),
    ground: { workspace, workflow, mapping, source: `import:${file.name}`, now: world.now() },
    from,
    take: (made) => take(world, workflow.name, made),
    reject: (row, says) => report.add(row, says),
    flush: () => report.flush(),
    checkpoint: (progress) => keep(progress, false),
    onRow: (progress) => options.onRow?.(progress),
    signal,
  });
  if (finished) await keep(progress, true);
  return { ...progress, finished };
}

async function take(world: World, workflow: string, { event, decided }: MadeRow): Promise<Taken> {
  if (!decided) return (await intake(world, workflow, event)).status;
  return (await record(world, workflow, { event, ...decided })).status;
}

function progressFrom(stored: unknown, stamp: string): Progress {
  const known = State.safeParse(stored);
  if (!known.success || known.data.finished || known.data.stamp !== stamp) {
    return { rows: 0, counts: { ...NO_COUNTS }, reported: 0 };
  }
  const { rows, counts, reported } = known.data;
  return { rows, counts: { ...NO_COUNTS, ...counts }, reported };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
