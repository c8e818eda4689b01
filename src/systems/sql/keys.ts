import type { ConfirmAnswer } from '../../flow/action/schema.ts';
import type { SqlVia, WriteOffer } from '../../workspace/systems/schema.ts';
import type { SqlDialect } from '../../workspace/systems/sql_statement.ts';
import { held } from './held.ts';
import type { SqlLine, SqlMake } from './line.ts';
import { fit } from './values.ts';

/** What the table of keys says of one: never seen, or done with this answer. */
export type Seen = { isNew: true } | { isNew: false; answer: unknown };

/** No more of the answer than this is kept beside the key, in characters. */
const ANSWER_CHARS_MAX = 100_000;

/**
 * The table in which a database itself keeps the keys of writes. A key is put into it in the transaction of its write:
 * both are there or neither, so a key that is found says surely that its write was done.
 */
export class KeyTable {
  readonly #put: string;
  readonly #ask: string;
  readonly #fill: string;

  constructor(table: string, dialect: SqlDialect) {
    const quote = dialect === 'mysql' ? '`' : '"';
    const name = table
      .split('.')
      .map((part) => quote + part + quote)
      .join('.');
    const [a, b] = dialect === 'mysql' ? ['?', '?'] : ['$1', '$2'];
    // A failed statement ends a transaction of Postgres, and none of MySQL.
    const orNothing = dialect === 'mysql' ? '' : ' on conflict (id) do nothing';
    this.#put = `insert into ${name} (id, write_name) values (${a}, ${b})${orNothing}`;
    this.#ask = `select answer from ${name} where id = ${a}`;
    this.#fill = `update ${name} set answer = ${a} where id = ${b}`;
  }

  /** Claims a key in the transaction under way, after waiting for any other that is about to claim it. */
  async claim(line: SqlLine, key: string, write: string, make: SqlMake): Promise<Seen> {
    try {
      const { changed } = await line.run(this.#put, [key, write]);
      if (changed > 0) return { isNew: true };
    } catch (error) {
      if (make.faultOf(error).kind !== 'doubled') throw error;
    }
    return (await this.#find(line, key)) ?? { isNew: true };
  }

  /** Keeps the answer beside its key, so that it is the same whenever it is asked for. */
  async keep(line: SqlLine, key: string, answer: unknown): Promise<void> {
    const text = JSON.stringify(answer ?? null);
    await line.run(this.#fill, [text.length > ANSWER_CHARS_MAX ? 'null' : text, key]);
  }

  /** What became of a key. Not found means not done. */
  async ask(
    key: string,
    offer: WriteOffer<SqlVia>,
    take: () => Promise<SqlLine>,
    make: SqlMake,
    signal: AbortSignal,
  ): Promise<ConfirmAnswer> {
    try {
      const found = await held(take, signal, (line) => this.#find(line, key));
      if (!found || found.isNew) return { known: true, done: false };
      const result = offer.gives && fit(offer.gives, found.answer);
      return result?.ok ? { known: true, done: true, result: result.value } : { known: true, done: true };
    } catch (error) {
      return { known: false, says: make.faultOf(error).says };
    }
  }

  async #find(line: SqlLine, key: string): Promise<Seen | undefined> {
    const { rows } = await line.run(this.#ask, [key]);
    const [row] = rows;
    if (!row) return undefined;
    const { answer } = row;
    return { isNew: false, answer: typeof answer === 'string' ? (JSON.parse(answer) as unknown) : answer };
  }
}
