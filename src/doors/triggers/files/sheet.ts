import { digestOf } from '../../../mail/thread.ts';
import type { FilesTrigger } from '../../../workspace/triggers/files.ts';
import { readCursor, type Held } from '../held.ts';
import type { Hands, Place } from '../hands.ts';
import { readTable, type TableRow } from './table.ts';
import { setTableAside, takeRow } from './take_rows.ts';

const FETCH_MS = 30_000;
const SHEET_BYTES_MAX = 10_000_000;
const DIGEST_CHARS = 24;

/** What is known of a table at an address between two looks. */
export interface Known {
  etag: string | null;
  modified: string | null;
  rows: TableRow[];
  /** Rows that stood there at the last look. */
  stood: Set<string>;
  taken: Set<string>;
}

export function nothingKnown(): Known {
  return { etag: null, modified: null, rows: [], stood: new Set(), taken: new Set() };
}

/**
 * Takes in the rows of a table at an address. People write into such a table cell by cell, so a row counts once it
 * stood the same at two looks. A table that did not change is not sent again (ETag), and not read again.
 */
export async function lookAtSheet(
  hands: Hands,
  place: Place<FilesTrigger>,
  held: Held,
  known: Known,
  signal: AbortSignal,
): Promise<Known> {
  const fetched = await fetchSheet(place.trigger, known, signal);
  const next = fetched ? { ...known, ...fetched.tags } : known;
  if (fetched) {
    const { format, separator } = place.trigger;
    const name = place.trigger.name;
    const table = readTable(fetched.bytes, { format: format ?? 'csv', separator, name, isComplete: true });
    if (table.ok) next.rows = table.rows;
    else
      await setTableAside(
        hands,
        place,
        name,
        digestOf(Buffer.from(fetched.bytes).toString('latin1'), DIGEST_CHARS),
        table.says,
      );
  }
  for (const row of next.rows) {
    if (signal.aborted) return next;
    if (next.taken.has(row.id) || !known.stood.has(row.id)) continue;
    await takeRow(hands, place, place.trigger.name, row, hands.world.now());
    next.taken.add(row.id);
  }
  const stood = new Set(next.rows.map(({ id }) => id));
  const taken = new Set([...next.taken].filter((id) => stood.has(id)));
  const count = String(taken.size);
  if (readCursor(held.value, (given) => String((given as { taken?: unknown }).taken)) !== count)
    await held.keep(JSON.stringify({ taken: taken.size }));
  return { ...next, stood, taken };
}

interface Fetched {
  bytes: Uint8Array;
  tags: Pick<Known, 'etag' | 'modified'>;
}

/** Null: it is as it was. Redirects are followed, as tables of others' are kept elsewhere than they are asked for. */
async function fetchSheet(
  { source }: FilesTrigger,
  known: Known,
  signal: AbortSignal,
): Promise<Fetched | null> {
  const headers: Record<string, string> = {
    accept: 'text/csv, */*;q=0.1',
    'user-agent': 'remit',
    ...source.headers,
  };
  if (known.etag !== null) headers['if-none-match'] = known.etag;
  else if (known.modified !== null) headers['if-modified-since'] = known.modified;
  const within = AbortSignal.any([signal, AbortSignal.timeout(FETCH_MS)]);
  let response: Response;
  try {
    response = await fetch(source.url ?? '', { headers, signal: within });
  } catch (error) {
    // The address may hold what opens the table, so it is not said.
    const { cause, name } = error as Error & { cause?: { code?: string } };
    throw new Error(`the table cannot be fetched (${cause?.code ?? name})`, { cause: error });
  }
  if (response.status === 304) return null;
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the table cannot be fetched: its server says ${response.status}`);
  }
  if (/\btext\/html\b/.test(response.headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    throw new Error('a page came and no table: share it with everybody who has the link, or send headers');
  }
  const bytes = await bounded(response);
  const tags = { etag: response.headers.get('etag'), modified: response.headers.get('last-modified') };
  return { bytes, tags };
}

async function bounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > SHEET_BYTES_MAX) throw new Error(`the table has more than ${SHEET_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
