import { afterAll, beforeAll } from 'vitest';
import { createHmac } from 'node:crypto';
import { openHooks, type HooksDoor } from '../../src/doors/hooks/index.ts';
import type { World } from '../../src/flow/index.ts';
import { arrivalShelf, type ArrivalShelf } from '../../src/runtime/arrivals.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, openWorld, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

export const SECRET = 'hush-hush-hush';

/** Acme, whose events come by webhooks: its own, and the shop's. */
export const TRIGGERS = `triggers:
  - name: shop
    from: shopify
    secret: \${HOOK_SECRET:-${SECRET}}
    only: {arrival.type: [orders/updated, orders/create]}
    fields: {message: "{{mapped.message ?? \\"no note\\"}}"}
  - name: own
    secret: ["\${HOOK_OLD:-whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD}", "\${HOOK_NEW:-whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}"]
    fields: {order: "{{payload.order}}", email: "{{payload.email}}", message: "{{payload.says}}"}
  - name: disputes
    from: stripe
    secret: \${HOOK_SECRET:-${SECRET}}
    fields: {order: "{{mapped.order}}", message: "{{mapped.reason}}", email: "{{mapped.email}}"}
    late: {what: chargeback, ref: "{{mapped.payment}}"}
`;

/** Acme with a door for webhooks, a database and a shop of its own. */
export class AcmeHooks {
  database!: FreshDatabase;
  shop!: Shop;
  world!: World;
  shelf!: ArrivalShelf;
  door!: HooksDoor;
  workspace!: Workspace;
  readonly logged: string[] = [];

  async open(): Promise<void> {
    this.database = await freshDatabase();
    this.shop = await openShop();
    this.use(TRIGGERS);
    this.world = { ...openWorld(this.database.pool, this.workspace), workspace: () => this.workspace };
    this.shelf = arrivalShelf(this.database.pool);
    const { world, shelf } = this;
    this.door = openHooks({ world, shelf, log: (line) => void this.logged.push(line) });
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.database.drop();
  }

  /** Puts other triggers in force, as an edited file does. */
  use(triggers: string): void {
    const file = 'workflows/refunds/workflow.yaml';
    this.workspace = acme(this.shop.address, { [file]: `${FILES[file]}${triggers}` });
  }

  /** Posts what Shopify would, signed as Shopify signs it. */
  order(body: unknown, topic = 'orders/updated', secret = SECRET): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(text).digest('base64'),
    };
    return this.post('/hooks/refunds/shop', text, headers);
  }

  /** Posts a dispute as Stripe signs it: the payment that it is about, and the order of it. */
  dispute(id: string, payment: string, order: string): Promise<Response> {
    const evidence = { customer_email_address: `buyer${order}@example.org` };
    const object = {
      id: `dp_${id}`,
      payment_intent: payment,
      reason: 'fraudulent',
      evidence,
      metadata: { order },
    };
    const text = JSON.stringify({ id, type: 'charge.dispute.created', created: 1, data: { object } });
    const at = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', SECRET).update(`${at}.${text}`).digest('hex');
    return this.post('/hooks/refunds/disputes', text, { 'stripe-signature': `t=${at},v1=${signature}` });
  }

  post(path: string, body: BodyInit, headers: Record<string, string>): Promise<Response> {
    const request = new Request(`https://hooks.acme.example${path}`, { method: 'POST', headers, body });
    return this.door.answer(request);
  }
}

export function withHooks(): AcmeHooks {
  const hooks = new AcmeHooks();
  beforeAll(() => hooks.open());
  afterAll(() => hooks.close());
  return hooks;
}

/** An order as Shopify describes it. */
export function orderOf(number: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 5_940_139_491_000 + number,
    name: `#${number}`,
    order_number: number,
    email: `buyer${number}@example.org`,
    total_price: '59.99',
    currency: 'EUR',
    note: 'Where is it?',
    updated_at: '2026-11-10T10:30:00-05:00',
    ...more,
  };
}
