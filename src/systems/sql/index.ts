import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { ReadOffer, SqlFile, SqlVia, WriteOffer } from '../../workspace/systems/schema.ts';
import type { Probed, System } from '../schema.ts';
import { KeyTable } from './keys.ts';
import type { SqlLine, SqlMake, SqlPool } from './line.ts';
import { MYSQL } from './mysql.ts';
import { POSTGRES } from './postgres.ts';
import { probe } from './probe.ts';
import { readRows } from './read.ts';
import { compileStatement, type Statement } from './values.ts';
import { writeOnce } from './write.ts';

type Options = { signal: AbortSignal };

/** Statements of one offer, ready to be sent. */
interface Compiled {
  sql: Statement;
  before: Statement | undefined;
}

/** A database of Postgres, MySQL or MariaDB: only the statements of its file are ever sent, each with its values apart. */
export class SqlSystem implements System {
  readonly name: string;
  readonly #file: SqlFile;
  readonly #make: SqlMake;
  readonly #reading: SqlPool;
  readonly #writing: SqlPool | undefined;
  readonly #keys: KeyTable | undefined;
  readonly #compiled = new Map<string, Compiled>();
  /** Whether the reading user was found to be one that may only read. Asked until it was answered. */
  #isReaderChecked = false;
  /** Tables without transactions, asked for once. */
  #unsafe: string[] | undefined;

  constructor(file: SqlFile) {
    this.name = file.name;
    this.#file = file;
    this.#make = file.database === 'postgres' ? POSTGRES : MYSQL;
    const { tls, ca, limits } = file;
    const common = { tls, ca, connections: limits.inFlight, connectMs: limits.timeoutMs };
    this.#reading = this.#make.open({ ...common, url: file.readUrl });
    this.#writing =
      file.writeUrl === undefined ? undefined : this.#make.open({ ...common, url: file.writeUrl });
    this.#keys = file.keys === undefined ? undefined : new KeyTable(file.keys, file.database);
    for (const [kind, offers] of [
      ['read', file.reads],
      ['write', file.writes],
    ] as const)
      for (const { name, via } of Object.values(offers) as { name: string; via: SqlVia }[])
        this.#compiled.set(`${kind} ${name}`, this.#compile(via));
  }

  async read(name: string, args: Record<string, unknown>, { signal }: Options): Promise<ReadAnswer> {
    const offer = this.#offer(this.#file.reads, name);
    const { sql } = this.#statements('read', offer);
    const { timeoutMs, answerBytes } = this.#file.limits;
    const answer = await readRows(
      { statement: sql, args, offer, bytesMax: answerBytes, timeoutMs, signal },
      this.#make,
      () => this.#reader(),
    );
    return answer.ok ? answer : { ...answer, says: this.#says(answer.says) };
  }

  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: Options & { key: string },
  ): Promise<WriteAnswer> {
    const offer = this.#offer(this.#file.writes, name);
    const writing = this.#writing;
    if (!writing) throw new AppError('invalid', `systems/${this.name}.yaml names no write_url`);
    const { sql, before } = this.#statements('write', offer);
    const { timeoutMs } = this.#file.limits;
    const withoutTransactions = async (line: SqlLine): Promise<string[]> =>
      (this.#unsafe ??= await line.withoutTransactions());
    const answer = await writeOnce(
      { statement: sql, before, args, offer, key, keys: this.#keys, timeoutMs, signal, withoutTransactions },
      this.#make,
      () => writing.take(),
    );
    return answer.ok ? answer : { ...answer, says: this.#says(answer.says) };
  }

  /** The table of keys tells what became of one; without it nothing does. */
  async confirm(
    name: string,
    _: Record<string, unknown>,
    { key, signal }: Options & { key: string },
  ): Promise<ConfirmAnswer> {
    const offer = this.#offer(this.#file.writes, name);
    if (!this.#keys || !this.#writing)
      return { known: false, says: this.#says('cannot be asked what became of it') };
    const writing = this.#writing;
    const found = await this.#keys.ask(key, offer, () => writing.take(), this.#make, signal);
    return found.known ? found : { ...found, says: this.#says(found.says) };
  }

  /** Signs in as both users, and looks whether the one who reads may write. */
  async probe({ signal }: Options): Promise<Probed> {
    return probe(this.#file, this.#make, { reading: this.#reading, writing: this.#writing }, signal);
  }

  async close(): Promise<void> {
    await Promise.all([this.#reading.close(), this.#writing?.close()]);
  }

  /** A connection of the reading user, refused where that user may write and nobody said that it is meant. */
  async #reader(): Promise<SqlLine | { says: string }> {
    const line = await this.#reading.take();
    if (this.#isReaderChecked || this.#file.mayReadAsWriter) return line;
    try {
      const changes = await line.mayChange();
      if (changes.length === 0) {
        this.#isReaderChecked = true;
        return line;
      }
      line.release('keep');
      return {
        says: `is read as a user who may change ${changes[0]}: name one in read_url who may only read`,
      };
    } catch (error) {
      line.release('drop');
      throw error;
    }
  }

  #compile({ sql, before }: SqlVia): Compiled {
    const { database } = this.#file;
    return {
      sql: compileStatement(sql, database),
      before: before === undefined ? undefined : compileStatement(before, database),
    };
  }

  #statements(kind: 'read' | 'write', offer: ReadOffer<SqlVia> | WriteOffer<SqlVia>): Compiled {
    const compiled = this.#compiled.get(`${kind} ${offer.name}`);
    if (!compiled) throw new AppError('not_found', `${this.name} offers no "${offer.name}"`);
    return compiled;
  }

  #offer<T>(offers: Record<string, T>, name: string): T {
    const own = name.startsWith(`${this.name}.`) ? name.slice(this.name.length + 1) : name;
    const offer = Object.hasOwn(offers, own) ? offers[own] : undefined;
    if (!offer) throw new AppError('not_found', `${this.name} offers no "${own}"`);
    return offer;
  }

  #says(text: string): string {
    return `${this.#file.label} ${text}`;
  }
}
