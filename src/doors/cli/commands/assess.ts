import { InvalidArgumentError, type Command } from 'commander';
import { FORMATS, type Format } from '../../../flow/intake/import/schema.ts';
import { assess, showKind, TARGETS, type Assessed, type Target } from '../../../proof/readiness/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Desk } from '../index.ts';
import { openFile } from '../import/open_file.ts';
import { columns as aligned, type Terminal } from '../terminal.ts';

interface Options {
  map: string[];
  leaveOut: string[];
  format?: Format;
  separator?: string;
  currency: string;
  canBeUndone?: true;
  json?: true;
}

const EXAMPLES = `
A table of handled work, a row for each case: what it was about, and what was done. No workspace is needed.
  remit assess tickets.csv                                    columns are guessed and shown
  remit assess tickets.csv --map kind=Topic --map done=Macro  these are said by hand
  remit assess events.csv --map case=number                   several rows for a case: the last one counts
  remit assess tickets.csv --map text=subject,body --leave-out vip
Targets: kind, done, text, at, money, reworked, case. An empty one (--map money=) takes a guess away.`;

const VERDICT: Record<string, [words: string, style: Parameters<Terminal['paint']>[0]]> = {
  ready: ['ready', 'green'],
  nearly: ['nearly', 'yellow'],
  not_yet: ['not yet', 'red'],
  too_few: ['too few', 'dim'],
};

export function addAssess(program: Command, desk: Desk): void {
  program
    .command('assess')
    .argument('<file>', 'a CSV, JSON or JSONL file of handled work; .gz as well')
    .description('which kinds of work in a file are ready to be handed over, and why')
    .option('--map <target=column>', 'which column is what; may be said several times', collect, [])
    .option('--leave-out <column>', 'a column that was not known before the decision', collect, [])
    .option('--format <format>', FORMATS.join(', '), readFormat)
    .option('--separator <sign>', 'what separates the columns of a CSV file')
    .option('--currency <code>', 'the currency of amounts', 'EUR')
    .option('--can-be-undone', 'all that was done can be taken back')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      const file = await openFile(path);
      const { format, separator, currency } = options;
      if (!/^[A-Z]{3}$/.test(currency))
        throw new AppError('invalid', `"${currency}" is no currency.`, { suggestion: 'Write it like EUR.' });
      const found = await assess(file, {
        layout: {
          ...(format && { format }),
          ...(separator !== undefined && { separator: separator === '\\t' ? '\t' : separator }),
        },
        map: mapOf(options.map),
        leftOut: options.leaveOut,
        currency,
        locale: 'en',
        canBeUndone: options.canBeUndone ?? false,
      });
      if (options.json) return desk.terminal.say(JSON.stringify(shownOf(found), null, 2));
      sayAssessed(found, file.name, desk.terminal);
    });
}

function shownOf({ readiness, columns, notes, rows, from, to }: Assessed) {
  const same = (name: string) => name;
  const kinds = readiness.kinds.map((kind) => showKind(kind, same, same));
  return { rows, from, to, columns, notes, says: readiness.says, cases: readiness.cases, kinds };
}

function sayAssessed({ readiness, columns, notes, rows }: Assessed, name: string, terminal: Terminal): void {
  const { fields, unused, text, ...single } = columns;
  terminal.say(terminal.paint('bold', `${name}: ${rows.toLocaleString('en')} rows`));
  const found = Object.entries({ ...single, text: text.join(', '), fields: fields.join(', ') });
  const lines = aligned(found.flatMap(([target, column]) => (column ? [[`  ${target}`, column]] : [])));
  for (const line of lines) terminal.say(terminal.paint('dim', line));
  if (unused.length > 0) terminal.say(terminal.paint('dim', `  Not used: ${unused.join(', ')}`));
  for (const note of notes) terminal.tell(note);
  terminal.say('');
  terminal.say(readiness.says);
  for (const kind of readiness.kinds) {
    const [words, style] = VERDICT[kind.verdict] ?? [kind.verdict, 'dim'];
    terminal.say('');
    terminal.say(`${terminal.paint(style, words.padEnd(8))} ${terminal.paint('bold', kind.kind)}`);
    terminal.say(`  ${kind.says}`);
    for (const { of, speaks, says } of kind.reasons)
      terminal.say(`  ${speaks === 'for' ? '+' : speaks === 'nearly' ? '~' : '-'} ${of}: ${says}`);
  }
}

function mapOf(pairs: readonly string[]): Partial<Record<Target, string[]>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const target = TARGETS.find((one) => one === pair.slice(0, at).trim());
      if (at < 1 || !target) {
        throw new AppError('invalid', `“${pair}” does not map anything.`, {
          suggestion: `Write --map target=column; targets are ${TARGETS.join(', ')}.`,
        });
      }
      const named = pair.slice(at + 1).split(',');
      return [
        target,
        target === 'text' ? named.map((one) => one.trim()).filter(Boolean) : [pair.slice(at + 1).trim()],
      ];
    }),
  );
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}

function readFormat(written: string): Format {
  const format = FORMATS.find((known) => known === written.toLowerCase());
  if (!format) throw new InvalidArgumentError(`There is ${FORMATS.join(', ')}.`);
  return format;
}
