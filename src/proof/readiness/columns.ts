import { asText, at, columnsOf } from '../../flow/intake/import/columns.ts';
import type { Row } from '../../flow/intake/import/schema.ts';
import { fold } from '../../flow/intake/import/words.ts';
import { AppError } from '../../runtime/errors.ts';
import { listNames, suggestName } from '../../workspace/nearest.ts';
import { amountOf, isEmpty, timeReader } from './cells.ts';

/** What a column of handled work can be. `fields` are what else was known before the decision. */
export interface Columns {
  kind: string | null;
  done: string;
  text: string[];
  at: string | null;
  money: string | null;
  reworked: string | null;
  /** Names a case; where it stands in several rows, the last one counts. */
  case: string | null;
  fields: string[];
  /** Left out: known only afterwards, or another for nearly every row. */
  unused: string[];
}

export const TARGETS = ['kind', 'done', 'text', 'at', 'money', 'reworked', 'case'] as const;
export type Target = (typeof TARGETS)[number];

/** Words that most programs use, the usual one first, folded. */
const WORDS: Record<Exclude<Target, 'case'>, string[]> = {
  kind: ['kind', 'category', 'tickettype', 'type', 'issuetype', 'topic', 'reason', 'requesttype', 'queue'],
  done: [
    'play',
    'done',
    'action',
    'actiontaken',
    'resolution',
    'resolutioncode',
    'closecode',
    'closedcode',
    'macro',
    'decision',
    'handledas',
    'resolvedas',
    'outcome',
    'result',
  ],
  text: [
    'message',
    'text',
    'body',
    'description',
    'subject',
    'title',
    'shortdescription',
    'summary',
    'request',
  ],
  at: [
    'decidedat',
    'resolvedat',
    'closedat',
    'solvedat',
    'completedat',
    'date',
    'at',
    'createdat',
    'openedat',
    'timestamp',
  ],
  money: ['amount', 'refund', 'refundamount', 'money', 'total', 'price', 'value', 'credit'],
  reworked: ['reworked', 'reopened', 'reopencount', 'reopens', 'reopenedcount'],
};
/** Parts of names of what is known only once the work is done: to learn from it would be to cheat. */
const AFTERWARDS =
  /clos|resol|solv|outcome|result|decid|decision|state|status|sla|reopen|rework|updated|modified|modcount|handled|minutes|duration|satisf|csat|rating|agent|assign/;
const NAMES_A_CASE = /^(id|.*id|number|.*number|.*key|.*nr|.*sysid)$/;
/** A column of more different values than this share of its rows names things and says nothing of kinds of them. */
const DISTINCT_SHARE_MAX = 0.3;
const DISTINCT_MAX = 200;
const FITTING_MIN = 0.9;
const LONG_CHARS = 60;

/** Guesses which column is what; `given` says it by hand (`''` takes a guess away). Throws where none says what was done. */
export function guessColumns(
  rows: Row[],
  given: Partial<Record<Target, string[]>>,
  leftOut: readonly string[],
  file: string,
): Columns {
  const columns = columnsOf(rows);
  checkNames(columns, [...Object.values(given).flat(), ...leftOut].filter(Boolean), file);
  const seen = new Map(columns.map((column) => [column, rows.map(({ values }) => at(values, column))]));
  const free = columns.filter((column) => !leftOut.includes(column));
  const pick = (target: Exclude<Target, 'case' | 'text'>): string | null => {
    const named = given[target];
    if (named) return named[0] || null;
    return (
      WORDS[target]
        .flatMap((word) => free.filter((column) => fold(column) === word))
        .find((column) => isPossible(target, seen.get(column) ?? [])) ?? null
    );
  };
  const done = pick('done');
  if (done === null) throw asksFor('done', columns, file);
  const kind = pick('kind') === done ? null : pick('kind');
  const text = given.text ?? guessText(free, seen);
  const picked = { kind, done, at: pick('at'), money: pick('money'), reworked: pick('reworked') };
  const caseColumn = given.case?.[0] || null;
  const taken = new Set([...Object.values(picked), ...text, caseColumn]);
  const rest = columns.filter((column) => !taken.has(column));
  const fields = rest.filter((column) => free.includes(column) && isField(column, seen.get(column) ?? []));
  return {
    ...picked,
    text: text.filter(Boolean),
    case: caseColumn,
    fields,
    unused: rest.filter((one) => !fields.includes(one)),
  };
}

function isPossible(target: Exclude<Target, 'case' | 'text'>, all: readonly unknown[]): boolean {
  const values = all.filter((value) => !isEmpty(value));
  if (values.length === 0) return false;
  const share = (fits: (value: unknown) => boolean) =>
    values.filter(fits).length / values.length >= FITTING_MIN;
  switch (target) {
    case 'at': {
      const read = timeReader(values);
      return share((value) => read(value) !== null);
    }
    case 'money':
      return share((value) => amountOf(value) !== null);
    case 'reworked':
      return true;
    case 'kind':
    case 'done':
      return new Set(values.map(asText)).size > 1 && !isNaming(values);
  }
}

function guessText(columns: readonly string[], seen: ReadonlyMap<string, unknown[]>): string[] {
  const named = columns.filter((column) => WORDS.text.includes(fold(column)));
  if (named.length > 0) return named;
  const long = columns.filter((column) => {
    const values = (seen.get(column) ?? []).filter((value) => !isEmpty(value)).map(asText);
    return values.length > 0 && values.reduce((sum, one) => sum + one.length, 0) / values.length > LONG_CHARS;
  });
  return long;
}

/** Short values that come again and were known before: what a case is like. */
function isField(column: string, all: readonly unknown[]): boolean {
  const folded = fold(column);
  if (AFTERWARDS.test(folded) || NAMES_A_CASE.test(folded)) return false;
  const values = all.filter((value) => !isEmpty(value));
  if (values.length === 0 || values.some((value) => typeof value === 'object')) return false;
  const read = timeReader(values);
  if (values.every((value) => read(value) !== null)) return false;
  const isAmount = values.every((value) => amountOf(value) !== null);
  return isAmount || !isNaming(values);
}

function isNaming(values: readonly unknown[]): boolean {
  const distinct = new Set(values.map(asText)).size;
  return distinct > DISTINCT_MAX || (distinct > 10 && distinct > values.length * DISTINCT_SHARE_MAX);
}

function checkNames(columns: readonly string[], named: readonly string[], file: string): void {
  for (const name of named) {
    if (columns.includes(name)) continue;
    throw new AppError('invalid', `${file} has no column “${name}”.`, {
      path: file,
      suggestion: `${suggestName(name, columns) ?? ''} It has ${listNames(columns, 20)}.`.trim(),
    });
  }
}

function asksFor(target: Target, columns: readonly string[], file: string): AppError {
  return new AppError('invalid', `${file}:1: no column says what was done with each case.`, {
    path: file,
    suggestion: `Say which one it is with --map ${target}=COLUMN. It has ${listNames(columns, 20)}.`,
  });
}
