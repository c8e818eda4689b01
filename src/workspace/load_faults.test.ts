import { expect, test } from 'vitest';
import { checkWorkspace } from './load.ts';
import { SMALL_WORKSPACE } from './story.ts';

const FILES: Record<string, string> = {
  remit: 'remit.yaml',
  shop: 'systems/shop.yaml',
  workflow: 'workflows/late/workflow.yaml',
  rules: 'workflows/late/rules.yaml',
  boundary: 'workflows/late/boundary.yaml',
};

/** What is wrong | in which file | what stands there → what is written instead | the line | what is said | and suggested. */
const FAULTS = String.raw`
a mistyped key | workflow | purpose: → purpos: | purpose: | "purpos" is not known | did you mean "purpose"?
a type that is none | shop | total: money → total: mony | total: money | "mony" is not a type | did you mean "money"?
a read that no system has | workflow | read: shop.order → read: shop.ordr | read: shop.order | not a read of any system | did you mean "shop.order"?
a write that no system has | workflow | writes: [shop.reply, shop.refund] → writes: [shop.reply, shop.refnd] | writes: | not a write of any system | did you mean "shop.refund"?
an argument that a read does not take | workflow | with: {order_id: "{{event.number}}"} → with: {order: "{{event.number}}"} | with: {order_id | is not an argument of shop.order | did you mean "order_id"?
an argument that is left out | workflow | reason: late,  →  | reason: late | leaves out "reason" | add reason: …
a value outside the choices | workflow | reason: late, → reason: lste, | reason: late | is not one of late, lost
a value of another type | workflow | "{{args.amount}}" → "{{order.id}}" | reason: late | is a text (order.id) where an amount of money
text around an amount | workflow | "{{args.amount}}" → "about {{args.amount}}" | reason: late | is a text with holes | write one hole and nothing around it
a hole that names nothing | workflow | {{order.customer_id}} → {{order.custmer_id}} | read: shop.customer | order has no "custmer_id" | did you mean "customer_id"?
a hole that is not closed | workflow | {{event.subject}} → {{event.subject} | title: | has a hole that cannot be read | write {{fact.field}}
a forgotten pair of braces | workflow | "{{args.amount}}" → args.amount | reason: late | should be an amount | did you mean "{{args.amount}}"?
an input that a play has not | workflow | "{{args.amount}}" → "{{args.amout}}" | reason: late | args has no "amout" | did you mean "amount"?
a reply that is not there | workflow | {{reply.sorry}} → {{reply.sory}} | text: {type: text | reply has no "sory" | did you mean "sorry"?
no unclear kind | workflow |   unclear: Something else\n →  | kinds: | leaves out "unclear" | add unclear: Unclear, or something else
a play called custom | workflow | say_sorry: → custom: | say_sorry: | is the play for anything else | give it another name
facts that need each other | workflow | order_id: "{{event.number}}" → order_id: "{{customer.id}}" | order: | needs itself: order → customer → order
a system that must not be touched | workflow | never: [payroll] → never: [shop] | read: shop.order | is used although never: names shop
a slip under never | workflow | never: [payroll] → never: [shop.reffund] | never: | nothing that a system offers | did you mean "shop.refund"?
an end state that names nothing | workflow | ends: order.refunded → ends: ordr.refunded | ends: | there is no fact ordr | order
an action off the map | workflow | writes: [shop.reply, shop.refund] → writes: [shop.reply] | write: shop.refund | "shop.refund" is not on the map | add it to writes:
learning without choices | workflow | amount: {type: money, → amount: {type: money, learn: true, | amount: {type: money | needs choices
a row with a kind that is none | rules | kind: late → kind: lte | kind: late | is not a kind of this workflow | did you mean "late"?
a row with a play that is none | rules | play: give_back → play: giv_back | play: give_back | is not a play of this workflow | did you mean "give_back"?
a row with a condition that names nothing | rules | order.late → order.lat | when: | order has no field lat | late
a row with an input of a wrong value | rules | tone: warm → tone: wram | tone: warm | "wram" is not one of warm, plain
a row without a reason | rules |   because: It is late.\n →  | id: is-late | because is missing
an undo that is not there | shop | write: void_refund → write: void_refnd | undo: | is not a write of this system | did you mean "void_refund"?
an undo whose argument does not fit | shop | {{result.id}} → {{result.idd}} | undo: | result has no "idd" | did you mean "id"?
a confirm that is not there | shop | confirm: {read: write → confirm: {read: wrte | confirm: | is not a read of this system | did you mean "write"?
money that is no argument | shop | money: amount → money: amont | money: amount | not an argument of type money | did you mean "amount"?
a path with an argument that is none | shop | /orders/{order_id} → /orders/{order} | order: | has {order} of its path | did you mean "order_id"?
a length of time that is none | shop | fresh: 10m → fresh: soon | fresh: 10m | is not a length of time | write a number and a unit, such as 30m, 4h or 14d
a cost for a role that nobody has | remit | support: 31.00 → suport: 31.00 | support: 31.00 | role that nobody has | did you mean "support"?
a time zone that is none | remit | Europe/Berlin → Europe/Berln | time_zone | is not a time zone | write one such as Europe/Berlin
a boundary with a role that is none | boundary | role: owner → role: ownr | role: owner | ownr
`;

const rows = FAULTS.trim()
  .split('\n')
  .map((row) => row.replaceAll('\\n', '\n').split(' | '));

test.each(rows)(
  '%s is refused at its line',
  (_, name = '', change = '', at = '', says = '', suggestion = '') => {
    const path = FILES[name] ?? '';
    const text = SMALL_WORKSPACE[path] ?? '';
    const [from = '', to = ''] = change.split(' → ');
    expect(text).toContain(from);
    const files = new Map(Object.entries({ ...SMALL_WORKSPACE, [path]: text.replaceAll(from, to) }));
    const env = { SHOP_URL: 'https://shop.example', SHOP_TOKEN: 'token' };
    const loaded = checkWorkspace('small', files, env);
    const faults = loaded.ok ? [] : loaded.faults;
    const line = text.split('\n').findIndex((one) => one.includes(at)) + 1;
    const fault = faults.find((one) => one.file === path && one.line === line && one.says.includes(says));
    expect(fault, JSON.stringify({ line, faults }, null, 1)).toBeDefined();
    expect(fault?.column).toBeGreaterThan(0);
    if (suggestion !== '') expect(fault?.suggestion).toContain(suggestion);
  },
);
