import type { FileFormat } from '../../../workspace/triggers/files.ts';

/** Names that programs give to what they are still writing, and to what is nobody's data. */
const UNFINISHED =
  /^[.~]|^~\$|~$|\.(tmp|temp|part|partial|crdownload|download|swp|swx|lock|filepart|upload)$/i;
const FORMATS: Record<string, FileFormat> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
};

/** Whether a file of a folder is this trigger's, by its name alone. */
export function isWanted(name: string, pattern: string | null, format: FileFormat | null): boolean {
  if (UNFINISHED.test(name)) return false;
  if (pattern !== null) return matches(name, pattern);
  return format !== null || /\.(csv|tsv|jsonl|ndjson)$/i.test(name);
}

/** How a file is read: as the trigger says, else by its end. */
export function formatOf(name: string, format: FileFormat | null): FileFormat {
  return format ?? FORMATS[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'csv';
}

/** `orders-*.csv`, `?` for one character; nothing else is special. */
function matches(name: string, pattern: string): boolean {
  const parts = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '.'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(name);
}
