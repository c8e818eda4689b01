import { readFileSync } from 'node:fs';
import { inPackage } from '../../src/runtime/places.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';

/** Where a run finds the shop and the model, and what an outside agent is called. */
export interface Places {
  store: string;
  model: string;
  /** The shop's own time limit, such as `5s`. */
  timeout?: string;
}

/** The agent that Remit does not run. */
export const OUTSIDE = { name: 'help-desk', version: '1' };
/** More than the calls of any request: the last plan must be one that may still be told of. */
const PLANS = 12;

/**
 * The ready workspace of the web shop, whose requests a model answers, and beside it a workflow whose calls an agent
 * from outside makes. What cannot be taken back is held for a person; the rest runs.
 */
export function storeWorkspace({ store, model, timeout = '5s' }: Places): Workspace {
  const example = (file: string) =>
    readFileSync(inPackage('examples', 'web-shop', 'workspace', file), 'utf8');
  const requests = example('workflows/requests/workflow.yaml');
  const files = {
    'remit.yaml': `${example('remit.yaml')}${MODELS}`,
    'systems/store.yaml': example('systems/store.yaml').replace('timeout: 5s', `timeout: ${timeout}`),
    'workflows/requests/workflow.yaml': requests
      .slice(0, requests.indexOf('agents:'))
      .replace('stage: draft', `stage: act\n${UNWATCHED}`)
      .concat(MODEL),
    'workflows/requests/boundary.yaml': boundary('requests'),
    'workflows/requests/playbook.md': example('workflows/requests/playbook.md'),
    'workflows/orders/workflow.yaml': ORDERS,
    'workflows/orders/boundary.yaml': boundary('orders'),
    'workflows/orders/playbook.md': example('workflows/requests/playbook.md'),
  };
  const env = { STORE_URL: store, MODEL_URL: model };
  const loaded = checkWorkspace('/store', new Map(Object.entries(files)), env);
  if (loaded.ok) return loaded.workspace;
  throw new Error(loaded.faults.map((fault) => `${fault.file}:${fault.line} ${fault.says}`).join('\n'));
}

/** In a row the shop refuses a third of the calls by its own policy, which must not stop the run half-way. */
const UNWATCHED = 'step_down: {failures: off, rework: off, disagreement: off, conflicts: off}';

const MODELS = `
models:
  scripted: {provider: openai-compatible, model: scripted, address: "\${MODEL_URL}", price: {in: 1.00 USD, out: 4.00 USD}}
`;

const MODEL = `agents:
  - {kind: model, name: clerk, model: scripted, plans: ${PLANS}}
standing: {granted: {clerk: June reads every case of it.}}
`;

const ORDERS = `workflow: orders
label: Orders
purpose: An agent of the help desk does what customers ask for, order by order.
pressure: Agents copy order numbers and item numbers between three screens for every request.
stage: act
${UNWATCHED}
kinds: {cancel: Cancel an order, change: Change an order or an address, return: Send something back, exchange: Exchange something, unclear: Unclear}
event:
  fields: {order_id: {type: string, optional: true, label: Order}, user_id: {type: string, optional: true, label: Customer}}
  subject: '{{event.order_id ?? ""}}{{event.user_id ?? ""}}'
  title: '{{event.order_id ?? ""}}{{event.user_id ?? ""}}'
context:
  order: {read: store.order, with: {order_id: "{{event.order_id}}"}, optional: true}
  user: {read: store.user, with: {user_id: "{{event.user_id}}"}, optional: true}
writes:
  - store.cancel_pending_order
  - store.modify_pending_order_address
  - store.modify_pending_order_items
  - store.modify_pending_order_payment
  - store.modify_user_address
  - store.return_delivered_order_items
  - store.exchange_delivered_order_items
gateway:
  store.cancel_pending_order: {kind: cancel, again: true}
  store.modify_pending_order_address: {kind: change, again: true}
  store.modify_pending_order_items: {kind: change, again: true}
  store.modify_pending_order_payment: {kind: change, again: true}
  store.modify_user_address: {kind: change, again: true}
  store.return_delivered_order_items: {kind: return, again: true}
  store.exchange_delivered_order_items: {kind: exchange, again: true}
outside: {${OUTSIDE.name}: ${OUTSIDE.version}}
standing: {granted: {${OUTSIDE.name}: June reads every case of it.}}
`;

function boundary(workflow: string): string {
  return `boundary: ${workflow}
rules:
  - {id: not-theirs, on: store.modify_user_address, effect: deny, when: args.user_id != user.user_id, because: nobody changes the address of somebody else}
  - {id: cancelled, on: store.cancel_pending_order, effect: allow, when: "true"}
  - {id: sent-elsewhere, on: store.modify_pending_order_address, effect: allow, when: "true"}
  - {id: paid-otherwise, on: store.modify_pending_order_payment, effect: allow, when: "true"}
  - {id: moved, on: store.modify_user_address, effect: allow, when: args.user_id == user.user_id}
otherwise: approve
approve:
  - {role: agent, within: 8h, then: owner}
`;
}
