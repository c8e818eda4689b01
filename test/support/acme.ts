import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { rulesAgent } from '../../src/agents/rules.ts';
import type { World } from '../../src/flow/index.ts';
import { LEASE_MS } from '../../src/flow/world.ts';
import { thrownSwitches } from '../../src/runtime/switches.ts';
import { GRANTS_ONLY } from '../../src/proof/standing/grants.ts';
import { rolloutOf } from '../../src/runtime/rollouts.ts';
import { openLog } from '../../src/log/index.ts';
import { openSystems } from '../../src/systems/index.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';

/** The small business that the tests of the doors tell their stories with: refunds of late orders. */
export const FILES: Record<string, string> = {
  'remit.yaml': `name: Acme
currency: EUR
time_zone: Europe/Berlin
people:
  - {id: mara, name: Mara Holm, roles: [owner, manager, support]}
  - {id: finn, name: Finn Berg, roles: [support]}
`,
  'systems/shop.yaml': `system: shop
label: Acme shop
kind: http
address: \${SHOP_URL}
reads:
  order:
    label: Order
    get: /orders/{order_id}
    args: {order_id: string}
    page: \${SHOP_URL}/admin/orders/{order_id}
    fresh: 10m
    gives: {id: string, total: money, late: boolean}
writes:
  refund:
    label: Refund
    post: /refunds
    args: {order_id: string, amount: money}
    gives: {id: string}
    money: amount
    idempotency_header: Idempotency-Key
    undo: {write: void_refund, with: {refund_id: "{{result.id}}"}, within: 24h}
  void_refund:
    label: Void a refund
    post: /refunds/{refund_id}/void
    args: {refund_id: string}
    idempotency_header: Idempotency-Key
`,
  'workflows/refunds/workflow.yaml': `workflow: refunds
label: Refunds
purpose: A late order is put right within the hour.
pressure: Refunds wait for a day.
stage: act
kinds: {late: Later than promised, unclear: Unclear}
event:
  fields:
    order: {type: string, label: Order number}
    email: {type: string, outside: true, personal: true}
    wanted: {type: money, optional: true, label: Wanted back}
    message: {type: text, outside: true, personal: true}
  subject: "{{event.email}} {{event.order}}"
  title: "Order {{event.order}} is late"
  text: "{{event.message}}"
context:
  order: {read: shop.order, with: {order_id: "{{event.order}}"}}
writes: [shop.refund]
plays:
  give_back:
    label: Give it back
    inputs: {amount: {type: money, label: Amount, default: "{{order.total}}"}}
    actions:
      - {write: shop.refund, with: {order_id: "{{order.id}}", amount: "{{args.amount}}"}}
agents:
  - rules: rules.yaml
standing:
  granted: {rules: The table is one row that Mara wrote and reads whenever an order is late.}
`,
  'workflows/refunds/rules.yaml': `version: 1
rows:
  - {id: late, when: order.late, kind: late, play: give_back, confidence: 0.95, because: The order is late.}
`,
  'workflows/refunds/boundary.yaml': `boundary: refunds
limits:
  auto_max: {money: 10.00 EUR, ceiling: 50.00 EUR}
rules:
  - {id: above-limit, on: shop.refund, effect: approve, when: args.amount > limits.auto_max}
  - {id: small, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}
otherwise: approve
approve:
  - {role: manager, not: [requester, planner], within: 4h, then: owner}
`,
  'workflows/refunds/playbook.md': 'Give the money back.\n',
};

/** Loads the business; `address` is where its shop answers. */
export function acme(address: string, more: Record<string, string> = {}): Workspace {
  const files = new Map(Object.entries({ ...FILES, ...more }));
  const loaded = checkWorkspace('/acme', files, { SHOP_URL: address });
  if (loaded.ok) return loaded.workspace;
  throw new Error(loaded.faults.map((fault) => `${fault.file}:${fault.line} ${fault.says}`).join('\n'));
}

/** A running shop; `refunds` holds what was paid, by idempotency key. */
export interface Shop {
  address: string;
  refunds: Map<string, unknown>;
  /** What an order says by now instead, by its number. */
  changed: Map<string, Record<string, unknown>>;
  close(): Promise<void>;
}

/** The shop itself: every order is late, and costs as many euros as its number says. */
export async function openShop(): Promise<Shop> {
  const refunds = new Map<string, unknown>();
  const changed = new Map<string, Record<string, unknown>>();
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const order = /^\/orders\/(\d+)$/.exec(request.url ?? '')?.[1];
    if (order !== undefined) {
      const total = { minor: Number(order) * 100, currency: 'EUR' };
      return send(200, { id: order, total, late: true, ...changed.get(order) });
    }
    if (request.method !== 'POST') return send(404, { error: 'there is no such order' });
    const key = String(request.headers['idempotency-key']);
    if (!refunds.has(key)) refunds.set(key, { id: `r${refunds.size + 1}` });
    return send(200, refunds.get(key));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, refunds, changed, close: () => new Promise((done) => server.close(() => done())) };
}

/** A world around a database of one's own and the shop at `address`. */
export function openWorld(pool: Pool, workspace: Workspace): World {
  const now = () => new Date();
  let ids = 0;
  return {
    log: openLog({ pool, now }),
    workspace: () => workspace,
    systems: openSystems(workspace),
    agents: (workflow) =>
      workflow.agents.flatMap((ref) => (ref.kind === 'rules' ? [rulesAgent(workspace, workflow, ref)] : [])),
    used: async ({ currency }) => {
      const nothing = { minor: 0, currency };
      return { count_last_hour: 0, count_today: 0, sum_last_hour: nothing, sum_today: nothing };
    },
    rollout: (workflow) => rolloutOf(workflow, null),
    standing: GRANTS_ONLY,
    usual: () => null,
    spentToday: async () => 0,
    away: () => ({}),
    switches: () => thrownSwitches(pool),
    now,
    id: () => `c${(ids += 1)}-${randomUUID().slice(0, 8)}`,
    worker: 'test',
    leaseMs: LEASE_MS,
  };
}
