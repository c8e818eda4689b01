import { open, rm, truncate, type FileHandle } from 'node:fs/promises';
import type { Report } from '../../../flow/import.ts';
import type { Row } from '../../../flow/intake/import/schema.ts';
import { AppError } from '../../../runtime/errors.ts';

/** `tickets.csv.gz` → `tickets.csv.rejected.csv`; lists of objects are reported as JSONL. */
export function reportPath(path: string, isCsv: boolean): string {
  return `${path.replace(/\.gz$/i, '')}.rejected.${isCsv ? 'csv' : 'jsonl'}`;
}

/** The report of rejected rows: a file that can be put right and imported itself. It exists only when it has rows. */
export function openReport(path: string, isCsv: boolean): Report & { close(): Promise<void> } {
  let pending: string[] = [];
  let length = 0;
  let handle: FileHandle | undefined;
  return {
    async begin(bytes) {
      length = bytes;
      if (bytes > 0) await truncate(path, bytes).catch(() => undefined);
      else await rm(path, { force: true }).catch(() => undefined);
    },
    add(row, says) {
      if (isCsv && length === 0 && pending.length === 0)
        pending.push(csvLine(['line', 'reason', ...Object.keys(row.values)]));
      pending.push(isCsv ? csvRow(row, says) : jsonLine(row, says));
    },
    async flush() {
      if (pending.length > 0) {
        handle ??= await openToAppend(path);
        await handle.appendFile(pending.join(''));
        await handle.sync();
        pending = [];
        length = (await handle.stat()).size;
      }
      return length;
    },
    async close() {
      await handle?.close();
    },
  };
}

async function openToAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a');
  } catch (error) {
    throw new AppError(
      'invalid',
      `The report of rejected rows cannot be written: ${(error as Error).message}.`,
      {
        path,
        suggestion: 'Say with --report where it may be.',
      },
    );
  }
}

function csvRow(row: Row, says: string): string {
  return csvLine([String(row.line), says, ...Object.values(row.values).map(String)]);
}

function csvLine(cells: string[]): string {
  const quoted = cells.map((cell) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\n`;
}

function jsonLine(row: Row, says: string): string {
  return `${JSON.stringify({ line: row.line, reason: says, ...row.values })}\n`;
}
