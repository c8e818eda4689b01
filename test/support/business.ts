import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShopSeed } from '../../examples/shop/service/model.ts';
import { startShop, type RunningShop } from '../../examples/shop/service/index.ts';
import { advance, intake, load, type CaseState } from '../../src/flow/index.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import type { Meters } from '../../src/runtime/telemetry/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { loadSample } from './sample.ts';

const address = { name: 'Ida Lund', street: 'Holzweg 4', postcode: '04109', city: 'Leipzig', country: 'DE' };
const DAY_MS = 86_400_000;

/** An order of Ida's that was shipped and is `late` days late; a negative number is still in time. */
export function shippedOrder(id: string, late: number, now: Date) {
  const day = (days: number) => new Date(now.getTime() + days * DAY_MS).toISOString();
  return {
    id,
    customer_id: 'C-1',
    placed_at: day(-late - 5),
    packed_at: day(-late - 4),
    shipped_at: day(-late - 4),
    shipping: 490,
    paid_with: 'Visa ···· 4242',
    items: [{ sku: 'SOCK-M', quantity: 1, price: 1900 }],
    address,
    parcel: {
      id: `P-${id}`,
      carrier: 'DHL' as const,
      tracking_code: `JD${id}`,
      expected_at: day(-late),
      scans: [{ at: day(-0.5), says: 'On its way' }],
    },
  };
}

export function seed(): ShopSeed {
  return {
    products: [
      { sku: 'SOCK-M', title: 'Wool socks', variant: 'M', price: 1900, in_stock: 5_000, final_sale: false },
    ],
    customers: [
      {
        id: 'C-1',
        first_name: 'Ida',
        last_name: 'Lund',
        email: 'ida@example.org',
        country: 'DE',
        language: 'en',
        since: '2025-01-01T00:00:00Z',
        standing: 'regular',
        earlier: { orders: 2, spent: 9000, refunds: 0 },
        address,
      },
    ],
    orders: [],
    refunds: [],
    replacements: [],
  };
}

export interface Options {
  workers?: number;
  /** Counts and times what this business does. */
  meters?: Meters;
  seed?: Partial<ShopSeed>;
  /** Budgets so wide that hundreds of cases run alone. */
  wide?: boolean;
  /** Every refund of a late delivery waits for two people. */
  chained?: boolean;
}

/** The sample business, small and whole: a real shop over HTTP, a real Postgres, the real workspace. */
export interface Business {
  database: FreshDatabase;
  shop: RunningShop;
  workspace: Workspace;
  wired: Wired;
  now: () => Date;
  /** Moves the clock that Remit and the shop read. */
  wait(ms: number): void;
  person(role: string): Person;
  /** Sends a message about an order and returns the case. */
  message(fields: Record<string, unknown>, sourceId?: string, workflow?: string): Promise<string>;
  /** Takes every step that is due. */
  advance(caseId: string): Promise<CaseState>;
  read(caseId: string): Promise<CaseState>;
  /** What was really done at the shop, by key. */
  writes(): Promise<{ key: string; path: string; count: number }[]>;
  stop(): Promise<void>;
}

export async function openBusiness(options: Options = {}): Promise<Business> {
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const folder = await mkdtemp(join(tmpdir(), 'remit-business-'));
  const shop = await startShop({ port: 0, folder, now });
  await shop.plant({ ...seed(), ...options.seed });
  const workspace = await loadSample(shop.url, options.wide ?? false, options.chained ?? false);
  const database = await freshDatabase();
  const wired = await wire({
    pool: database.pool,
    url: database.url,
    workspace: () => workspace,
    workers: options.workers ?? 0,
    now,
    ...(options.meters ? { meters: options.meters } : {}),
  });
  let messages = 0;
  return {
    database,
    shop,
    workspace,
    wired,
    now,
    wait: (ms) => void (shift += ms),
    person(role) {
      const found = workspace.people.find(({ roles }) => roles.includes(role) && !roles.includes('owner'));
      const owner = workspace.people.find(({ roles }) => roles.includes(role));
      if (!found && !owner) throw new Error(`nobody is ${role}`);
      return (found ?? owner) as Person;
    },
    async message(fields, sourceId = `m-${++messages}`, workflow = 'late-delivery') {
      const event = { source: 'web', source_id: sourceId, received_at: now(), fields };
      return (await intake(wired.world, workflow, event)).case;
    },
    advance: (id) => advance(wired.world, id),
    read: (id) => load(wired.world, id),
    async writes() {
      const answer = await fetch(`${shop.url}/admin/writes.json`);
      return ((await answer.json()) as { writes: { key: string; path: string; count: number }[] }).writes;
    },
    async stop() {
      await wired.close();
      await database.drop();
      await shop.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A message of the web form by Ida. */
export function fromIda(order: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    channel: 'web_form',
    topic: 'where_is_my_order',
    order_number: order,
    name: 'Ida Lund',
    email: 'ida@example.org',
    language: 'en',
    subject_line: 'Where is it?',
    message: `Hello, where is my order ${order}? Thanks, Ida`,
    ...more,
  };
}
