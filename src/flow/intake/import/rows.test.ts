import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Row } from './schema.ts';
import { lookAt, rowsOf } from './rows.ts';

/** A file as a stream brings it: in pieces of a few bytes, so that every seam is met. */
function file(content: string | Uint8Array, pieceBytes = 7) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
}

async function read(content: string | Uint8Array, pieceBytes?: number): Promise<Row[]> {
  const open = file(content, pieceBytes);
  const { layout } = await lookAt(open, 3);
  const rows: Row[] = [];
  for await (const row of rowsOf(open(), layout)) rows.push(row);
  return rows;
}

const values = (rows: Row[]) => rows.map((row) => row.values);
const TWO = [
  { id: '1', text: 'Grüße, “quoted”' },
  { id: '2', text: 'two\nlines' },
];

describe('a file is read', () => {
  test('as CSV with commas, semicolons or tabs, a byte order mark, and quoted newlines', async () => {
    for (const separator of [',', ';', '\t']) {
      const csv = `\uFEFFid${separator}text\r\n1${separator}"Grüße, “quoted”"\r\n2${separator}"two\nlines"\r\n`;
      const rows = await read(csv);
      expect(values(rows)).toEqual(TWO);
      expect(rows.map(({ number, line }) => [number, line])).toEqual([
        [1, 2],
        [2, 3],
      ]);
    }
  });

  test('as a list in JSON, also where the list stands inside an object', async () => {
    for (const json of [
      JSON.stringify(TWO),
      JSON.stringify(TWO, null, 2),
      JSON.stringify({ page: 1, tickets: TWO }),
    ])
      expect(values(await read(json))).toEqual(TWO);
    expect((await read(JSON.stringify(TWO, null, 2))).map(({ line }) => line)).toEqual([2, 6]);
  });

  test('as JSON, one object a line, where a broken line costs only itself', async () => {
    const rows = await read(`{"id":"1"}\n\n{"id":\n[1]\n{"id":"3"}`);
    expect(rows.map(({ line, bad }) => [line, bad !== undefined])).toEqual([
      [1, false],
      [3, true],
      [4, true],
      [5, false],
    ]);
    expect(rows[2]?.bad).toBe('is not a JSON object');
  });

  test('packed by gzip, whatever its name says', async () => {
    expect(values(await read(gzipSync('id,text\n1,hello\n'), 3))).toEqual([{ id: '1', text: 'hello' }]);
    expect(values(await read(gzipSync(JSON.stringify(TWO))))).toEqual(TWO);
  });
});

describe('a row is bad by itself', () => {
  test('when a CSV row has too many or too few cells', async () => {
    const rows = await read('a,b\n1,2\n1,2,3\n4,5\n');
    expect(rows.map(({ bad }) => bad)).toEqual([undefined, 'has 3 cells where the header has 2', undefined]);
  });

  test('when it is huge: it is passed over without being held, and the next is read', async () => {
    const huge = `{"text":"${'x'.repeat(1_200_000)}"}`;
    const lines = await read(`{"id":"1"}\n${huge}\n{"id":"2"}\n`, 65_536);
    expect(lines.map(({ bad }) => bad?.slice(0, 14))).toEqual([undefined, 'is longer than', undefined]);
    const list = await read(`[{"id":"1"},${huge},{"id":"2"}]`, 65_536);
    expect(list.map(({ bad }) => bad?.slice(0, 14))).toEqual([undefined, 'is longer than', undefined]);
  });
});

describe('a file that cannot be read says where and what to do', () => {
  const says = (content: string | Uint8Array) =>
    read(content).then(
      () => 'it was read',
      (error: { message: string; suggestion: string }) => `${error.message} ${error.suggestion}`,
    );

  test('when it is empty, has no rows, is a workbook or no text at all', async () => {
    expect(await says('')).toContain('The file is empty');
    expect(await says('id,text\n')).toContain('has no rows');
    expect(await says(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]))).toContain('save the sheet as CSV');
    expect(await says(new Uint8Array([65, 0, 66, 0, 67, 0, 0, 0]))).toContain('not a text file');
  });

  test('when it is not UTF-8', async () => {
    const latin = Buffer.from('id,text\n1,hello\n2,Grüße\n', 'latin1');
    expect(await says(latin)).toMatch(/^Line 3 is not UTF-8 text.*Latin-1.*Save the file as UTF-8/);
    expect(await says(Buffer.from('\uFEFFid,text\n', 'utf16le'))).toContain('UTF-16');
  });

  test('when it was cut off while it was copied', async () => {
    expect(await says('[{"id":"1"},\n{"id":"2"},\n{"id":')).toContain(
      'ends inside the row that begins in line 3',
    );
    const packed = gzipSync(Array.from({ length: 3_000 }, (_, id) => `{"id":"${id * 7_919}"}`).join('\n'));
    expect(await says(packed.subarray(0, packed.length / 2))).toMatch(
      /breaks off .* line \d+.*Copy it again/,
    );
    expect(await says('id,text\n1,fine\n2,"never closed\n3,x\n')).toContain('row of line 3 is never closed');
  });
});

test('reading stops early without holding on to the file', async () => {
  let closed = false;
  async function* endless() {
    try {
      for (;;) yield new TextEncoder().encode('{"id":"1"}\n'.repeat(1_000));
    } finally {
      closed = true;
    }
  }
  const { rows } = await lookAt(endless, 2);
  expect([rows.length, closed]).toEqual([2, true]);
});
