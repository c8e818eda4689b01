// Reads what a run of all tests reported, runs once more the few files that failed or were never heard of, and says
// plainly which of them passed only then: those are flaky, and to be mended. What fails twice fails.
//
//     node scripts/again.mjs REPORT.json STATUS
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

/** More than these are no bad luck. */
const FILES_MAX = 6;
const AGAIN = 'again.json';

const [, , reportPath, status] = process.argv;
const first = read(reportPath);
if (!first) fail('The tests could not be run: npm test ended before them.');
const suspects = suspectsIn(first);
const { passed, failed } = countsIn(first);
if (status === '0' && suspects.length === 0) end(passed, failed);
if (suspects.length === 0) fail('npm test failed, though each of its files passed: see above.');
if (suspects.length > FILES_MAX) end(passed, failed || suspects.length);

console.log(`\nOnce more: ${suspects.join(', ')}`);
const files = ['--reporter=default', '--reporter=json', `--outputFile.json=${AGAIN}`, ...suspects];
spawnSync('npx', ['vitest', 'run', ...files], { stdio: 'inherit' });
const second = read(AGAIN);
rmSync(AGAIN, { force: true });
const left = second ? suspectsIn(second, suspects) : suspects;
for (const file of suspects)
  if (!left.includes(file)) console.log(`FLAKY: ${file} passed only at the second try.`);
for (const file of left) console.log(`FAILED TWICE: ${file}`);
const again = second ? countsIn(second) : { passed: 0, failed: left.length };
// Tests of the files that were run again count as they went the second time.
const before = countsIn(first, suspects);
end(
  passed - before.passed + again.passed,
  failed - before.failed + again.failed + (second ? 0 : left.length),
);

/** Files that failed, and those that git has and the run never told of. */
function suspectsIn(report, among = testFiles()) {
  const told = new Map(report.testResults.map((file) => [nameOf(file), file.status]));
  return among.filter((file) => told.get(file) !== 'passed');
}

function countsIn(report, among) {
  const files = report.testResults.filter((file) => among === undefined || among.includes(nameOf(file)));
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const unrun = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const count = (wanted) => results.filter((result) => result.status === wanted).length;
  return { passed: count('passed'), failed: count('failed') + unrun };
}

function testFiles() {
  const listed = spawnSync('git', ['ls-files', '*.test.ts', '*.test.tsx'], { encoding: 'utf8' });
  return listed.stdout.split('\n').filter((path) => path !== '');
}

function nameOf({ name }) {
  return relative(process.cwd(), name);
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function end(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

function fail(says) {
  console.log(says);
  process.exit(1);
}
