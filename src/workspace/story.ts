/** The small business that the tests of this folder tell their stories with: its files by path. */
export const SMALL_WORKSPACE: Record<string, string> = {
  'remit.yaml': `name: Small
currency: EUR
time_zone: Europe/Berlin
people:
  - {id: ann, name: Ann, roles: [owner, support]}
cost_per_hour:
  support: 31.00 EUR
`,
  'systems/shop.yaml': `system: shop
address: \${SHOP_URL}
headers:
  authorization: Bearer \${SHOP_TOKEN}
limits: {timeout: 5s}
reads:
  order:
    get: /orders/{order_id}
    args: {order_id: string}
    fresh: 10m
    gives:
      id: string
      customer_id: string
      total: money
      refunded: boolean
      late: boolean
      note: {type: string, outside: true}
  customer:
    get: /customers/{customer_id}
    args: {customer_id: string}
    gives: {id: string, first_name: string, email: string?}
  search:
    get: /customers
    args: {email: string}
    gives: [string]
  write:
    get: /writes/{key}
    args: {key: string}
    gives: {key: string}
writes:
  reply:
    post: /replies
    args: {to: string, text: text}
    irreversible: true
  refund:
    post: /refunds
    args:
      order_id: string
      amount: money
      reason: {choices: [late, lost]}
    gives: {id: string}
    money: amount
    idempotency_header: Idempotency-Key
    confirm: {read: write, with: {key: "{{key}}"}}
    undo: {write: void_refund, with: {refund_id: "{{result.id}}"}, within: 24h}
  void_refund:
    post: /refunds/{refund_id}/void
    args: {refund_id: string}
`,
  'workflows/late/workflow.yaml': `label: Late
purpose: Late parcels are put right.
pressure: There are many of them.
kinds:
  late: Late
  unclear: Something else
event:
  fields:
    number: {type: string, outside: true}
    subject: {type: string, outside: true}
    message: text
  subject: "{{event.number}}"
  title: "{{event.subject}}"
context:
  order:
    read: shop.order
    with: {order_id: "{{event.number}}"}
  customer: {read: shop.customer, with: {customer_id: "{{order.customer_id}}"}, optional: true}
writes: [shop.reply, shop.refund]
never: [payroll]
plays:
  say_sorry:
    actions:
      - shop.reply: {to: "{{customer.email}}", text: "We are sorry about {{order.id}}."}
  give_back:
    label: Give it back
    inputs:
      amount: {type: money, default: "{{order.total}}"}
      tone: {choices: [warm, plain], learn: true}
      text: {type: text, default: "{{reply.sorry}}"}
    actions:
      - write: shop.refund
        with: {order_id: "{{order.id}}", reason: late, amount: "{{args.amount}}"}
      - write: shop.reply
        with: {to: "{{customer.email}}", text: "{{args.text}}"}
    ends: order.refunded
agents:
  - rules: rules.yaml
  - memory
`,
  'workflows/late/rules.yaml': `rows:
- id: is-late
  when: order.late
  kind: late
  play: give_back
  with: {tone: warm}
  because: It is late.
  confidence: 0.9
`,
  'workflows/late/boundary.yaml': `boundary: late
limits:
  most: {money: 20.00 EUR}
rules:
  - {id: dear, on: shop.refund, effect: approve, when: args.amount > limits.most}
  - {id: small, on: shop.refund, effect: allow, when: args.amount <= limits.most}
otherwise: approve
approve:
  - {role: owner, not: [planner]}
`,
  'workflows/late/replies/sorry.md': `Hello {{customer.first_name}},
your order {{order.id}} is late. You get {{args.amount}} back.
`,
};
