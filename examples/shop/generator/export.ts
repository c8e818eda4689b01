import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateShop } from './index.ts';

// Writes the history as files that `remit import` takes: `tsx examples/shop/generator/export.ts FOLDER [CASES]`.
const [folder, cases = '2000'] = process.argv.slice(2);
if (!folder) throw new Error('Say into which folder the history goes.');
const { history } = generateShop('wollgras', { weeks: 8, cases: Number(cases), until: new Date() });
await mkdir(folder, { recursive: true });
for (const workflow of new Set(history.map((row) => row.workflow))) {
  const rows = history.filter((row) => row.workflow === workflow);
  const file = join(folder, `${workflow}.jsonl`);
  await writeFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  console.log(`${file}: ${rows.length} cases`);
}
