import type { Client } from '@modelcontextprotocol/client';
import { definitionDigest } from '../../src/systems/mcp/definition.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';

const RULES = 20;

/** A workspace around the shop: reached at an address, or started as a program, and held by 20 rules. */
export async function benchWorkspace(direct: Client, way: string[]): Promise<Workspace> {
  const { tools } = await direct.listTools();
  const accepted = (name: string) => definitionDigest(tools.find((tool) => tool.name === name)!);
  const rules = Array.from({ length: RULES - 1 }, (_, index) => {
    return `  - {id: more-than-${index}, on: shop.refund, effect: approve, when: args.cents > ${1_000_000 + index}}`;
  });
  const files = {
    'remit.yaml': `name: Bench
currency: EUR
time_zone: UTC
people: [{id: ann, name: Ann, roles: [owner, manager]}]
`,
    'systems/shop.yaml': `system: shop
label: Shop
kind: mcp
${way.join('\n')}
protocol: '2026-07-28'
trusted: true
limits: {in_flight: 64}
reads:
  order: {label: Order, tool: order, accepted: ${accepted('order')}, args: {order_id: string}, gives: {id: string, total: number, note: string}}
writes:
  refund: {label: Refund, tool: refund, accepted: ${accepted('refund')}, args: {order_id: string, cents: number}, gives: {id: string}}
`,
    'workflows/refunds/workflow.yaml': `workflow: refunds
label: Refunds
purpose: Measures what the gateway adds.
pressure: None.
stage: act
anomalies: off
kinds: {late: Late, unclear: Unclear}
event:
  fields: {order_id: string}
  subject: "{{event.order_id}}"
  title: "{{event.order_id}}"
context:
  order: {read: shop.order, with: {order_id: "{{event.order_id}}"}, optional: true}
writes: [shop.refund]
gateway: {shop.refund: {kind: late, fields: {order_id: "{{args.order_id}}"}}}
standing: {granted: {bot: It is measured.}}
`,
    'workflows/refunds/boundary.yaml': `boundary: refunds
rules:
${rules.join('\n')}
  - {id: small, on: shop.refund, effect: allow, when: args.cents <= 100000}
otherwise: approve
approve:
  - {role: manager, not: [planner], within: 4h}
`,
    'workflows/refunds/playbook.md': 'Measure.\n',
  };
  const loaded = checkWorkspace('/bench', new Map(Object.entries(files)), {});
  if (loaded.ok) return loaded.workspace;
  throw new Error(loaded.faults.map((fault) => `${fault.file}:${fault.line} ${fault.says}`).join('\n'));
}
