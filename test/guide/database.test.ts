import { afterAll, describe, expect, test } from 'vitest';
import { openSystems } from '../../src/systems/index.ts';
import { sayFor } from '../../src/workspace/forms/form.ts';
import type { Fault } from '../../src/workspace/shape.ts';
import { readSystem } from '../../src/workspace/systems/index.ts';
import { fillFields } from '../../src/workspace/template.ts';
import { readYaml } from '../../src/workspace/yaml.ts';
import { hasMariadb } from '../support/mariadb.ts';
import { openLedger } from './ledger.ts';

// What docs/connect-database.md promises its reader, with the reader's own tables, users and file.

const signal = new AbortController().signal;
const cleanUp: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const one of cleanUp.toReversed()) await one();
});

const MAKES = hasMariadb() ? (['postgres', 'mariadb'] as const) : (['postgres'] as const);

describe.each(MAKES)('the guide to databases, with %s', (make) => {
  test('an invoice is read, its due date is moved once, and moved back', { timeout: 60_000 }, async () => {
    const database = await openLedger(make);
    cleanUp.push(() => database.stop());
    const read = readYaml('systems/ledger.yaml', database.yaml);
    const faults: Fault[] = [];
    const file = read.ok
      ? readSystem('ledger', read.yaml, database.env, sayFor(read.yaml, faults))
      : undefined;
    expect(faults).toEqual([]);
    const ledger = file && openSystems({ systems: { ledger: file } })['ledger'];
    if (!file || !ledger) throw new Error('The file of the guide opens no system.');
    cleanUp.push(async () => ledger.close());

    expect(await ledger.probe({ signal })).toMatchObject({ ok: true, warnings: [] });
    const invoice = () => ledger.read('invoice', { invoice_id: 'R-1' }, { signal });
    const due = '2026-12-15T00:00:00Z';
    expect(await invoice()).toMatchObject({
      value: { total: { minor: 4900, currency: 'EUR' }, due_on: '2026-12-01T00:00:00Z', status: 'open' },
    });
    const args = { invoice_id: 'R-1', due_on: due };
    const first = await ledger.write('move_due_date', args, { key: 'case.a1', signal });
    expect(first).toEqual({ ok: true, result: { due_before: '2026-12-01T00:00:00Z' }, replayed: false });
    const second = await ledger.write('move_due_date', args, { key: 'case.a1', signal });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await database.rows('select id from remit_keys')).toEqual([{ id: 'case.a1' }]);
    expect(await invoice()).toMatchObject({ value: { due_on: due } });

    const undo = file.writes['move_due_date']?.undo;
    const values = { args, result: first.ok ? first.result : {} };
    const filled = fillFields(undo?.with ?? {}, { values, locale: 'en', timeZone: 'UTC' });
    if (!filled.ok) throw new Error(filled.missing.join());
    expect(await ledger.write('move_due_date', filled.value, { key: 'case.a2', signal })).toMatchObject({
      ok: true,
    });
    expect(await invoice()).toMatchObject({ value: { due_on: '2026-12-01T00:00:00Z' } });
    const none = await ledger.write(
      'move_due_date',
      { ...args, invoice_id: 'R-9' },
      { key: 'case.a3', signal },
    );
    expect(none).toMatchObject({ ok: false, why: 'rejected' });
  });
});
