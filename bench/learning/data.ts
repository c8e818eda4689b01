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

/** CLINC150 in scope: 150 intents, its own training and test parts. */
export function intents(folder: string): { train: DecidedCase[]; test: DecidedCase[] } | undefined {
  const all = (rows(folder, 'intents/clinc150.jsonl.gz') as Request[] | undefined)?.filter(({ oos }) => !oos);
  if (!all) return undefined;
  const part = (split: Request['split']): DecidedCase[] =>
    all
      .filter((row) => row.split === split)
      .map(({ text, label }) => ({ example: { text, fields: {} }, labels: { intent: label } }));
  return { train: part('train'), test: part('test') };
}
