import { AppError } from '../runtime/errors.ts';
import { columnsFor, type Head, newHead } from './head.ts';
import { keepCase } from './similar.ts';
import { type MemoryState, newState } from './state.ts';

const MAGIC = 'remit memory 1';

type Header = {
  magic: string;
  replays: number;
  keep: number;
  learned: number;
  rowCount: number;
  draw: number;
  heads: {
    name: string;
    labels: string[];
    cases: number;
    rows: number;
    predicted: number[];
    agreed: number[];
  }[];
  kept: { id?: string; labels: Record<string, string>; rows: number; ends: number[] }[];
};

/**
 * A memory as bytes: a checksum, the length of a JSON header, the header, then the tables in the
 * byte order of the machine. Weights are written without the spare rows and columns.
 */
export function writeSnapshot(state: MemoryState): Uint8Array {
  const oldestFirst = keptInOrder(state);
  const header: Header = {
    magic: MAGIC,
    replays: state.replays,
    keep: state.kept.limit,
    learned: state.kept.learned,
    rowCount: state.rowCount,
    draw: state.draw,
    heads: [...state.heads].map(([name, { labels, cases, rows, predicted, agreed }]) => {
      return { name, labels, cases, rows, predicted, agreed };
    }),
    kept: oldestFirst.map(({ id, labels, rows, ends }) => ({
      id,
      labels,
      rows: rows.length,
      ends: [...ends],
    })),
  };
  const parts: ArrayBufferView[] = [bucketsByRow(state)];
  for (const head of state.heads.values())
    parts.push(
      head.calibrator.weights,
      head.calibrator.covariance,
      usedSquares(head, state),
      usedWeights(head, state),
    );
  for (const { rows } of oldestFirst) parts.push(rows);
  return join(new TextEncoder().encode(JSON.stringify(header)), parts);
}

/** The memory that a snapshot holds; throws when the bytes are not what was written. */
export function readSnapshot(snapshot: Uint8Array): MemoryState {
  const { header, take } = open(snapshot);
  const state = newState({ replays: header.replays, keep: header.keep });
  Object.assign(state, { rowCount: header.rowCount, draw: header.draw });
  new Int32Array(take(header.rowCount * 4)).forEach((bucket, row) => (state.rowOfBucket[bucket] = row));
  for (const saved of header.heads) {
    const head = newHead();
    const columns = columnsFor(saved.labels.length);
    const used = Math.min(saved.rows, header.rowCount);
    head.calibrator.weights.set(new Float64Array(take(head.calibrator.weights.byteLength)));
    head.calibrator.covariance.set(new Float64Array(take(head.calibrator.covariance.byteLength)));
    const squares = new Float32Array(saved.rows);
    squares.set(new Float32Array(take(used * 4)));
    const { labels, rows, cases, predicted, agreed } = saved;
    const indexes = new Map(labels.map((label, index) => [label, index]));
    const weights = widened(new Float32Array(take(used * labels.length * 4)), labels.length, columns, rows);
    state.heads.set(
      saved.name,
      Object.assign(head, { labels, indexes, columns, rows, weights, squares, cases, predicted, agreed }),
    );
  }
  state.kept.learned = header.learned - header.kept.length;
  for (const { id, labels, rows, ends } of header.kept)
    keepCase(state.kept, { id, labels, rows: new Int32Array(take(rows * 4)), ends: Int32Array.from(ends) });
  return state;
}

function keptInOrder({ kept }: MemoryState) {
  const start = kept.cases.length === kept.limit && kept.limit > 0 ? kept.learned % kept.limit : 0;
  return [...kept.cases.slice(start), ...kept.cases.slice(0, start)];
}

function bucketsByRow(state: MemoryState): Int32Array {
  const buckets = new Int32Array(state.rowCount);
  state.rowOfBucket.forEach((row, bucket) => {
    if (row >= 0) buckets[row] = bucket;
  });
  return buckets;
}

function usedSquares(head: Head, state: MemoryState): Float32Array {
  return head.squares.slice(0, Math.min(head.rows, state.rowCount));
}

function usedWeights(head: Head, state: MemoryState): Float32Array {
  const rows = Math.min(head.rows, state.rowCount);
  const width = head.labels.length;
  const used = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    used.set(head.weights.subarray(row * head.columns, row * head.columns + width), row * width);
  return used;
}

function widened(used: Float32Array, width: number, columns: number, rows: number): Float32Array {
  const weights = new Float32Array(rows * columns);
  for (let row = 0; row * width < used.length; row++)
    weights.set(used.subarray(row * width, (row + 1) * width), row * columns);
  return weights;
}

const PREFIX_BYTES = 8;

function join(header: Uint8Array, parts: ArrayBufferView[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.byteLength, PREFIX_BYTES + header.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, header.length);
  bytes.set(header, PREFIX_BYTES);
  let at = PREFIX_BYTES + header.length;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  view.setUint32(0, checksum(bytes));
  return bytes;
}

function open(bytes: Uint8Array): { header: Header; take: (length: number) => ArrayBuffer } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES || view.getUint32(0) !== checksum(bytes)) throw unreadable('is damaged');
  const headerEnd = PREFIX_BYTES + view.getUint32(4);
  // The checksum has shown that these are the bytes that writeSnapshot made; only their version is in question.
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, headerEnd))) as Header;
  if (header.magic !== MAGIC) throw unreadable(`is of another version (${header.magic})`);
  let at = headerEnd;
  return { header, take: (length) => bytes.slice(at, (at += length)).buffer };
}

function unreadable(what: string): AppError {
  return new AppError('invalid', `the snapshot of the memory ${what}`, {
    suggestion: 'learn again from the log',
  });
}

/** FNV-1a over all bytes after the checksum itself. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 4; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}
