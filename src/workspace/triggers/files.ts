import { z } from 'zod';
import { fromEnv } from '../env.ts';
import { Duration, entry, type Say, within } from '../forms/form.ts';
import { confide } from '../systems/confide.ts';
import type { TriggerGround } from './index.ts';
import { checkCommon, failBy, triggerKeys } from './keys.ts';
import type { Arrival, TriggerCommon } from './schema.ts';

export const FILE_FORMATS = ['csv', 'jsonl'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Rows of tables: of files that are put into a folder, or of a table at an address. */
export interface FilesTrigger extends TriggerCommon {
  kind: 'files';
  /** Exactly one of both is there. A folder that does not begin at the root lies in the workspace. */
  folder: string | null;
  /** `*.csv`; null: every file whose end says what it is. */
  pattern: string | null;
  /** Null: as the file's end says, and CSV at an address. */
  format: FileFormat | null;
  separator: string | null;
  everyMs: number;
  /** A file, and the last line of one, counts as written once it has not changed for so long. */
  settleMs: number;
  /** Confided, for both may hold what opens the table. */
  source: { url: string | null; headers: Record<string, string> };
}

const FOLDER_EVERY_MS = 5_000;
const URL_EVERY_MS = 5 * 60_000;
const EVERY_MIN_MS = 1_000;
const SETTLE_MS = 5_000;

/** One of `triggers:` of the kind `files`. */
export const FilesTriggerForm = entry({
  kind: z.literal('files'),
  ...triggerKeys,
  folder: z.string().min(1).optional(),
  url: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  pattern: z.string().min(1).optional(),
  format: z.enum(FILE_FORMATS).optional(),
  separator: z.string().length(1, 'is not one character\nwrite one such as ";"').optional(),
  every: Duration.optional(),
  settle: Duration.default(SETTLE_MS),
});

/** Reads the trigger of a folder or of a table at an address. */
export function readFiles(raw: unknown, ground: TriggerGround, say: Say): FilesTrigger | undefined {
  const form = within(FilesTriggerForm, raw, failBy(say));
  if (!form) return undefined;
  const { env } = ground;
  const filled = (text: string, path: string[]) => (env === undefined ? text : fromEnv(text, env, path, say));
  if ((form.folder === undefined) === (form.url === undefined))
    say([], 'needs a folder or a url, and not both', 'write folder: /srv/exports, or url: https://…');
  const url = form.url === undefined ? null : filled(form.url, ['url']);
  if (url !== null && url !== '' && env !== undefined && !/^https?:\/\/[^/]/.test(url))
    say(['url'], 'is not an http address', 'write one such as https://docs.google.com/…/export?format=csv');
  const folder = form.folder === undefined ? null : filled(form.folder, ['folder']);
  const headers = Object.fromEntries(
    Object.entries(form.headers).map(([name, text]) => [name.toLowerCase(), filled(text, ['headers', name])]),
  );
  if (form.every !== undefined && form.every < EVERY_MIN_MS)
    say(['every'], 'is less than a second', 'write one such as 30s');
  // A column of the same name is what a field is taken from, whatever the columns are.
  const common = checkCommon(form, ground.event, { mapped: ground.event }, say);
  const { pattern = null, format = null, separator = null, settle } = form;
  const everyMs = form.every ?? (folder === null ? URL_EVERY_MS : FOLDER_EVERY_MS);
  const file = {
    ...common,
    kind: 'files' as const,
    folder,
    pattern,
    format,
    separator,
    everyMs,
    settleMs: settle,
  };
  return confide(file, { source: { url, headers } });
}

/** The cells of the row, by their columns' names. */
export function mapFiles(_: FilesTrigger, { payload }: Arrival): Record<string, unknown> {
  const { row } = (payload ?? {}) as { row?: unknown };
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? { ...row } : {};
}
