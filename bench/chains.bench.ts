// Real expense declarations lived through again: the chain asks, people decide as they did, and who waited for whom
// is asked of the log and compared with the file.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { verify } from '../src/log/index.ts';
import {
  asWritten,
  readDeclaration,
  relive,
  startFinance,
  type Waited,
} from '../test/support/declarations.ts';
import { openBench } from './real/open.ts';

const LANES = 16;

const folder = process.env['REMIT_DATA'];
const file = join(folder ?? '', 'approvals', 'declarations.jsonl.gz');
if (!folder || !existsSync(file)) {
  console.log('Skipped: set REMIT_DATA to the folder that holds approvals/ to run this bench.');
} else {
  await measure(gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n'));
}

async function measure(lines: string[]): Promise<void> {
  const finance = await startFinance();
  const bench = await openBench('expense-approval', 'expenses', { env: { FINANCE_URL: finance.url } });
  const declarations = lines.map(readDeclaration);
  const waiting = declarations.values();
  const odd: string[] = [];
  let decisions = 0;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const lane = async (): Promise<void> => {
    const clock = { now: new Date(0) };
    const world = { ...bench.wired.world, now: () => clock.now };
    for (const declaration of waiting) {
      const lived = await relive(world, declaration, clock).catch((error: unknown) => String(error));
      if (same(lived, asWritten(declaration))) decisions += lived.length;
      else
        odd.push(
          `${declaration.id}: ${typeof lived === 'string' ? lived : 'others were asked, or at other times'}`,
        );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  const perDecision = (used.user + used.system) / 1000 / decisions;
  console.log(
    `${declarations.length} declarations, ${decisions} decisions at their desks, in ${seconds.toFixed(0)} s: ` +
      `${(decisions / seconds).toFixed(0)} decisions/s, ${perDecision.toFixed(2)} CPU-ms each`,
  );
  console.log(
    `who waited for whom, log and file: ${odd.length === 0 ? 'equal in all' : `${odd.length} NOT EQUAL`}`,
  );
  for (const says of odd.slice(0, 10)) console.log(`  ${says}`);
  console.log(`paid: ${finance.paid.size} keys`);
  const verified = await verify(bench.pool, {});
  console.log(`every hash of the log fits: ${verified.misfit === null ? 'yes' : 'NO'}`);
  await bench.stop();
  await finance.stop();
  if (odd.length > 0 || verified.misfit !== null) throw new Error('the log does not say what the file says');
}

function same(lived: Waited[] | string, written: Waited[]): lived is Waited[] {
  return JSON.stringify(lived) === JSON.stringify(written);
}
