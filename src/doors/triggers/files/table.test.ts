import { expect, test } from 'vitest';
import { isWanted } from './names.ts';
import { readTable, type Layout } from './table.ts';

const CSV: Layout = { format: 'csv', separator: null, name: 'orders.csv', isComplete: true };
const JSONL: Layout = { ...CSV, format: 'jsonl', name: 'orders.jsonl' };
const read = (text: string | Buffer, layout = CSV) => {
  const table = readTable(Buffer.from(text), layout);
  if (!table.ok) throw new Error(table.says);
  return table.rows;
};
const ids = (text: string) => read(text).map(({ id }) => id);

test('columns are named as templates can say them', () => {
  const [row] = read('Order number;Prénom;;Order number;E-Mail\n17;Zoë;x;18;z@example.org\n');
  const cells = {
    order_number: '17',
    prenom: 'Zoë',
    column_3: 'x',
    order_number_2: '18',
    e_mail: 'z@example.org',
  };
  expect(row).toMatchObject({ line: 2, row: cells });
});

test('a row keeps its name when others are added, moved or taken away, and equal rows are told apart', () => {
  const before = ids('order,what\n1,late\n2,lost\n');
  const after = ids('order,what\n3,new\n2,lost\n1,late\n');
  expect([after[2], after[1]]).toEqual(before);
  expect(new Set(ids('order,what\n1,late\n1,late\n')).size).toBe(2);
  expect(ids('order,what\n1,LATE\n')[0]).not.toBe(before[0]);
});

test('a row that does not fit is said with its line, and the others are read', () => {
  const rows = read('order,what\n1,late\n2\n"3","in\ntwo lines"\n4,too,many\n5,fine,\n');
  expect(rows.map((row) => ('says' in row ? [row.line, row.says] : row.row['order']))).toEqual([
    '1',
    [3, 'has 1 cells, and there are 2 columns'],
    '3',
    [6, 'has 3 cells, and there are 2 columns'],
    '5',
  ]);
  const json = read('{"order": 1}\n{"order": \n[1]\n', JSONL);
  expect(json[0]).toMatchObject({ row: { order: 1 } });
  expect(json[1]).toMatchObject({ line: 2, raw: '{"order": ' });
  expect(json[2]).toMatchObject({ line: 3, says: 'is not a JSON object' });
});

test('a last line that nothing ends is left alone until the file has settled', () => {
  expect(read('{"order": 1}\n{"order": 2}', { ...JSONL, isComplete: false })).toHaveLength(1);
  expect(read('{"order": 1}\n{"order": 2}', JSONL)).toHaveLength(2);
});

test('tables of other programs are read: UTF-16, Western Windows, semicolons, tabs', () => {
  expect(read(Buffer.from('\ufefforder\tname\n1\tZoë\n', 'utf16le'))[0]).toMatchObject({
    row: { order: '1', name: 'Zoë' },
  });
  expect(read(Buffer.from('order;name\n1;Zo\xeb \x80\n', 'latin1'))[0]).toMatchObject({
    row: { name: 'Zoë €' },
  });
  expect(read('\ufefforder,name\n1,"a,b"\n')[0]).toMatchObject({ row: { order: '1', name: 'a,b' } });
});

test('what is no table at all is said', () => {
  expect(readTable(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), CSV)).toMatchObject({ ok: false });
  expect(readTable(Buffer.from('a,b\n1,"never closed\n2,3\n'), CSV)).toMatchObject({ ok: false });
  expect(read('')).toEqual([]);
});

test('what programs are still writing is not looked at', () => {
  const names = [
    '.orders.csv',
    '~$orders.csv',
    'orders.csv~',
    'orders.csv.part',
    'orders.csv.crdownload',
    'orders.tmp',
    'notes.md',
  ];
  expect(names.filter((name) => isWanted(name, null, null))).toEqual([]);
  expect(isWanted('orders-1.CSV', null, null)).toBe(true);
  expect(isWanted('orders-1.csv', 'orders-*.csv', null)).toBe(true);
  expect(isWanted('returns-1.csv', 'orders-*.csv', null)).toBe(false);
});
