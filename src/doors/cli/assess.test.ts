import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import type { OpenWorld } from './wire.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-assess-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** No workspace, no database: on day one there is only a file. */
const NOTHING = {} as Pick<OpenWorld, 'world' | 'pool'>;
const remit = (...argv: string[]) => command(NOTHING, ['assess', ...argv]);

function file(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** Invoices are always sent; complaints are decided one way or the other, for no reason that was logged. */
function tickets(count: number): string[] {
  const rows = Array.from({ length: count }, (_, at) => {
    const isInvoice = at % 2 === 0;
    const day = String(1 + (Math.floor(at / 30) % 28)).padStart(2, '0');
    const month = String(1 + Math.floor(at / 840)).padStart(2, '0');
    const text = isInvoice ? `I need invoice ${at}` : `It came broken ${at}`;
    const done = isInvoice ? 'send invoice' : Math.floor(at / 2) % 2 === 0 ? 'refund' : 'replace';
    return `T-${at},"${text}",${isInvoice ? 'invoice' : 'complaint'},${done},${day}-${month}-2026 09:00,${isInvoice ? '' : '120.00'}`;
  });
  return ['id,message,category,resolution,resolved_at,amount', ...rows];
}

test('a table of handled tickets says which kinds are ready, with the reasons, before there is any workspace', async () => {
  const path = file('tickets.csv', tickets(1_000));
  const { code, out } = await remit(path, '--can-be-undone');
  expect(code).toBe(0);
  expect(out).toMatch(/kind +category/);
  expect(out).toMatch(/done +resolution/);
  expect(out).toMatch(/ready\s+invoice/);
  expect(out).toMatch(/not yet\s+complaint/);
  expect(out).toMatch(/volume: 500 cases/);
  // Nobody said what can be undone: the same is nearly ready at most.
  expect((await remit(path)).out).toMatch(/nearly\s+invoice/);
});

test('as JSON it gives each kind with its verdict and what it rests on', async () => {
  const { out } = await remit(file('tickets.csv', tickets(1_000)), '--can-be-undone', '--json');
  const found = JSON.parse(out) as {
    kinds: { kind: string; verdict: string; money: unknown }[];
    rows: number;
  };
  expect(found.rows).toBe(1_000);
  expect(found.kinds.map(({ kind, verdict }) => [kind, verdict])).toEqual([
    ['invoice', 'ready'],
    ['complaint', 'not_yet'],
  ]);
  expect(found.kinds[1]?.money).toMatchObject({ median: { minor: 12_000, currency: 'EUR' } });
});

test('several rows for a case count once: the last one says what became of it', async () => {
  const lines = ['number,kind,action', 'a,x,wait', 'a,x,done', 'b,x,done', 'b,x,'];
  const { out } = await remit(file('events.csv', lines), '--map', 'case=number', '--json');
  expect(JSON.parse(out)).toMatchObject({ rows: 4, cases: 1 });
});

describe('what cannot be read is said with file, line and column', () => {
  test('no column says what was done: the columns are named and it is asked for', async () => {
    const { code, err } = await remit(file('bare.csv', ['subject,topic', 'hello,a', 'there,b']));
    expect(code).toBe(2);
    expect(err).toContain('bare.csv:1: no column says what was done with each case.');
    expect(err).toContain('--map done=COLUMN. It has subject and topic.');
  });

  test('an amount that is none', async () => {
    const lines = [...tickets(60), 'T-x,hello,invoice,send invoice,01-02-2026 09:00,plenty'];
    const { code, err } = await remit(file('amount.csv', lines));
    expect(code).toBe(2);
    expect(err).toContain('amount.csv:62: column “amount”: “plenty” is no amount.');
    expect(err).toContain('--map money=');
  });

  test('a time that is none', async () => {
    const lines = [...tickets(60), 'T-x,hello,invoice,send invoice,soon,'];
    expect((await remit(file('time.csv', lines))).err).toContain(
      'time.csv:62: column “resolved_at”: “soon” is no time.',
    );
  });

  test('a row with too many cells', async () => {
    const lines = [...tickets(60), 'T-x,hello,invoice,send invoice,01-02-2026 09:00,1,2,3'];
    expect((await remit(file('cells.csv', lines))).err).toMatch(/cells\.csv:62: /);
  });

  test('a column that is not there, a file that is not there, and an empty one', async () => {
    const path = file('tickets.csv', tickets(60));
    expect((await remit(path, '--map', 'kind=categry')).err).toContain('has no column “categry”.');
    expect((await remit(path, '--map', 'categry')).err).toContain('does not map anything');
    expect((await remit(join(folder, 'none.csv'))).err).toContain('There is no file at');
    expect((await remit(file('empty.csv', ['']))).code).toBe(2);
  });
});

test('however often the same is done: where nothing tells when it is not, the kind is not ready', async () => {
  const words = ['please', 'hello', 'dear', 'thanks', 'again'];
  const rows = Array.from({ length: 1_200 }, (_, at) => {
    const draw = (at * 7_919) % 1_009;
    return `${words[at % 5]} ${words[draw % 5]},${draw < 101 ? 'rejected' : 'approved'}`;
  });
  const path = file('approvals.csv', ['text,decision', ...rows]);
  const { out } = await remit(path, '--can-be-undone', '--json');
  const found = JSON.parse(out) as { kinds: { verdict: string; reasons: { of: string; says: string }[] }[] };
  expect(found.kinds[0]?.verdict).toBe('not_yet');
  expect(found.kinds[0]?.reasons.find(({ of }) => of === 'repeatability')?.says).toContain(
    'it was hardly ever sure enough to act',
  );
});
