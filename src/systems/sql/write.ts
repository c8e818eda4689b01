import type { WriteAnswer } from '../../flow/action/schema.ts';
import type { SqlVia, WriteOffer } from '../../workspace/systems/schema.ts';
import { withAmounts } from '../amounts.ts';
import { held, Stopped } from './held.ts';
import type { KeyTable } from './keys.ts';
import type { Ran, RowLimits, SqlLine, SqlMake } from './line.ts';
import { fit, valuesFor, type Statement } from './values.ts';

export interface Writing {
  statement: Statement;
  before: Statement | undefined;
  args: Record<string, unknown>;
  offer: WriteOffer<SqlVia>;
  key: string;
  keys: KeyTable | undefined;
  timeoutMs: number;
  signal: AbortSignal;
  /** Tables of this database whose changes no transaction takes back. */
  withoutTransactions: (line: SqlLine) => Promise<string[]>;
}

/** What a write answers is a row or a few; more than this is a mistake. */
const LIMITS: RowLimits = { rowsMax: 1_000, bytesMax: 2_000_000 };

/** A write that the database would have done, and that we took back before it was. */
class Refused extends Error {}

/**
 * One write in one transaction: our key first, then what was there before, then the statement, then how many rows it
 * changed. Whatever goes wrong before the commit is sent, the database takes all of it back, so it is surely not done;
 * only an answer to the commit itself that never comes leaves it unknown.
 */
export async function writeOnce(
  writing: Writing,
  make: SqlMake,
  take: () => Promise<SqlLine>,
): Promise<WriteAnswer> {
  const progress = { isCommitting: false };
  try {
    return await held(take, writing.signal, (line) => inTransaction(line, writing, make, progress));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: 'rejected', says: error.message };
    return failed(error, make, progress.isCommitting);
  }
}

async function inTransaction(
  line: SqlLine,
  writing: Writing,
  make: SqlMake,
  progress: { isCommitting: boolean },
): Promise<WriteAnswer> {
  const { statement, before, args, offer, key, keys } = writing;
  const unsafe = namedIn(offer.via.sql, await writing.withoutTransactions(line));
  if (unsafe !== undefined)
    throw new Refused(
      `refused ${offer.label}: the table ${unsafe} has no transactions, so nothing could be taken back`,
    );
  await line.begin('write', writing.timeoutMs);
  const seen = await keys?.claim(line, key, offer.name, make);
  if (seen && !seen.isNew) {
    await line.commit();
    return { ok: true, result: fitted(offer, seen.answer), replayed: true };
  }
  const making = { shapes: offer.args, parameter: make.parameter };
  const run = ({ order, text }: Statement): Promise<Ran> =>
    line.run(text, valuesFor({ order, text }, args, key, making), LIMITS);
  const old = before ? rowOf(await run(before), offer) : {};
  const ran = await run(statement);
  checkChanges(ran, offer);
  const answer = { ...old, changed: ran.changed, inserted_id: ran.insertedId, ...ran.rows[0] };
  await keys?.keep(line, key, answer);
  progress.isCommitting = true;
  await line.commit();
  return { ok: true, result: fitted(offer, answer), replayed: false };
}

/** The first of these tables that a statement names. */
export function namedIn(sql: string, tables: string[]): string | undefined {
  return tables.find((table) =>
    new RegExp(`(?<!\\w)${table.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'i').test(sql),
  );
}

/** What there was before: one row, for a write takes back what it did to one thing. */
function rowOf({ rows }: Ran, { label }: WriteOffer<SqlVia>): Record<string, unknown> {
  const [row, second] = rows;
  if (!row) throw new Refused(`refused ${label}: there is nothing to change`);
  if (second) throw new Refused(`refused ${label}: its before found ${rows.length} rows where one is meant`);
  return row;
}

function checkChanges({ changed, isCut }: Ran, { label, via }: WriteOffer<SqlVia>): void {
  if (isCut) throw new Refused(`refused ${label}: it answers with too much`);
  const { least, most } = via.changes ?? { least: 1, most: 1 };
  if (changed >= least && changed <= most) return;
  const meant = least === most ? String(least) : `${least} to ${most}`;
  const rows = changed === 1 ? '1 row' : `${changed} rows`;
  throw new Refused(
    `refused ${label}: it would change ${rows} where ${meant} is meant, so nothing was changed`,
  );
}

/** Its deed stands, whatever became of its answer's shape. */
function fitted({ gives, via }: WriteOffer<SqlVia>, answer: unknown): unknown {
  if (gives === undefined) return null;
  const read = fit(gives, withAmounts(answer, via.amounts));
  return read.ok ? read.value : null;
}

function failed(error: unknown, make: SqlMake, isCommitting: boolean): WriteAnswer {
  const isStopped = error instanceof Stopped;
  const { kind, says } = isStopped ? { kind: 'slow' as const, says: error.message } : make.faultOf(error);
  // An answer of the database to the commit itself, such as of a check that waits until then, is an answer.
  if (isCommitting && kind !== 'no' && kind !== 'doubled' && kind !== 'busy')
    return { ok: false, why: 'unknown', says };
  if (kind === 'no' || kind === 'doubled') return { ok: false, why: 'rejected', says };
  return { ok: false, why: 'not_sent', says };
}
