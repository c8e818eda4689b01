// Real IT tickets through the whole of it: imported into a real Postgres, learned from, and planned by the memory agent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { memoryAgent } from '../src/agents/memory.ts';
import { wilson } from '../src/learning/score.ts';
import { share, shuffled } from './learning/measure.ts';
import { trainSvm } from './learning/svm.ts';
import { importLines, openBench, type Bench } from './real/open.ts';

const HEADS = ['category', 'urgency'] as const;
const SEEDS = [1, 2, 3, 4, 5];
/** Published for these tickets, on a random split of the larger file that they are the beginning of. */
const SVM = ['85.7 %', '93.7 %'];

type Ticket = { title: string; body: string; category: string; urgency: string };

const folder = process.env['REMIT_DATA'];
const file = join(folder ?? '', 'it-tickets', 'tickets.jsonl.gz');
if (!folder || !existsSync(file)) {
  console.log('Skipped: set REMIT_DATA to the folder that holds it-tickets/ to run this bench.');
} else {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  await wholeFile(lines);
  console.log(`\n${''.padEnd(52)}${HEADS.map((head) => head.padEnd(28)).join('')}`);
  const peopleGoOn = await split(lines, true);
  tell('file order, people go on deciding', [peopleGoOn]);
  tell('file order, learning stopped', [await split(lines, false)]);
  tell('linear SVM, file order', [peer(lines)]);
  const mixed = SEEDS.map((seed) => shuffled(lines, seed));
  const counts: Right[] = [];
  for (const order of mixed) counts.push(await split(order, false));
  tell(`mixed, learning stopped, ${SEEDS.length} splits`, counts);
  const peers = mixed.map(peer);
  tell('linear SVM, the same splits', peers);
  row('linear SVM, published, its own split', ...SVM);
  refuseWorse(counts, peers);
}

function row(...cells: string[]): void {
  console.log(cells.map((cell, at) => cell.padEnd(at === 0 ? 52 : 28)).join(''));
}

/** Imports everything and learns it, as `remit import` followed by a start would. */
async function wholeFile(lines: string[]): Promise<void> {
  const bench = await openBench('it-tickets', 'it-tickets');
  const began = performance.now();
  const { counts, look } = await importLines(bench, 'tickets.jsonl', lines);
  const imported = performance.now();
  await bench.wired.standings.catchUp();
  const learned = performance.now();
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(`mapping guessed: ${look.lines.map(({ target, from }) => `${target} ← ${from}`).join(', ')}`);
  console.log(`${counts.recorded} tickets recorded, ${counts.rejected} rejected, ${counts.duplicate} known`);
  console.log(
    `import ${seconds(began, imported)} s, then learning what is left ${seconds(imported, learned)} s`,
  );
  console.log(`import and learning of the whole file: ${seconds(began, learned)} s (at most 60 s)`);
  const again = await importLines(bench, 'tickets.jsonl', lines);
  console.log(
    `the same file again: ${again.counts.recorded} recorded, ${again.counts.duplicate} known already`,
  );
  await bench.stop();
  if (counts.recorded !== lines.length || again.counts.duplicate !== lines.length)
    throw new Error('rows were lost');
  if (learned - began > 60_000) throw new Error('import and learning took longer than a minute');
}

interface Right {
  category: number;
  urgency: number;
  asked: number;
}

function tell(name: string, counts: Right[]): void {
  const asked = counts.reduce((sum, one) => sum + one.asked, 0);
  const cells = HEADS.map((head) => {
    const right = counts.reduce((sum, one) => sum + one[head], 0);
    return `${right}/${asked} ${share(right, asked)}`;
  });
  row(name, ...cells);
}

/** The memory may differ from its peer by chance, and not by more. */
function refuseWorse(memory: Right[], peers: Right[]): void {
  const sum = (counts: Right[], of: keyof Right) => counts.reduce((total, one) => total + one[of], 0);
  for (const head of HEADS) {
    const [, most] = wilson(sum(memory, head), sum(memory, 'asked'));
    if (most < sum(peers, head) / sum(peers, 'asked'))
      throw new Error(`the memory is worse at ${head} than a linear SVM`);
  }
}

function parts(lines: string[]): [string[], string[]] {
  const cut = Math.floor((lines.length * 4) / 5);
  return [lines.slice(0, cut), lines.slice(cut)];
}

/** Learns the first four fifths from the log and plans the last fifth; each planned ticket may then be decided. */
async function split(lines: string[], goesOn: boolean): Promise<Right> {
  const bench = await openBench('it-tickets', 'it-tickets');
  const [taught, asked] = parts(lines);
  await importLines(bench, 'first.jsonl', taught);
  await bench.wired.standings.catchUp();
  const right: Right = { category: 0, urgency: 0, asked: asked.length };
  for (const line of asked) {
    const ticket = JSON.parse(line) as Ticket;
    const planned = await plan(bench, ticket);
    for (const head of HEADS) if (planned[head] === ticket[head]) right[head] += 1;
    if (!goesOn) continue;
    await importLines(bench, 'later.jsonl', [line]);
    await bench.wired.standings.catchUp();
  }
  await bench.stop();
  return right;
}

/** The peer on the same parts: a linear SVM on TF-IDF that saw the first four fifths. */
function peer(lines: string[]): Right {
  const [taught, asked] = parts(lines).map((part) => part.map((line) => JSON.parse(line) as Ticket)) as [
    Ticket[],
    Ticket[],
  ];
  const right: Right = { category: 0, urgency: 0, asked: asked.length };
  const textOf = ({ title, body }: Ticket) => `${title}\n${body}`;
  for (const head of HEADS) {
    const labels = taught.map((ticket) => ticket[head]);
    const first = labels[0] ?? '';
    // A learner that saw one label can only ever say that one.
    const svm = new Set(labels).size === 1 ? () => first : trainSvm(taught.map(textOf), labels);
    right[head] = asked.filter((ticket) => svm(textOf(ticket)) === ticket[head]).length;
  }
  return right;
}

async function plan(
  { workspace, workflow, wired }: Bench,
  { title, body }: Ticket,
): Promise<Record<string, unknown>> {
  const ref = workflow.agents.find((agent) => agent.kind === 'memory');
  if (ref?.kind !== 'memory') throw new Error('the workflow has no memory');
  const agent = memoryAgent(workspace, ref, () => wired.memories.of(workflow.name), wired.memories.textOf);
  const text = `${title}\n\n${body}`.trim();
  const proposal = await agent.plan({
    caseId: 'bench',
    workflow,
    event: { title, body },
    text,
    facts: {},
    now: new Date(),
  });
  return proposal.ok ? proposal.inputs : {};
}
