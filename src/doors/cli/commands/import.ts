import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { importFile } from '../../../flow/index.ts';
import { lookInto, type Look } from '../../../flow/intake/import/look.ts';
import { readMapping, readPairs } from '../../../flow/intake/import/mapping.ts';
import { FORMATS, type Format, type Layout, type Mapping } from '../../../flow/intake/import/schema.ts';
import { AppError } from '../../../runtime/errors.ts';
import { importShelf } from '../../../runtime/imports.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import { EXIT } from '../failure.ts';
import { openFile, type FileOnDisk } from '../import/open_file.ts';
import { showLook } from '../import/preview.ts';
import { ProgressBar } from '../import/progress_bar.ts';
import { openReport, reportPath } from '../import/report.ts';
import { saySummary } from '../import/summary.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

interface Options {
  workflow: string;
  map: string[];
  mapping?: string;
  format?: Format;
  separator?: string;
  report?: string;
  yes?: true;
  dryRun?: true;
}

const EXAMPLES = `
  remit import tickets.csv --workflow it-tickets
  remit import tickets.csv.gz --workflow it-tickets --map body=Description --map kind=Category --yes
  remit import cases.jsonl --workflow expenses --mapping mapping.yaml
CSV, JSON and JSONL are read, packed by gzip or not. --map field=column says where a field comes from, field==text
gives it the same text always, and field= leaves it out. Importing a file twice opens nothing twice, and an import
that was interrupted goes on where it was. Exits with 1 when rows were rejected: they stand in a report beside the file.`;

export function addImport(program: Command, desk: Desk): void {
  program
    .command('import')
    .argument('<file>', 'a file with one case a row')
    .description('bring in tickets: what people decided is learned from, what is open is worked on')
    .requiredOption('-w, --workflow <name>', 'the workflow that the rows belong to')
    .option('--map <field=column>', 'where a field comes from, as often as needed', collect, [])
    .option('--mapping <file>', 'the same as a YAML file, for rows that hold lists of events')
    .option('--format <format>', FORMATS.join(', '), readFormat)
    .option('--separator <character>', 'what separates the cells of a CSV file')
    .option('--report <file>', 'where rejected rows go')
    .option('-y, --yes', 'do not ask whether the mapping is right')
    .option('--dry-run', 'only show the mapping')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const file = await openFile(path);
      const given = { layout: layoutOf(options), mapping: await mappingOf(options) };
      const open = await desk.wire.openWorld();
      try {
        const look = await lookAtFile(open, file, options.workflow, given);
        showLook(look, file.name, desk.terminal);
        refuseIncomplete(look);
        if (options.dryRun) return;
        if (!options.yes && !(await agreed(desk))) return desk.terminal.tell('Nothing was imported.');
        await runFile(desk, open, file, options, look);
      } finally {
        await open.close();
      }
    });
}

async function lookAtFile(
  { world }: OpenWorld,
  file: FileOnDisk,
  name: string,
  given: { layout: Partial<Layout>; mapping: Mapping },
): Promise<Look> {
  const workspace = world.workspace();
  const workflow = workspace.workflows[name];
  if (!workflow) {
    const suggestion =
      suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
    throw new AppError('not_found', `There is no workflow "${name}".`, {
      path: 'workflow',
      suggestion: `Here ${suggestion}`,
    });
  }
  return lookInto(workspace, workflow, () => file.open(), given);
}

async function runFile(
  desk: Desk,
  open: OpenWorld,
  file: FileOnDisk,
  options: Options,
  look: Look,
): Promise<void> {
  const { wire, terminal } = desk;
  const isCsv = look.layout.format === 'csv';
  const path = options.report ?? reportPath(file.path, isCsv);
  const report = openReport(path, isCsv);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  let bar: ProgressBar | undefined;
  const started = performance.now();
  let before = 0;
  try {
    const { layout, mapping } = look;
    const imported = await importFile(open.world, file, {
      workflow: options.workflow,
      layout,
      mapping,
      shelf: importShelf(open.pool),
      report,
      signal: stop.signal,
      onStart({ rows }) {
        before = rows;
        if (rows > 0) terminal.tell(`Going on behind row ${rows.toLocaleString('en')}.`);
        bar = new ProgressBar(wire.stderr, () => (file.bytes === 0 ? 1 : file.read() / file.bytes), rows);
      },
      onRow: (progress) => bar?.show(progress),
    });
    bar?.end();
    const seconds = (performance.now() - started) / 1000;
    saySummary(terminal, imported, { seconds, before, report: path });
    if (imported.counts.rejected > 0 || !imported.finished) desk.exitCode = EXIT.no;
  } finally {
    bar?.end();
    process.off('SIGINT', onSignal);
    await report.close();
  }
}

function refuseIncomplete({ missing, unknown }: Look): void {
  if (unknown.length > 0) {
    throw new AppError(
      'invalid',
      `The file has no column ${unknown.map((name) => `“${name}”`).join(', ')}.`,
      {
        suggestion: 'Name columns as the file writes them; records inside records are written outer.inner.',
      },
    );
  }
  if (missing.length === 0) return;
  const [first = ''] = missing;
  throw new AppError('invalid', `No column was found for ${missing.join(', ')}.`, {
    suggestion: `Say which one it is: --map ${first}=COLUMN, or --map ${first}==TEXT for the same text in every row.`,
  });
}

/** A person at a terminal is asked; a script must have said so. */
async function agreed({ wire }: Desk): Promise<boolean> {
  const stdin = wire.stdin ?? process.stdin;
  if (stdin.isTTY !== true || wire.stderr.isTTY !== true) {
    throw new AppError('refused', 'Nobody is here to say whether this mapping is right.', {
      suggestion: 'Look at it, and say --yes.',
    });
  }
  const lines = createInterface({ input: stdin, output: wire.stderr });
  try {
    const answer = await lines.question('Import it like this? [y/N] ');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

async function mappingOf({ map, mapping }: Options): Promise<Mapping> {
  const pairs = readPairs(map);
  if (mapping === undefined) return { map: pairs };
  const text = await readFile(mapping, 'utf8').catch((error: Error) => {
    throw new AppError('not_found', `${mapping} cannot be read: ${error.message}.`, { path: mapping });
  });
  const read = readMapping(text, mapping);
  return { ...read, map: { ...read.map, ...pairs } };
}

function layoutOf({ format, separator }: Options): Partial<Layout> {
  return {
    ...(format === undefined ? {} : { format }),
    ...(separator === undefined ? {} : { separator: separator === '\\t' ? '\t' : separator }),
  };
}

function collect(pair: string, before: string[]): string[] {
  return [...before, pair];
}

function readFormat(written: string): Format {
  const format = FORMATS.find((known) => known === written.toLowerCase());
  if (!format) throw new InvalidArgumentError(`There is ${FORMATS.join(', ')}.`);
  return format;
}
