import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advance, intake, undo, type CaseState } from '../../src/flow/index.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { openLedger, type Ledger } from '../guide/ledger.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { hasMariadb } from '../support/mariadb.ts';

const FILES = {
  'remit.yaml':
    'name: Books\ncurrency: EUR\ntime_zone: UTC\npeople: [{id: ana, name: Ana Brandt, roles: [owner]}]\n',
  'workflows/due-dates/workflow.yaml': `
label: Due dates
purpose: Whoever asks for a week more has an answer the same hour.
pressure: Ten requests a day.
stage: act
kinds: {later: Wants to pay later, unclear: Something else}
event:
  fields: {invoice_id: {type: string, outside: true}, until: {type: time, outside: true}}
  subject: '{{event.invoice_id}}'
  title: 'Pay {{event.invoice_id}} later'
context:
  invoice: {read: ledger.invoice, with: {invoice_id: '{{event.invoice_id}}'}}
writes: [ledger.move_due_date]
plays:
  later:
    label: Move the due date
    inputs: {until: {type: time, default: '{{event.until}}'}}
    actions:
      - {write: ledger.move_due_date, with: {invoice_id: '{{invoice.id}}', due_on: '{{args.until}}'}}
    ends: invoice.status == "open"
agents:
  - rules:
      - {when: invoice.status == "open", kind: later, play: later, because: It is open and they ask in time.}
standing: {granted: {rules: One row that leaves nothing to guess.}}
`,
  'workflows/due-dates/boundary.yaml': `
boundary: due-dates
rules:
  - {id: small, on: ledger.move_due_date, effect: allow, when: invoice.total <= money("100.00 EUR")}
otherwise: approve
approve: [{role: owner}]
`,
};

const MAKES = hasMariadb() ? (['postgres', 'mariadb'] as const) : (['postgres'] as const);

describe.each(MAKES)('a case over a database of %s', (make) => {
  let folder: string;
  let ledger: Ledger;
  let workspace: Workspace;
  let database: FreshDatabase;
  let wired: Wired;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'books-'));
    ledger = await openLedger(make);
    for (const [path, text] of Object.entries({ ...FILES, 'systems/ledger.yaml': ledger.yaml })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const loaded = await loadWorkspace(folder, { env: ledger.env });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
    ({ workspace } = loaded);
    database = await freshDatabase();
    wired = await wire({ pool: database.pool, url: database.url, workspace: () => workspace, workers: 0 });
  }, 60_000);
  afterAll(async () => {
    await wired.close();
    await database.drop();
    await ledger.stop();
    await rm(folder, { recursive: true });
  });

  test('a due date is moved by itself, read back, and taken back', async () => {
    const fields = { invoice_id: 'R-1', until: '2026-12-15T00:00:00Z' };
    const event = { source: 'web', source_id: 'form-1', received_at: new Date(), fields };
    const arrived = await intake(wired.world, 'due-dates', event);
    const state: CaseState = await advance(wired.world, arrived.case);
    expect(state).toMatchObject({ status: 'closed', outcome: 'solved', end: { holds: true } });
    const key = state.actions[0]?.key ?? '';
    expect(await ledger.rows('select id, write_name from remit_keys')).toEqual([
      { id: key, write_name: 'move_due_date' },
    ]);

    const ana = workspace.people[0];
    if (!ana) throw new Error('Nobody is there.');
    await undo(wired.world, ana, state.id, key);
    const after = await advance(wired.world, state.id);
    expect(after.actions.map(({ status }) => status)).toEqual(['undone', 'done']);
    const read = await wired.world.systems['ledger']?.read(
      'invoice',
      { invoice_id: 'R-1' },
      { signal: AbortSignal.timeout(5_000) },
    );
    expect(read).toMatchObject({ value: { due_on: '2026-12-01T00:00:00Z' } });

    const entries = await wired.world.log.read(`case/${state.id}`);
    expect(JSON.stringify(entries)).not.toContain('change me');
    expect(JSON.stringify(entries)).not.toContain('change%20me');
  });
});
