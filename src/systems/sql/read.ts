import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { ReadOffer, SqlVia } from '../../workspace/systems/schema.ts';
import { withAmounts } from '../amounts.ts';
import { held, Stopped } from './held.ts';
import type { Ran, SqlLine, SqlMake } from './line.ts';
import { fit, valuesFor, type Statement } from './values.ts';

interface Reading {
  statement: Statement;
  args: Record<string, unknown>;
  offer: ReadOffer<SqlVia>;
  bytesMax: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Runs a read's statement in a read-only transaction, once, and holds its rows against what the read gives. */
export async function readRows(
  reading: Reading,
  make: SqlMake,
  take: () => Promise<SqlLine | { says: string }>,
): Promise<ReadAnswer> {
  const { statement, args, offer, bytesMax, timeoutMs, signal } = reading;
  let refused: string | undefined;
  const takeReader = async (): Promise<SqlLine> => {
    const line = await take();
    if ('run' in line) return line;
    refused = line.says;
    throw new Stopped();
  };
  try {
    const ran = await held(takeReader, signal, async (line) => {
      await line.begin('read', timeoutMs);
      const values = valuesFor(statement, args, undefined, { shapes: offer.args, parameter: make.parameter });
      const rows = await line.run(statement.text, values, { rowsMax: offer.via.rowsMax, bytesMax });
      if (rows.isCut) throw new TooMuch(rows.isCut);
      await line.commit();
      return rows;
    });
    return answerOf(ran, offer);
  } catch (error) {
    if (refused !== undefined) return { ok: false, why: 'refused', says: refused, retry: false };
    if (error instanceof TooMuch) return tooMuch(error.what, offer);
    return failed(error, make);
  }
}

/** More rows or bytes than the read may give. */
class TooMuch extends Error {
  readonly what: 'rows' | 'bytes';
  constructor(what: 'rows' | 'bytes') {
    super(`more ${what} than it may give`);
    this.what = what;
  }
}

function tooMuch(what: 'rows' | 'bytes', { via }: ReadOffer<SqlVia>): ReadAnswer {
  const says =
    what === 'rows'
      ? `answered with more than ${via.rowsMax} rows, which is more than this read may give`
      : 'answered with more bytes than its limits allow';
  return { ok: false, why: 'bad_answer', says, retry: false };
}

function answerOf({ rows }: Ran, { gives, via }: ReadOffer<SqlVia>): ReadAnswer {
  const [first, second] = rows;
  if (gives.type !== 'list' && !first) return { ok: false, why: 'not_found', says: 'has none', retry: false };
  if (gives.type !== 'list' && second)
    return { ok: false, why: 'bad_answer', says: `has ${rows.length} rows where one is meant`, retry: false };
  const value = withAmounts(gives.type === 'list' ? rows : first, via.amounts);
  const fitted = fit(gives, value);
  if (!fitted.ok) return { ok: false, why: 'bad_answer', says: fitted.says, retry: false };
  return { ok: true, value: fitted.value, at: new Date() };
}

function failed(error: unknown, make: SqlMake): ReadAnswer {
  if (error instanceof Stopped) return { ok: false, why: 'timeout', says: error.message, retry: true };
  const { kind, says } = make.faultOf(error);
  if (kind === 'slow') return { ok: false, why: 'timeout', says, retry: true };
  if (kind === 'away' || kind === 'busy') return { ok: false, why: 'unreachable', says, retry: true };
  return { ok: false, why: 'refused', says, retry: false };
}
