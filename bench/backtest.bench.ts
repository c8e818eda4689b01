// Cases a second of a back-test on one core: the boundary in force and a changed one, held against logged cases of
// the sample's returns, each with a refund and a reply. Beside it, in the same run, the plain way: two whole rulings
// with their sentences. And what it takes to read the cases out of the log the first time, and from memory after.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadChanged } from '../src/authority/changes/past.ts';
import { readHistory } from '../src/authority/changes/history.ts';
import { backtest, type LoggedCase } from '../src/boundary/backtest/index.ts';
import { rule } from '../src/boundary/index.ts';
import type { Boundary } from '../src/boundary/schema.ts';
import { openLog } from '../src/log/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import type { Workflow, Workspace } from '../src/workspace/schema.ts';
import { caseEntries, loggedCases } from './backtest/cases.ts';

const CASES = 20_000;
const LOGGED = 5_000;
const SPAN_MS = 2_000;
const CASES_FLOOR = 50_000;

const loaded = await loadWorkspace(inPackage('examples', 'shop', 'workspace'), {
  env: { SHOP_URL: 'http://127.0.0.1:1' },
});
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 1));
const { workspace } = loaded;
const workflow = workspace.workflows['returns'] as Workflow;
const before = workflow.boundary;
const after = changed(
  before.text.replace('auto_max:      {money: 40.00 EUR', 'auto_max:      {money: 60.00 EUR'),
);
// The same in other words: no ruling changes, which is what most of a log is like.
const reworded = changed(
  before.text.replace('args.amount > limits.auto_max', 'limits.auto_max < args.amount'),
);

function changed(text: string): Boundary {
  const read = loadChanged(text, workspace, workflow);
  if (!read.ok || read.boundary.version === before.version) throw new Error('the boundary is not changed');
  return read.boundary;
}

/** Cases per CPU-second of this process. */
function perCpuSecond(cases: readonly LoggedCase[], run: (cases: readonly LoggedCase[]) => void): number {
  const spend = (ms: number): number => {
    const cpu = process.cpuUsage();
    const until = performance.now() + ms;
    let done = 0;
    while (performance.now() < until) {
      run(cases);
      done += cases.length;
    }
    const { user, system } = process.cpuUsage(cpu);
    return done / ((user + system) / 1e6);
  };
  spend(SPAN_MS / 3);
  return spend(SPAN_MS);
}

function tested(to: Boundary) {
  return (cases: readonly LoggedCase[]) => {
    const test = backtest(before, to);
    test.add(cases);
    test.result();
  };
}

/** What anybody would write first: two rulings of every action, and those that differ are kept. */
function plainly(to: Boundary) {
  return (cases: readonly LoggedCase[]) => {
    const found: unknown[] = [];
    for (const logged of cases) {
      for (const { inputs } of logged.actions) {
        const was = rule({ ...inputs, boundary: before });
        const now = rule({ ...inputs, boundary: to });
        if (was.effect !== now.effect) found.push([logged, was, now]);
      }
    }
  };
}

const show = (number: number) => Math.round(number).toLocaleString('en').padStart(10);
const cases = loggedCases(workflow, workspace, CASES);
const few = perCpuSecond(cases, tested(reworded));
const many = perCpuSecond(cases, tested(after));
const plain = perCpuSecond(cases, plainly(after));
const test = backtest(before, after);
test.add(cases);
const moved = test.result().groups.reduce((sum, group) => sum + group.cases, 0);
console.log(`cases per CPU-second, ${before.rules.length} rules, a refund and a reply each`);
console.log(`  back-test, no ruling changes                 ${show(few)}`);
console.log(
  `  back-test, ${((100 * moved) / CASES).toFixed(0).padStart(2)} % of the rulings change           ${show(many)}`,
);
console.log(
  `  two whole rulings of each action             ${show(plain)}   ${(many / plain).toFixed(2)} times as fast`,
);
await fromTheLog(workspace, workflow);
if (Math.min(few, many) < CASES_FLOOR) {
  console.log(`below the floor of ${show(CASES_FLOOR).trim()}`);
  process.exitCode = 1;
}

async function fromTheLog(workspace: Workspace, workflow: Workflow): Promise<void> {
  const home = join(tmpdir(), `remit-bench-${process.pid}`);
  const postgres = await startPostgres({ home, log: () => undefined });
  const pool = openDatabase(postgres.url, { max: 8, name: 'remit bench' });
  try {
    await migrate(pool, inPackage('migrations'));
    const log = openLog({ pool, now: () => new Date() });
    await Promise.all(caseEntries(workflow, workspace, LOGGED).map((append) => log.append(append)));
    const world = { log, workspace: () => workspace };
    for (const how of ['read from the log', 'from memory']) {
      const began = performance.now();
      let [read, leftOut] = [0, 0];
      for await (const batch of readHistory(world, pool, workflow, LOGGED)) {
        read += batch.cases.length;
        leftOut += batch.leftOut;
      }
      const perSecond = (read * 1_000) / (performance.now() - began);
      console.log(`  ${how.padEnd(44)} ${show(perSecond)}   a second, ${read} cases, ${leftOut} left out`);
    }
  } finally {
    await pool.end();
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
}
