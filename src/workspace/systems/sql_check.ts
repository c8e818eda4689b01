import type { Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import { shapeAt } from '../paths.ts';
import type { Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';
import { parseStatement, type SqlDialect } from './sql_statement.ts';

/** What a statement is for: `before` reads and locks what a write is about to change. */
type Use = 'read' | 'write' | 'before';

const FIRST: Record<Use, readonly string[]> = {
  read: ['select', 'with', 'values', 'table'],
  before: ['select', 'with'],
  write: ['insert', 'update', 'delete', 'with', 'merge', 'replace', 'select'],
};

/** Outside quotes these change data, whatever the statement begins with. `replace` is also a function. */
const CHANGING = ['insert', 'update', 'delete', 'merge', 'truncate', 'into', 'copy', 'call', 'lock'];
/** These change what the database is, or end the transaction that guards a write. */
const NEVER = [
  'create',
  'alter',
  'drop',
  'truncate',
  'grant',
  'revoke',
  'vacuum',
  'analyze',
  'rename',
  'begin',
  'commit',
  'rollback',
  'savepoint',
  'call',
  'do',
  'copy',
  'load',
  'outfile',
  'dumpfile',
];

/**
 * Says what is wrong with a statement: more than one, one that does something else than it is for, parameters that no
 * argument fills. Returns the names of its parameters.
 */
export function checkStatement(
  sql: string,
  args: Record<string, Shape>,
  { database, use }: { database: SqlDialect; use: Use },
  path: Path,
  say: Say,
): string[] {
  const { names, words, faults } = parseStatement(sql, database);
  for (const fault of faults) say(path, fault);
  const [first = ''] = words;
  if (faults.length === 0 && !FIRST[use].includes(first))
    say(path, `begins with ${first || 'no word'}`, `a ${use} begins with ${FIRST[use].join(', ')}`);
  else {
    const forbidden = use === 'write' ? neverIn(words) : words.find((word) => isForbidden(word, use));
    if (forbidden !== undefined)
      say(path, `says ${forbidden}, which a ${use} may not`, 'a column of that name is written in quotes');
  }
  for (const name of new Set(names)) checkParameter(name, args, use, path, say);
  return names;
}

function isForbidden(word: string, use: Use): boolean {
  // The row lock of a write's `before` is written `for update`.
  if (use === 'before' && word === 'update') return false;
  return CHANGING.includes(word) || NEVER.includes(word);
}

/** `on conflict do nothing` is no statement of its own. */
function neverIn(words: string[]): string | undefined {
  return words.find((word) => NEVER.includes(word) && !(word === 'do' && words.includes('conflict')));
}

function checkParameter(name: string, args: Record<string, Shape>, use: Use, path: Path, say: Say): void {
  if (name === 'key' && use === 'write' && !Object.hasOwn(args, 'key')) return;
  const [top = '', part] = name.split('.');
  const shape = Object.hasOwn(args, top) ? args[top] : undefined;
  if (!shape)
    return say(path, `names :${name}, but there is no such argument`, suggestName(top, Object.keys(args)));
  if (shape.type === 'money') {
    if (part === undefined)
      say(
        path,
        `takes :${top} as one value, but it is money`,
        `write :${top}.minor, :${top}.decimal or :${top}.currency`,
      );
    else if (!MONEY_PARTS.includes(part)) say(path, `names :${name}`, suggestName(part, MONEY_PARTS));
    return;
  }
  if (part !== undefined && !shapeAt(args, name).ok) say(path, `names :${name}, but ${top} has no "${part}"`);
}

/** `12.50` is the decimal of €12.50, and 1250 its minor units. */
export const MONEY_PARTS = ['minor', 'decimal', 'currency'];
