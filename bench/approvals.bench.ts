// Real expense declarations: who approved what, how often they refused, how long each waited, asked of the log.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { readMapping } from '../src/flow/intake/import/mapping.ts';
import { verify } from '../src/log/index.ts';
import { inPackage } from '../src/runtime/places.ts';
import type { Declaration as Logged } from './learning/approvals.ts';
import { share } from './learning/measure.ts';
import { showUnpredictable } from './learning/unpredictable.ts';
import { importLines, openBench } from './real/open.ts';

const HOUR_MS = 3_600_000;

/** Decisions of one role: how many, how many of them refused, and how long the case had waited before each. */
interface Desk {
  decisions: number;
  rejected: number;
  waitsMs: number[];
}

type Declaration = Logged & { events: { 'org:role': string }[] };

const folder = process.env['REMIT_DATA'];
const file = join(folder ?? '', 'approvals', 'declarations.jsonl.gz');
if (!folder || !existsSync(file)) {
  console.log('Skipped: set REMIT_DATA to the folder that holds approvals/ to run this bench.');
} else {
  await measure(gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n'));
}

async function measure(lines: string[]): Promise<void> {
  const bench = await openBench('expense-approval', 'expenses');
  const path = inPackage('examples', 'expense-approval', 'mapping.yaml');
  const began = performance.now();
  const mapping = readMapping(readFileSync(path, 'utf8'), 'mapping.yaml');
  const { counts, rejectedRows } = await importLines(bench, 'declarations.jsonl', lines, mapping);
  const seconds = (performance.now() - began) / 1000;
  for (const says of rejectedRows.slice(0, 5)) console.log(says);
  console.log(
    `${counts.recorded} declarations recorded, ${counts.rejected} rejected, in ${seconds.toFixed(1)} s`,
  );
  const fromLog = await asLogged(bench.pool);
  const fromFile = asWritten(lines.map((line) => JSON.parse(line) as Declaration));
  console.log('\nrole              decisions  refused                        median wait');
  for (const [role, desk] of [...fromLog].sort(([, one], [, other]) => other.decisions - one.decisions)) {
    const { decisions, rejected } = desk;
    const cells = [
      role.padEnd(18),
      String(decisions).padEnd(11),
      `${rejected}: ${share(rejected, decisions)}`.padEnd(31),
    ];
    console.log(`${cells.join('')}${wait(median(desk.waitsMs))}`);
  }
  const same = JSON.stringify(figures(fromLog)) === JSON.stringify(figures(fromFile));
  console.log(
    `\nthe log and the file, asked apart: ${same ? 'equal in every count, refusal and median' : 'NOT EQUAL'}`,
  );
  const verified = await verify(bench.pool, {});
  console.log(`every hash of the log fits: ${verified.misfit === null ? 'yes' : 'NO'}`);
  await bench.stop();
  showUnpredictable(lines.map((line) => JSON.parse(line) as Logged));
  if (!same || verified.misfit !== null || counts.rejected > 0)
    throw new Error('the log does not say what the file says');
}

/** Asks the log: every decision with its role, its time, and the entry of its case before it. */
async function asLogged(pool: Pool): Promise<Map<string, Desk>> {
  const { rows } = await pool.query<{ kind: string; role: string; decision: string; waited: number | null }>(`
    with steps as (
      select kind, body::json->>'role' as role, body::json->>'decision' as decision,
        extract(epoch from at - lag(at) over (partition by stream order by version)) * 1000 as waited
      from entries where stream like 'case/%' and kind in ('opened', 'handled')
    )
    select role, decision, waited::float8 as waited from steps where decision in ('approved', 'rejected')`);
  const desks = new Map<string, Desk>();
  for (const { role, decision, waited } of rows) add(desks, role, decision === 'rejected', waited ?? 0);
  return desks;
}

/** The same computed from the file alone, without any of Remit's code. */
function asWritten(declarations: Declaration[]): Map<string, Desk> {
  const desks = new Map<string, Desk>();
  for (const { events } of declarations) {
    let before = Date.parse(events[0]?.['time:timestamp'] ?? '');
    for (const event of events) {
      const [, verb] = /^Declaration (\w+) by/.exec(event['concept:name']) ?? [];
      if (verb === undefined) continue;
      const at = Date.parse(event['time:timestamp']);
      const isDecision = verb === 'REJECTED' || verb === 'APPROVED' || verb === 'FINAL_APPROVED';
      if (isDecision) add(desks, event['org:role'], verb === 'REJECTED', at - before);
      before = at;
    }
  }
  return desks;
}

function add(desks: Map<string, Desk>, role: string, isRejected: boolean, waitedMs: number): void {
  const desk = desks.get(role) ?? { decisions: 0, rejected: 0, waitsMs: [] };
  desk.decisions += 1;
  desk.rejected += isRejected ? 1 : 0;
  desk.waitsMs.push(waitedMs);
  desks.set(role, desk);
}

function wait(ms: number): string {
  return ms < HOUR_MS ? `${(ms / 1000).toFixed(0)} s` : `${(ms / HOUR_MS).toFixed(1)} h`;
}

function figures(desks: Map<string, Desk>) {
  const rows = [...desks].map(([role, { decisions, rejected, waitsMs }]) => [
    role,
    decisions,
    rejected,
    Math.round(median(waitsMs)),
  ]);
  return rows.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
