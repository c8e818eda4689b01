/** The refunds boundary that the tests tell their stories with. */
export const REFUNDS = `boundary: refunds
limits:
  auto_max: {money: 50.00 EUR, ceiling: 200.00 EUR}
  window:   {days: 30, ceiling: 60}
  per_day:  {money: 1000.00 EUR, ceiling: 5000.00 EUR}
  per_hour: {count: 20, ceiling: 60}
rules:
  - {id: chargeback,  on: shop.refund, effect: human,   when: 'args.kind == "chargeback"', because: the payment provider decides chargebacks}
  - {id: above-limit, on: shop.refund, effect: approve, when: args.amount > limits.auto_max}
  - {id: too-late,    on: shop.refund, effect: approve, when: days_since(order.delivered_at) > limits.window}
  - {id: hourly,      on: shop.refund, effect: approve, when: budget.count_last_hour + 1 > limits.per_hour}
  - {id: daily,       on: shop.refund, effect: approve, when: budget.sum_today + args.amount > limits.per_day}
  - {id: recipient,   on: shop.refund, effect: deny,    when: untrusted(args.recipient), because: a customer's text may not choose where money goes}
  - {id: small,       on: shop.refund, effect: allow,   when: args.amount <= limits.auto_max && days_since(order.delivered_at) <= limits.window}
  - {id: reply,       on: helpdesk.reply, effect: allow, when: 'plan.play in ["send_tracking", "return_steps"]'}
otherwise: approve
approve:
  - {role: manager, not: [requester, planner], within: 4h, then: owner}
`;
