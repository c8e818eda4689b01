import type { Bytes } from '../../flow/intake/import/bytes.ts';
import { asText, at } from '../../flow/intake/import/columns.ts';
import { lookAt } from '../../flow/intake/import/rows.ts';
import type { Layout, Row } from '../../flow/intake/import/schema.ts';
import { readiness, type PastCase, type Readiness } from '../../learning/readiness/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { minorDigits } from '../../workspace/money.ts';
import { amountOf, isEmpty, saysYes, timeReader } from './cells.ts';
import { guessColumns, type Columns, type Target } from './columns.ts';

/** Rows that are looked at; of a longer file the first ones. */
export const ROWS_MAX = 50_000;
/** A column is context that is sometimes missing where at least this share of its rows has it. */
const CONTEXT_SHARE_MIN = 0.5;
/** The kind of everything where no column tells kinds apart. */
const ALL = 'all';

export interface FileToAssess {
  name: string;
  open(): Bytes;
}

export interface HowToAssess {
  layout: Partial<Layout>;
  map: Partial<Record<Target, string[]>>;
  leftOut: readonly string[];
  currency: string;
  locale: string;
  risk?: number;
  /** Somebody who knows the work says that all that was done can be taken back. */
  canBeUndone?: boolean;
}

export interface Assessed {
  columns: Columns;
  readiness: Readiness;
  rows: number;
  from: Date | null;
  to: Date | null;
  /** What cannot be known from the file, each a sentence. */
  notes: string[];
}

/**
 * Which kinds of handled work a file shows to be ready, before any workspace exists. Throws an `AppError` (`invalid`)
 * with file, line and column where a row cannot be read, and one that names the columns where none says what was done.
 */
export async function assess(file: FileToAssess, how: HowToAssess): Promise<Assessed> {
  const { rows } = await lookAt(() => file.open(), ROWS_MAX, how.layout);
  const bad = rows.find((row) => row.bad !== undefined);
  if (bad) throw new AppError('invalid', `${file.name}:${bad.line}: ${bad.bad}.`, { path: file.name });
  const columns = guessColumns(rows, how.map, how.leftOut, file.name);
  const { cases, times } = casesOf(rows, columns, file.name, how);
  const limits = { locale: how.locale, ...(how.risk !== undefined && { risk: how.risk }) };
  return {
    columns,
    readiness: readiness(cases, limits),
    rows: rows.length,
    from: times.length > 0 ? new Date(times[0]!) : null,
    to: times.length > 0 ? new Date(times.at(-1)!) : null,
    notes: notesOf(columns, rows.length, cases.length, how),
  };
}

function casesOf(
  rows: readonly Row[],
  columns: Columns,
  file: string,
  how: HowToAssess,
): { cases: PastCase[]; times: number[] } {
  const used = columns.case === null ? rows : lastOfEach(rows, columns.case);
  const column = columns.at === null ? [] : used.map(({ values }) => at(values, columns.at!));
  const readTime = timeReader(column.filter((value) => !isEmpty(value)));
  const context = columns.fields.filter(
    (field) =>
      used.filter(({ values }) => !isEmpty(at(values, field))).length >= used.length * CONTEXT_SHARE_MIN,
  );
  const made = used.flatMap((row) => {
    const done = at(row.values, columns.done);
    // A case that nobody has decided yet says nothing of what people decide.
    if (isEmpty(done)) return [];
    const time = columns.at === null ? null : timeIn(row, columns.at, readTime, file);
    return [{ time, one: caseOf(row, columns, context, file, how) }];
  });
  const timed = made.some(({ time }) => time !== null);
  if (timed) made.sort((one, other) => (one.time ?? 0) - (other.time ?? 0));
  const known = made.flatMap(({ time }) => time ?? []);
  const cases = made.map(({ time, one }) => ({ ...one, at: new Date(time ?? known[0] ?? 0).toISOString() }));
  return { cases, times: known };
}

function caseOf(
  { values, line }: Row,
  columns: Columns,
  context: readonly string[],
  file: string,
  { currency, canBeUndone }: HowToAssess,
): Omit<PastCase, 'at'> {
  const fields: Record<string, string | number | boolean> = {};
  for (const field of columns.fields) {
    const value = at(values, field);
    if (isEmpty(value)) continue;
    const number = amountOf(value);
    fields[field] = typeof value === 'boolean' ? value : (number ?? asText(value).trim());
  }
  const kind = columns.kind === null ? ALL : at(values, columns.kind);
  const text = columns.text.map((column) => asText(at(values, column)).trim()).filter(Boolean);
  return {
    kind: isEmpty(kind) ? 'none given' : asText(kind).trim(),
    play: asText(at(values, columns.done)).trim(),
    example: { text: text.join('\n'), fields },
    missing: context.filter((field) => isEmpty(at(values, field))),
    money: columns.money === null ? null : moneyIn(values, columns.money, currency, `${file}:${line}`),
    ...(canBeUndone && { irreversible: false }),
    reworked: columns.reworked === null ? false : saysYes(at(values, columns.reworked)),
  };
}

function moneyIn(values: Record<string, unknown>, column: string, currency: string, where: string) {
  const value = at(values, column);
  if (isEmpty(value)) return null;
  const amount = amountOf(value);
  if (amount === null) throw noValue(where, column, value, 'no amount', 'money');
  return { minor: Math.round(Math.abs(amount) * 10 ** minorDigits(currency)), currency };
}

function timeIn({ values, line }: Row, column: string, read: (value: unknown) => Date | null, file: string) {
  const value = at(values, column);
  if (isEmpty(value)) return null;
  const time = read(value);
  if (!time) throw noValue(`${file}:${line}`, column, value, 'no time', 'at');
  return time.getTime();
}

function noValue(where: string, column: string, value: unknown, what: string, target: Target): AppError {
  return new AppError(
    'invalid',
    `${where}: column “${column}”: “${asText(value).slice(0, 40)}” is ${what}.`,
    {
      path: where,
      suggestion: `Put it right, or leave the column out with --map ${target}=.`,
    },
  );
}

/** Files of events have several rows for a case: the last one says what became of it. */
function lastOfEach(rows: readonly Row[], column: string): Row[] {
  const last = new Map<string, Row>();
  for (const row of rows) {
    const name = asText(at(row.values, column));
    last.delete(name);
    last.set(name, row);
  }
  return [...last.values()];
}

function notesOf(columns: Columns, rows: number, cases: number, how: HowToAssess): string[] {
  return [
    rows >= ROWS_MAX ? `Only the first ${ROWS_MAX.toLocaleString('en')} rows were looked at.` : '',
    rows > cases
      ? `${rows - cases} rows say nothing more: they stand for the same case, or nothing was done yet.`
      : '',
    columns.kind === null ? 'No column tells kinds apart, so all of it counts as one.' : '',
    columns.at === null ? 'No column says when: the order of the rows counts as the order of decisions.' : '',
    columns.money === null ? 'No column says what money was moved: what a mistake costs is not known.' : '',
    columns.reworked === null ? 'No column says what came back.' : '',
    how.canBeUndone
      ? ''
      : 'The file does not say what can be undone: where all of it can, say --can-be-undone.',
  ].filter(Boolean);
}
