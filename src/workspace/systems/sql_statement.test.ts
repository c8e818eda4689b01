import { expect, test } from 'vitest';
import { parseStatement, placed } from './sql_statement.ts';

test('a name after a colon is a parameter, and a name used twice is sent once where the database can number them', () => {
  const parsed = parseStatement('select * from o where id = :id or parent = :id and n < :most;', 'postgres');
  expect(placed(parsed, 'postgres')).toEqual({
    text: 'select * from o where id = $1 or parent = $1 and n < $2',
    order: ['id', 'most'],
  });
  expect(placed(parsed, 'mysql').order).toEqual(['id', 'id', 'most']);
});

test.each([
  ["select ':a', id::text from o -- :b\n where x = :c", 'postgres', ['c']],
  ['select "a:b", $tag$ :no $tag$ from o /* :no */ where x = :c', 'postgres', ['c']],
  ["select E'it\\'s :no', 'it''s :no' from o where x = :c", 'postgres', ['c']],
  ["select 'back\\' , :c", 'postgres', ['c']],
  ["select 'it\\'s :no', `a:b` from o # :no\n where x = :c", 'mysql', ['c']],
  ['select :amount.minor, :amount.currency', 'mysql', ['amount.minor', 'amount.currency']],
] as const)('%s has only the parameters that are meant', (sql, dialect, names) => {
  expect(parseStatement(sql, dialect)).toMatchObject({ names, faults: [] });
});

test.each([
  ['select 1; drop table orders', 'holds more than one statement'],
  ['  -- nothing here', 'is empty'],
  ['select 1 /*! into outfile "x" */', 'hides a part of itself in a comment that is run'],
])('%s is told', (sql, says) => {
  expect(parseStatement(sql, 'mysql').faults).toEqual([says]);
});

test('a semicolon in a text is no second statement', () => {
  expect(parseStatement("select ';' as a;", 'postgres').faults).toEqual([]);
});
