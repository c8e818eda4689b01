import { expect, test } from 'vitest';
import { readSqlFile } from './story.ts';

const ENV = {
  READ: 'postgres://reader:pw-of-reader@db.example/shop',
  WRITE: 'postgres://writer:pw@db.example/shop',
};
const head = 'kind: sql\ndatabase: postgres\nread_url: ${READ}\nwrite_url: ${WRITE}\n';
const read = (sql: string, args = '{id: integer}', gives = '{id: integer}'): string =>
  `${head}reads:\n  order:\n    sql: ${sql}\n    args: ${args}\n    gives: ${gives}\n`;
const write = (sql: string, more = '', args = '{id: integer, amount: money}'): string =>
  `${head}writes:\n  refund:\n    sql: ${sql}\n    args: ${args}\n${more}`;

test('a file of statements loads, with its addresses hidden and TLS where the database is elsewhere', () => {
  const { file, faults } = readSqlFile(read('"select id from orders where id = :id"'), ENV);
  expect(faults).toEqual([]);
  expect(file).toMatchObject({ kind: 'sql', database: 'postgres', tls: true });
  expect(file?.readUrl).toBe(ENV.READ);
  expect(JSON.stringify({ ...file })).not.toContain('pw-of-reader');
  const here = readSqlFile(read('"select 1 as id where 1 = :id"'), {
    ...ENV,
    READ: 'postgres://a:b@127.0.0.1/shop',
  });
  expect(here.file?.tls).toBe(false);
});

test.each([
  [read('"delete from orders where id = :id"'), 'begins with delete'],
  [
    read('"with x as (delete from orders returning id) select id from x where id = :id"'),
    'says delete, which a read may not',
  ],
  [read('"select id from orders where id = :id for update"'), 'says update, which a read may not'],
  [read('"select id from orders where id = :id; select 1"'), 'holds more than one statement'],
  [read('"select id from orders where id = :idd"'), 'names :idd, but there is no such argument'],
  [
    read('"select id from orders where total = :id"', '{id: money}'),
    'takes :id as one value, but it is money',
  ],
  [read('"select id from orders where total = :id.cents"', '{id: money}'), 'names :id.cents'],
  [read('"select id from orders where id = :id"', '{id: integer}', 'integer'), 'is not a row'],
  [write('"drop table orders"'), 'begins with drop'],
  [write('"insert into a select 1; commit"'), 'holds more than one statement'],
  [write('"update a set id = :id"', '    before: "delete from a"\n'), 'begins with delete'],
  [
    write('"update a set id = :id"', '    changes: {least: 3, most: 2}\n'),
    'asks for at least more than it lets at most',
  ],
  [
    write('"insert into a values (:id)"', '    key_column: remit_key\n'),
    'does not write :key into remit_key',
  ],
  [read('"select 1 as id"').replace('postgres\n', 'oracle\n'), 'is not one of postgres, mysql, mariadb'],
  [
    read('"select 1 as id"').replace('postgres\n', 'mariadb\n'),
    'begins with postgres:, but the database is mysql',
  ],
  [write('"update a set id = :id"').replace('write_url: ${WRITE}\n', ''), 'need write_url'],
  [read('"select 1 as id"').replace('${READ}', 'nowhere'), 'is not the address of a database'],
])('%s is told with its line', (text, says) => {
  const { faults } = readSqlFile(text, ENV);
  expect(faults.map((fault) => fault.says)).toContainEqual(expect.stringContaining(says));
  expect(faults[0]).toMatchObject({ file: 'systems/erp.yaml', line: expect.any(Number) });
  expect(JSON.stringify(faults)).not.toContain('pw');
});

test('a column that is called like a statement is written in quotes, and an upsert is one statement', () => {
  const quoted = read('\'select id, "update" from orders where id = :id\'');
  expect(readSqlFile(quoted, ENV).faults).toEqual([]);
  const upsert = write('"insert into a values (:id) on conflict (id) do update set id = 1"');
  expect(readSqlFile(upsert, ENV).faults).toEqual([]);
});
