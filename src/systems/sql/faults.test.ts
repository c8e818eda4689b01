import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMariadb } from '../../../test/support/mariadb.ts';
import { openTcpFaultProxy, type TcpFaultProxy } from '../../../test/support/tcp_fault_proxy.ts';
import { SqlSystem } from './index.ts';
import { openTestDatabase, shopFile, type TestDatabase } from './story.ts';

const signal = new AbortController().signal;
const MAKES = hasMariadb() ? (['postgres', 'mariadb'] as const) : (['postgres'] as const);

describe.each(MAKES)('%s, by way of a bad line', (make) => {
  let database: TestDatabase;
  let proxy: TcpFaultProxy;

  beforeAll(async () => {
    database = await openTestDatabase(make);
    proxy = await openTcpFaultProxy({ to: database.at });
  }, 60_000);
  afterAll(async () => {
    await proxy.close();
    await database.stop();
  });

  /** The shop behind the proxy, for one use. */
  async function through<T>(
    use: (books: SqlSystem) => Promise<T>,
    change: (text: string) => string = (text) => text,
  ): Promise<T> {
    const behind = (url: string): string => url.replace(/@[^/]*\//, `@${proxy.host}:${proxy.port}/`);
    const file = shopFile(
      { ...database, readUrl: behind(database.readUrl), writeUrl: behind(database.writeUrl) },
      change,
    );
    const books = new SqlSystem(file);
    try {
      return await use(books);
    } finally {
      await books.close();
    }
  }

  const refund = (id: number) => (books: SqlSystem) =>
    books.write(
      'refund',
      { id, order_id: 1, amount: { minor: 100, currency: 'EUR' } },
      { key: `k-${id}`, signal },
    );
  const rowsOf = async (id: number): Promise<number> =>
    (await database.rows(`select id from refunds where id = ${id}`)).length;

  test('wherever the line breaks, a write is done once, and what was called not done was not done', async () => {
    const seen = new Set<string>();
    // The answers of a write are some hundred bytes: the line breaks after each part of them once.
    for (let bytes = 0, id = 1000; bytes <= 1200; bytes += make === 'postgres' ? 23 : 29, id++) {
      proxy.faults({ cutAfterBytes: bytes });
      const answer = await through(refund(id));
      seen.add(answer.ok ? 'done' : answer.why);
      const isThere = (await rowsOf(id)) === 1;
      if (answer.ok) expect(isThere).toBe(true);
      else if (answer.why === 'not_sent') expect(isThere).toBe(false);
      else expect(answer.why).toBe('unknown');
      proxy.faults({});
      const again = await through(refund(id));
      expect(again).toMatchObject({ ok: true, replayed: isThere, result: { changed: 1 } });
      expect(await rowsOf(id)).toBe(1);
    }
    expect([...seen].sort()).toEqual(['done', 'not_sent', 'unknown']);
  }, 60_000);

  test('a read over a line that breaks is worth another try, and never half an answer', async () => {
    for (let bytes = 0; bytes <= 900; bytes += 37) {
      proxy.faults({ cutAfterBytes: bytes });
      const answer = await through((books) => books.read('orders_of', { customer: 'Ida' }, { signal }));
      if (answer.ok) expect(answer.value).toHaveLength(2);
      else expect(answer).toMatchObject({ why: 'unreachable', retry: true });
    }
    proxy.faults({});
  });

  test('a database that is down is said to be, and asked again when it is back', async () => {
    await proxy.down();
    const answer = await through((books) => books.read('order', { order_id: 1 }, { signal }));
    expect(answer).toMatchObject({ why: 'unreachable', retry: true, says: 'The books refuses connections' });
    expect(await through(refund(10))).toMatchObject({ ok: false, why: 'not_sent' });
    expect(await through((books) => books.probe({ signal }))).toMatchObject({ ok: false });
    await proxy.up();
    expect(await through(refund(10))).toMatchObject({ ok: true, replayed: false });
  });

  test('a statement that takes too long is ended by the database itself, and changes nothing', async () => {
    const slow = make === 'postgres' ? 'pg_sleep(20)' : 'sleep(20)';
    const hasty = (text: string): string =>
      text
        .replace('timeout: 5s', 'timeout: 300ms')
        .replace('select id, status from orders where', `select id, status, ${slow} from orders where`);
    const answer = await through((books) => books.read('orders_of', { customer: 'Ida' }, { signal }), hasty);
    expect(answer).toMatchObject({ ok: false, why: 'timeout' });
  });

  test('a caller who stops waiting leaves nothing behind, and nothing half done', async () => {
    proxy.faults({ slowMs: 50 });
    const stopping = AbortSignal.timeout(120);
    const args = { id: 20, order_id: 1, amount: { minor: 100, currency: 'EUR' } };
    const answer = await through((books) => books.write('refund', args, { key: 'k-20', signal: stopping }));
    proxy.faults({});
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(/not_sent|unknown/) });
    expect(await through(refund(20))).toMatchObject({ ok: true });
    expect(await rowsOf(20)).toBe(1);
  });
});
