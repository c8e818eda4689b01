import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../../../test/support/business.ts';
import { record } from '../../flow/index.ts';
import { startBackrun } from '../backrun/index.ts';
import { cardOf } from './index.ts';
import { tellReadiness } from '../readiness/index.ts';

let business: Business;
const CASES = 60;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: CASES }, (_, at) =>
    shippedOrder(`WG-${at}`, at % 2 === 0 ? -3 : 3, now),
  );
  business = await openBusiness({ seed: { orders }, wide: true });
  for (let at = 0; at < CASES; at++) {
    const id = await business.message(
      fromIda(`WG-${at}`, { topic: at % 2 === 0 ? 'where_is_my_order' : 'parcel_is_late' }),
    );
    await business.advance(id);
  }
}, 60_000);
afterAll(() => business.stop());

const workflow = () => business.workspace.workflows['late-delivery']!;

test('the card says what an agent may do, what it does, how well, and what changed', async () => {
  const card = await cardOf(business.wired.world, business.database.pool, workflow(), 'rules');
  expect(card.may.writes.map(({ write }) => write)).toContain('shop.reply');
  expect(card.may.writes.every(({ sentences }) => sentences.length > 0)).toBe(true);
  expect(card.does.cases).toBe(CASES);
  expect(card.does.table?.rows.length).toBeGreaterThan(1);
  expect(card.well.measures.map(({ id }) => id)).toContain('agreement');
  expect(card.changed.map(({ what }) => what)).toContain('version');
});

test('where writing and doing part is told: what it may do and never did', async () => {
  const { parts } = await cardOf(business.wired.world, business.database.pool, workflow(), 'rules');
  expect(parts.unused.map(({ says }) => says)).toContain(
    'It may plan “Send the order again”, and never did.',
  );
  expect(parts.unused.some(({ says }) => says.includes('never let a plan of it through'))).toBe(true);
});

test('an agent that has planned nothing yet has a card that says so', async () => {
  const card = await cardOf(business.wired.world, business.database.pool, workflow(), 'memory');
  expect(card.does).toMatchObject({ cases: 0, table: null });
  expect(card.parts.says).toContain('It has planned nothing that was decided yet');
});

test('remit card writes it as Markdown, and names of others are no markup in it', async () => {
  const open = { world: business.wired.world, pool: business.database.pool };
  const { code, out } = await command(open, ['card', 'late-delivery', 'rules']);
  expect(code).toBe(0);
  for (const head of [
    '# rules',
    '## What it may do',
    '## What it does',
    '## Where the two part',
    '## What changed',
  ])
    expect(out).toContain(head);
  expect(out).toContain('| When | It does |');
  const wrong = await command(open, ['card', 'late-delivery', 'ruls']);
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.err).toContain('Did you mean "rules"?');
});

test('which kinds are ready is told of a workflow too, and of an empty one that there is nothing yet', async () => {
  const { world } = business.wired;
  const { pool } = business.database;
  const none = await tellReadiness(world, pool, business.workspace.workflows['listings']!);
  expect(none).toMatchObject({ cases: 0, kinds: [], from: null, to: null });
  for (let day = 1; day <= 20; day++) {
    const at = new Date(Date.UTC(2026, 3, day));
    const fields = fromIda('WG-1', { topic: 'invoice', message: `The invoice ${day} please` });
    await record(world, 'late-delivery', {
      event: { source: 'file', source_id: `i${day}`, received_at: at, fields },
      steps: [{ by: { id: 'pia' }, at, kind: 'invoice', play: 'send_invoice' }],
      outcome: 'solved',
    });
  }
  const told = await tellReadiness(world, pool, workflow());
  expect(told).toMatchObject({ cases: 20, from: '2026-04-01T00:00:00.000Z', to: '2026-04-20T00:00:00.000Z' });
  expect(told.kinds).toMatchObject([
    { kind: 'invoice', label: 'Wants an invoice or a copy of it', verdict: 'too_few' },
  ]);
  expect(told.kinds[0]?.reasons.map(({ of }) => of)).toContain('volume');
});

test('before there are plans of it, the table is distilled from its newest back-run', async () => {
  const { world } = business.wired;
  const { pool } = business.database;
  const form = { agent: 'memory', boundary: 'current' };
  for (let day = 1; day <= 40; day++) {
    const at = new Date(Date.UTC(2026, 5, 1, day));
    const isInvoice = day % 2 === 0;
    const message = isInvoice ? `The invoice ${day} please` : `It came broken ${day}`;
    const fields = fromIda('WG-1', { topic: 'other', message });
    await record(world, 'late-delivery', {
      event: { source: 'file', source_id: `m${day}`, received_at: at, fields },
      steps: [{ by: { id: 'pia' }, at, kind: 'invoice', play: isInvoice ? 'send_invoice' : 'answer' }],
      outcome: 'solved',
    });
  }
  const { ended } = await startBackrun(world, pool, workflow(), form, { spendMinor: 0, by: 'hanne' });
  await ended;
  const { does } = await cardOf(world, pool, workflow(), 'memory');
  expect(does.says).toContain('so this is distilled from its newest back-run');
  expect(does.table?.rows.length).toBeGreaterThan(0);
});
