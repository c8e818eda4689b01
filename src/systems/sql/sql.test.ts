import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMariadb } from '../../../test/support/mariadb.ts';
import { SqlSystem } from './index.ts';
import { openTestDatabase, shopFile, type TestDatabase } from './story.ts';

const signal = new AbortController().signal;
const MAKES = hasMariadb({ say: true }) ? (['postgres', 'mariadb'] as const) : (['postgres'] as const);

describe.each(MAKES)('%s', (make) => {
  let database: TestDatabase;
  let books: SqlSystem;

  beforeAll(async () => {
    database = await openTestDatabase(make);
    books = new SqlSystem(shopFile(database));
  }, 60_000);
  afterAll(async () => {
    await books.close();
    await database.stop();
  });

  const under = async <T>(
    change: (text: string) => string,
    use: (system: SqlSystem) => Promise<T>,
  ): Promise<T> => {
    const system = new SqlSystem(shopFile(database, change));
    try {
      return await use(system);
    } finally {
      await system.close();
    }
  };

  test('a row comes as its read declares it: money, truth and time included', async () => {
    expect(await books.read('order', { order_id: 1 }, { signal })).toMatchObject({
      ok: true,
      value: {
        id: '1',
        customer: 'Ida',
        status: 'paid',
        total: { minor: 4990, currency: 'EUR' },
        paid: true,
        placed_at: '2026-11-01T10:00:00Z',
      },
    });
  });

  test('a row that is not there is not found, and rows beyond the limit are no answer', async () => {
    expect(await books.read('order', { order_id: 99 }, { signal })).toMatchObject({
      ok: false,
      why: 'not_found',
    });
    expect(await books.read('erp.orders_of', { customer: 'Ida' }, { signal })).toMatchObject({
      ok: true,
      value: [{ id: 1 }, { id: 3 }],
    });
    const one = await under(
      (text) => text.replace('rows: 2', 'rows: 1'),
      (system) => system.read('orders_of', { customer: 'Ida' }, { signal }),
    );
    expect(one).toMatchObject({
      ok: false,
      why: 'bad_answer',
      says: expect.stringContaining('more than 1 rows'),
    });
  });

  test('what an argument says is a value and never a part of the statement', async () => {
    const customer = "Ida' or '1'='1";
    expect(await books.read('orders_of', { customer }, { signal })).toMatchObject({ ok: true, value: [] });
  });

  test('a write is done once under its key, however often it is sent, also at the same time', async () => {
    const args = { id: 10, order_id: 1, amount: { minor: 500, currency: 'EUR' } };
    const sent = await Promise.all([1, 2, 3].map(() => books.write('refund', args, { key: 'k-10', signal })));
    expect(sent).toEqual(expect.arrayContaining([{ ok: true, result: { changed: 1 }, replayed: false }]));
    expect(sent.filter((answer) => answer.ok && answer.replayed)).toHaveLength(2);
    expect(await database.rows('select id from refunds')).toEqual([{ id: 10 }]);
    expect(await books.confirm('refund', {}, { key: 'k-10', signal })).toEqual({
      known: true,
      done: true,
      result: { changed: 1 },
    });
    expect(await books.confirm('refund', {}, { key: 'k-other', signal })).toEqual({
      known: true,
      done: false,
    });
    expect(await books.read('refund_by_key', { key: 'k-10' }, { signal })).toMatchObject({
      ok: true,
      value: { id: 10, amount: { minor: 500, currency: 'EUR' } },
    });
  });

  test('what was there before comes with the answer, so that a write can be its own undo', async () => {
    const write = (status: string, key: string) =>
      books.write('set_status', { order_id: 2, status }, { key, signal });
    expect(await write('held', 'k-20')).toMatchObject({ ok: true, result: { old_status: 'paid' } });
    expect(await write('paid', 'k-21')).toMatchObject({ ok: true, result: { old_status: 'held' } });
    expect(await write('paid', 'k-22')).toMatchObject({ ok: true, result: { changed: 1 } });
    const gone = await books.write('set_status', { order_id: 98, status: 'held' }, { key: 'k-23', signal });
    expect(gone).toMatchObject({
      ok: false,
      why: 'rejected',
      says: expect.stringContaining('nothing to change'),
    });
  });

  test('a write that would change more rows than it says changes none', async () => {
    const answer = await books.write('hold_all', { customer: 'Ida' }, { key: 'k-30', signal });
    expect(answer).toMatchObject({
      ok: false,
      why: 'rejected',
      says: expect.stringContaining('2 rows where 1'),
    });
    expect(await database.rows("select id from orders where status = 'held'")).toEqual([]);
    expect(await books.confirm('hold_all', {}, { key: 'k-30', signal })).toEqual({
      known: true,
      done: false,
    });
  });

  test('what the database refuses was not done, and its own words say why', async () => {
    const args = { id: 11, order_id: 77, amount: { minor: 1, currency: 'EUR' } };
    const answer = await books.write('refund', args, { key: 'k-40', signal });
    expect(answer).toMatchObject({
      ok: false,
      why: 'rejected',
      says: expect.stringMatching(/^The books refused/),
    });
  });

  test('a reading user who may write is refused, unless the file says that it is meant', async () => {
    const asWriter = (text: string): string =>
      text.replace('read_url: ${READ_URL}', 'read_url: ${WRITE_URL}');
    const refused = await under(asWriter, (system) => system.read('order', { order_id: 1 }, { signal }));
    expect(refused).toMatchObject({
      ok: false,
      why: 'refused',
      says: expect.stringContaining('who may only read'),
    });
    const meant = (text: string): string =>
      asWriter(text).replace('kind: sql', 'kind: sql\nmay_read_as_writer: true');
    expect(await under(meant, (system) => system.read('order', { order_id: 1 }, { signal }))).toMatchObject({
      ok: true,
    });
    expect(await under(asWriter, (system) => system.probe({ signal }))).toMatchObject({
      ok: false,
      todo: expect.stringContaining('read_url'),
    });
    expect(await books.probe({ signal })).toEqual({
      ok: true,
      says: expect.stringContaining('answers'),
      warnings: [],
    });
  });

  test.runIf(make === 'mariadb')('a table without transactions is not written', async () => {
    await database.run('create table old_notes (id integer) engine = MyISAM');
    const withNotes = (text: string): string =>
      `${text}  note:\n    sql: insert into old_notes values (:id)\n    args: {id: integer}\n`;
    await under(withNotes, async (system) => {
      const answer = await system.write('note', { id: 1 }, { key: 'k-50', signal });
      expect(answer).toMatchObject({
        why: 'rejected',
        says: expect.stringContaining('old_notes has no transactions'),
      });
      expect(await database.rows('select id from old_notes')).toEqual([]);
      expect(await system.probe({ signal })).toMatchObject({
        ok: true,
        warnings: [{ todo: expect.stringContaining('InnoDB') }],
      });
    });
  });

  test('a wrong password is said without the password', async () => {
    const answer = await under(
      (text) => text.replace('${READ_URL}', database.readUrl.replace('secret-pass', 'wrong-pass')),
      (system) => system.read('order', { order_id: 1 }, { signal }),
    );
    expect(answer).toMatchObject({
      ok: false,
      why: 'refused',
      says: expect.stringContaining('turns us away'),
    });
    expect(JSON.stringify(answer)).not.toContain('wrong-pass');
  });
});
