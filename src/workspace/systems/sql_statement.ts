/** The databases that are spoken to; MariaDB speaks as MySQL does. */
export type SqlDialect = 'postgres' | 'mysql';

/** One statement with its named parameters found: `pieces` stand around `names`, so there is one piece more. */
export interface ParsedStatement {
  pieces: string[];
  /** `order_id`, `amount.minor`: in the order in which they stand, doubled where they are used twice. */
  names: string[];
  /** Words outside quotes and comments, in small letters. */
  words: string[];
  /** What is wrong with it as a text, in words that follow its name. */
  faults: string[];
}

const PARAMETER = /^:([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)/;
const WORD = /^[A-Za-z_][\w$]*/;
const DOLLAR_QUOTE = /^\$(?:[A-Za-z_]\w*)?\$/;

/**
 * Finds `:name` in a statement, and nothing that only looks like it: casts (`::text`), quoted texts, quoted names and
 * comments are passed over. Comments are left out of the pieces. Says when there is more than one statement.
 */
export function parseStatement(sql: string, dialect: SqlDialect): ParsedStatement {
  const parsed: ParsedStatement = { pieces: [''], names: [], words: [], faults: [] };
  const text = sql.trim().replace(/;\s*$/, '');
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const quoted = quotedLength(rest, dialect, parsed.words.at(-1), text[at - 1]);
    const comment = quoted === 0 ? commentLength(rest, dialect) : 0;
    const parameter = PARAMETER.exec(rest)?.[1];
    if (quoted > 0) add(parsed, rest.slice(0, quoted));
    else if (comment > 0) {
      if (rest.startsWith('/*!')) parsed.faults.push('hides a part of itself in a comment that is run');
      add(parsed, ' ');
    } else if (rest.startsWith('::')) add(parsed, '::');
    else if (parameter !== undefined) {
      parsed.names.push(parameter);
      parsed.pieces.push('');
    } else if (rest.startsWith(';')) {
      if (!parsed.faults.includes(MORE_THAN_ONE)) parsed.faults.push(MORE_THAN_ONE);
      add(parsed, ';');
    } else add(parsed, wordOrSign(rest, parsed));
    at += quoted || comment || (parameter === undefined ? 0 : parameter.length + 1) || lastTaken(rest);
  }
  if (parsed.words.length === 0) parsed.faults.push('is empty');
  return parsed;
}

const MORE_THAN_ONE = 'holds more than one statement';

/** The statement as the database takes it, and for each of its places the name whose value goes there. */
export function placed(parsed: ParsedStatement, dialect: SqlDialect): { text: string; order: string[] } {
  const order: string[] = [];
  let text = parsed.pieces[0] ?? '';
  parsed.names.forEach((name, index) => {
    if (dialect === 'mysql') order.push(name);
    else if (!order.includes(name)) order.push(name);
    text += dialect === 'mysql' ? '?' : `$${order.indexOf(name) + 1}`;
    text += parsed.pieces[index + 1] ?? '';
  });
  return { text, order };
}

function add(parsed: ParsedStatement, text: string): void {
  parsed.pieces[parsed.pieces.length - 1] += text;
}

function wordOrSign(rest: string, parsed: ParsedStatement): string {
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined) parsed.words.push(word.toLowerCase());
  return word ?? rest.slice(0, 1);
}

function lastTaken(rest: string): number {
  return rest.startsWith('::') ? 2 : (WORD.exec(rest)?.[0].length ?? 1);
}

/** The length of the quoted text or name that begins here; 0 when none does. */
function quotedLength(
  rest: string,
  dialect: SqlDialect,
  word: string | undefined,
  before: string | undefined,
): number {
  const quote = rest[0];
  if (dialect === 'postgres' && quote === '$') {
    const tag = DOLLAR_QUOTE.exec(rest)?.[0];
    const end = tag === undefined ? -1 : rest.indexOf(tag, tag.length);
    return tag === undefined || end < 0 ? 0 : end + tag.length;
  }
  if (quote !== "'" && quote !== '"' && !(quote === '`' && dialect === 'mysql')) return 0;
  const isEscaped = dialect === 'mysql' ? quote !== '`' : word === 'e' && /e/i.test(before ?? '');
  for (let end = 1; end < rest.length; end++) {
    if (isEscaped && rest[end] === '\\') end++;
    else if (rest[end] === quote) {
      if (rest[end + 1] !== quote) return end + 1;
      end++;
    }
  }
  return rest.length;
}

function commentLength(rest: string, dialect: SqlDialect): number {
  if (rest.startsWith('--') || (dialect === 'mysql' && rest.startsWith('#'))) {
    const end = rest.indexOf('\n');
    return end < 0 ? rest.length : end + 1;
  }
  if (!rest.startsWith('/*')) return 0;
  const end = rest.indexOf('*/', 2);
  return end < 0 ? rest.length : end + 2;
}
