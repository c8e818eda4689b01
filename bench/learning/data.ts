import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DecidedCase } from '../../src/learning/score.ts';

type Ticket = { title: string; body: string; category: string; urgency: string };
type Request = { split: 'train' | 'val' | 'test'; text: string; label: string; oos: boolean };

/** The rows of a gzipped JSONL file of the data folder, or undefined when it is not there. */
function rows(folder: string, path: string): unknown[] | undefined {
  const file = join(folder, path);
  if (!existsSync(file)) return undefined;
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
}

/** Real IT tickets in file order: text in, category and urgency out. No other label of a ticket is shown to a learner. */
export function tickets(folder: string): DecidedCase[] | undefined {
  return (rows(folder, 'it-tickets/tickets.jsonl.gz') as Ticket[] | undefined)?.map(
    ({ title, body, category, urgency }) => ({
      example: { text: `${title}\n${body}`, fields: {} },
      labels: { category, urgency },
    }),
  );
}

export type Intents = {
  train: DecidedCase[];
  val: DecidedCase[];
  test: DecidedCase[];
  outside: DecidedCase[];
};

/** CLINC150: 150 intents with their own three parts, and requests outside of all of them. */
export function intents(folder: string): Intents | undefined {
  const all = rows(folder, 'intents/clinc150.jsonl.gz') as Request[] | undefined;
  if (!all) return undefined;
  const cases = (wanted: Request[]): DecidedCase[] =>
    wanted.map(({ text, label }) => ({ example: { text, fields: {} }, labels: { intent: label } }));
  const part = (split: Request['split']) => cases(all.filter((row) => row.split === split && !row.oos));
  return {
    train: part('train'),
    val: part('val'),
    test: part('test'),
    outside: cases(all.filter(({ oos }) => oos)),
  };
}
