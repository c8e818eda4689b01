import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { openDatabase } from '../runtime/database.ts';
import { caseRow, noted, NOW } from './example.ts';
import { openLog } from './open.ts';
import type { Append, Appended, Log } from './schema.ts';
import { verify } from './verify.ts';

const WRITERS = 4;
const HANDS = 6;
const ROUNDS = 25;
const STREAMS = 12;
const NAMES = 8;

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test.each([1, 2, 3])(
  'what writers were told is what the log holds, whoever raced with whom (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const pools = Array.from({ length: WRITERS }, () => openDatabase(database.url, { max: 3 }));
    const logs = pools.map((pool) => openLog({ pool, now: () => NOW }));
    const told: { append: Append; answer: Appended }[] = [];

    async function hand(log: Log, name: string): Promise<void> {
      for (let round = 0; round < ROUNDS; round += 1) {
        const append = anyAppend(seed, `${name}.${round}`, random, told);
        told.push({ append, answer: await log.append(append) });
      }
    }
    const hands = logs.flatMap((log, writer) =>
      Array.from({ length: HANDS }, (_, index) => hand(log, `${writer}.${index}`)),
    );
    await Promise.all(hands);

    const held = await heldTexts(seed);
    for (const { append, answer } of told) {
      const text = append.entries[0]?.body['text'] as string;
      expect([text, held.get(text)]).toEqual([
        text,
        answer.ok ? { stream: append.stream, version: append.expected + 1 } : undefined,
      ]);
    }
    expect(told.filter(({ answer }) => answer.ok).length).toBeGreaterThan(STREAMS);
    expect(new Set(told.map(({ answer }) => (answer.ok ? 'ok' : answer.why)))).toEqual(
      new Set(['ok', 'conflict', 'taken']),
    );
    await namesAreHeldByWinners(told);
    expect((await verify(database.pool)).misfit).toBeNull();
    await Promise.all(pools.map((pool) => pool.end()));
  },
);

/** At a version that somebody was told last, or at a wrong one; now and then with a name that others want too. */
function anyAppend(
  seed: number,
  text: string,
  random: () => number,
  told: { append: Append; answer: Appended }[],
): Append {
  const stream = `case:${seed}.${Math.floor(random() * STREAMS)}`;
  const known = told.findLast(({ append, answer }) => answer.ok && append.stream === stream)?.answer;
  const expected = random() < 0.1 ? Math.floor(random() * 4) : known?.ok ? known.version : 0;
  const entries = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) =>
    noted(index === 0 ? text : `${text} more`),
  );
  const append: Append = { stream, expected, entries, rows: { cases: caseRow(stream, text) } };
  if (random() < 0.3) append.keys = [{ name: `name:${seed}.${Math.floor(random() * NAMES)}`, mode: 'claim' }];
  return append;
}

async function heldTexts(seed: number): Promise<Map<string, { stream: string; version: number }>> {
  const { rows } = await database.pool.query<{ stream: string; version: number; text: string }>(
    `select stream, version, body::json->>'text' as text from entries where stream like $1`,
    [`case:${seed}.%`],
  );
  return new Map(rows.map(({ text, ...place }) => [text, place]));
}

/** The row of a case is the one of its last append, and a claimed name belongs to an append that was told ok. */
async function namesAreHeldByWinners(told: { append: Append; answer: Appended }[]): Promise<void> {
  const claims = told.flatMap(({ append, answer }) =>
    answer.ok ? (append.keys ?? []).map((key) => [key.name, append.stream] as const) : [],
  );
  const { rows } = await database.pool.query<{ name: string; stream: string }>(
    'select name, stream from keys',
  );
  const holders = new Map(rows.map((row) => [row.name, row.stream]));
  for (const [name, stream] of claims) expect([name, holders.get(name)]).toEqual([name, stream]);
  for (const { append, answer } of told) {
    if (answer.ok || answer.why !== 'taken') continue;
    expect(holders.get(answer.name)).toBe(answer.stream);
    expect(answer.stream).not.toBe(append.stream);
  }
  const titles = await database.pool.query<{ id: string; title: string }>('select id, title from cases');
  for (const { id, title } of titles.rows) {
    const ours = told.filter(({ append, answer }) => answer.ok && append.stream === id);
    const last = ours.reduce<(typeof ours)[number] | undefined>(
      (best, next) => (!best || next.append.expected > best.append.expected ? next : best),
      undefined,
    );
    if (last) expect(title).toBe(last.append.entries[0]?.body['text']);
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
