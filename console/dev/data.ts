import { createHash } from 'node:crypto';
import type { CaseView, Fact, Plan, QueueItem } from '../src/live/answers.ts';
import type { Shape } from '../../src/workspace/shape.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const eur = (minor: number) => ({ minor, currency: 'EUR' });
export const digestOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const first = [
  'Greta',
  'Jonas',
  'Élodie',
  'Piotr',
  'Marta',
  'Sven',
  'Lucía',
  'Anouk',
  'Giulia',
  'Bartholomew-Maximilian',
];
const last = [
  'Okafor',
  'Lindgren',
  'van der Berg',
  'Kowalska',
  'Moreau',
  'Schmidt',
  'Fernández',
  'Rossi',
  'Featherstonehaugh',
  'Yıldız',
];
const letters: [string, string, string, string][] = [
  [
    'Where is my blanket??',
    'Hi, I ordered the moss green throw on the 2nd and the tracking has not moved since Tuesday. It is for a birthday on Saturday. Can you tell me what is going on?\n\nThanks\nGreta',
    'late_delivery',
    'refund_shipping',
  ],
  [
    'Paket nicht angekommen',
    'Guten Tag, laut DHL wurde mein Paket am Montag zugestellt, ich habe aber nichts bekommen und auch die Nachbarn wissen nichts davon. Bitte um Klärung!',
    'not_received',
    'trace',
  ],
  [
    'order 10342',
    'this is the THIRD time i write to you. no answer. the jumper came with a hole in the sleeve and nobody cares. i want my money back AND the shipping. otherwise paypal will hear from me. also do you have it in navy',
    'damaged_item',
    'refund_order',
  ],
  [
    'Change of address please',
    'Hello! I have moved. Could you please send it to Kastanienallee 14, 10435 Berlin instead? Many thanks in advance, Jonas Lindgren',
    'address_change',
    'change_address',
  ],
  [
    'Retour taille',
    'Bonjour, le pull est trop petit. Je voudrais le renvoyer et recevoir la taille L si possible. Merci',
    'return',
    'return_label',
  ],
  ['Invoice', 'Can I get the invoice for my tax advisor?', 'invoice', 'send_invoice'],
  [
    'Re: Re: Fwd: your order has been shipped',
    'Thanks for the quick answer. I just wanted to ask whether the parcel can be left with my neighbour at number 12, as I will be away from Thursday until the week after next, and whether the delivery company calls before, and, while I have you: is the merino blanket machine washable at 30 degrees? The label says hand wash only but your website says otherwise. '.repeat(
      3,
    ),
    'product_question',
    'answer',
  ],
];
const plays: Record<string, string> = {
  refund_shipping: 'Give the shipping back',
  trace: 'Have the carrier look for it',
  refund_order: 'Give all of it back',
  change_address: 'Change the address',
  return_label: 'Send a return label',
  send_invoice: 'Send the invoice',
  answer: 'Answer in one’s own words',
};
const kinds: Record<string, string> = {
  late_delivery: 'Later than promised',
  not_received: 'Marked as delivered, but not there',
  damaged_item: 'Arrived damaged',
  address_change: 'Change of address',
  return: 'Wants to return it',
  invoice: 'Wants an invoice',
  product_question: 'Asks about a product',
  unclear: 'Unclear',
};
export const labels = { plays, kinds };

export function makeCase(n: number): CaseView {
  const letter = letters[n % letters.length] as (typeof letters)[number];
  const [title, text, kind, play] = letter;
  const name = `${first[n % 10] as string} ${last[(n * 3) % 10] as string}`;
  const workflow = ['order-changes', 'returns', 'late-delivery'][
    play === 'change_address' ? 0 : kind === 'return' || kind === 'damaged_item' ? 1 : 2
  ] as string;
  const money = play.startsWith('refund') ? eur(play === 'refund_order' ? 12_900 + n * 100 : 490) : null;
  const effect = kind === 'damaged_item' && n % 2 ? 'human' : 'approve';
  const asked = ago((n * 7 + 3) * MINUTE);
  const plan = makePlan(n, play, kind, money, name, effect);
  return {
    id: `cs-${1000 + n}`,
    workflow,
    workflow_label: workflowLabel(workflow),
    version: 6,
    subject: `${name} ${10_340 + n}`,
    title,
    kind,
    kind_label: kinds[kind] ?? null,
    status: n % 11 === 10 ? 'unknown' : 'held',
    step: 'review',
    outcome: null,
    reworked: n % 5 === 4,
    opened_at: ago((n * 7 + 5) * MINUTE),
    closed_at: null,
    messages: [
      {
        at: ago((n * 7 + 5) * MINUTE),
        from: n % 2 ? 'email' : 'web_form',
        text: `${title}\n\n${text}`,
        fields: [
          { name: 'name', label: 'Name', value: name },
          { name: 'order_number', label: 'Order number', value: String(10_340 + n) },
          { name: 'topic', label: 'Topic chosen', value: 'where_is_my_order' },
        ],
      },
    ],
    facts: makeFacts(n, name),
    plan,
    review: {
      id: `rv-${1000 + n}`,
      status: n === 3 ? 'claimed' : 'open',
      effect,
      role: effect === 'human' ? 'manager' : 'support',
      says:
        effect === 'human'
          ? 'The payment provider decides while a payment is disputed.'
          : money
            ? '€4.90 was refunded for this order before, so a person approves.'
            : 'The workflow is in draft: people approve every plan.',
      asked_at: asked,
      expires_at: n % 4 === 3 ? null : new Date(Date.now() + (n * 9 + 4) * MINUTE).toISOString(),
      claimed_by: n === 3 ? 'pia' : null,
      claimed_until: null,
      snoozed_until: null,
      decided_by: null,
      decision: null,
    },
    performed:
      n % 11 === 10
        ? [
            {
              key: `k${n}`,
              write: 'shop.refund',
              label: 'Refund',
              args: { order_id: '10350', amount: eur(490) },
              status: 'unknown',
              says: 'The shop did not answer in 5 s, and asking it what became of the key failed too.',
              money: eur(490),
              at: ago(20 * MINUTE),
              done_at: null,
              by: { type: 'person', id: 'marek', name: 'Marek Dudek' },
              undo: null,
              undo_not: 'its fate is not known',
            },
          ]
        : [],
    earlier:
      n % 3
        ? [
            {
              id: 'cs-900',
              title: 'Can I still change the colour?',
              kind: 'item_change',
              outcome: 'solved',
              opened_at: ago(40 * 24 * HOUR),
            },
            {
              id: 'cs-901',
              title: 'Jumper arrived with a loose thread',
              kind: 'damaged_item',
              outcome: 'reworked',
              opened_at: ago(90 * 24 * HOUR),
            },
          ]
        : [],
    plays: Object.entries(plays).map(([id, label]) => ({
      name: id,
      label,
      writes: ['shop.reply'],
      inputs: makeInputs(id, money, name),
    })),
    kinds: Object.entries(kinds).map(([id, label]) => ({ name: id, label })),
    roles: ['owner', 'manager', 'support'],
  };
}

export function workflowLabel(name: string): string {
  return name === 'order-changes'
    ? 'Changes before dispatch'
    : name === 'returns'
      ? 'Returns and refunds'
      : 'Order questions and late deliveries';
}

export function makeInputs(play: string, money: { minor: number; currency: string } | null, name: string) {
  const reply = `Dear ${name.split(' ')[0]},\n\nI am sorry that your parcel is still on its way. The carrier has had it since Monday, and it should be with you by Thursday.\n\nBecause it is later than we promised, we have given you the shipping back. It reaches your account within three working days.\n\nKind regards\nWollgras, Leipzig`;
  const inputs: { name: string; label: string; shape: Shape; value: unknown }[] = [
    { name: 'text', label: 'Reply', shape: { type: 'text' }, value: reply },
  ];
  if (play.startsWith('refund'))
    inputs.unshift(
      { name: 'amount', label: 'Amount', shape: { type: 'money' }, value: money ?? eur(490) },
      {
        name: 'reason',
        label: 'Reason',
        shape: { type: 'string', choices: ['late', 'lost', 'damaged', 'goodwill'] },
        value: 'late',
      },
    );
  if (play === 'change_address')
    inputs.unshift({
      name: 'address',
      label: 'New address',
      shape: {
        type: 'object',
        fields: { street: { type: 'string' }, postcode: { type: 'string' }, city: { type: 'string' } },
      },
      value: { street: 'Kastanienallee 14', postcode: '10435', city: 'Berlin' },
    });
  return inputs;
}

export function makePlan(
  n: number,
  play: string,
  kind: string,
  money: { minor: number; currency: string } | null,
  name: string,
  effect: 'approve' | 'human',
  inputs = makeInputs(play, money, name),
): Plan {
  const at = (input: string) => inputs.find((one) => one.name === input)?.value;
  const actions: Plan['actions'] = [];
  if (play.startsWith('refund')) {
    const args = {
      order_id: String(10_340 + n),
      amount: at('amount'),
      reason: at('reason'),
      recipient: 'PayPal greta.okafor@example.com',
    };
    actions.push({
      write: 'shop.refund',
      label: 'Refund',
      args,
      arg_shapes: {
        order_id: { type: 'string' },
        amount: { type: 'money' },
        reason: { type: 'string', choices: ['late'] },
        recipient: { type: 'string', label: 'Goes to', personal: true },
      },
      tainted: [],
      digest: digestOf(args),
      money: args.amount as { minor: number; currency: string },
      irreversible: false,
      undo: 'Void a refund',
      ruling: {
        effect,
        reasons: [
          {
            source: 'boundary',
            rule: 'second-refund',
            effect: 'approve',
            met: true,
            says: 'Something was refunded for this order before.',
            line: 16,
          },
          {
            source: 'boundary',
            rule: 'watched',
            effect: 'approve',
            met: 'unknown',
            says: 'This customer asks for money back more often than others.',
            missing: ['customer.standing'],
            line: 17,
          },
          {
            source: 'boundary',
            rule: 'small',
            effect: 'allow',
            met: true,
            says: 'The amount €4.90 is at most €15.00.',
            line: 20,
          },
        ],
        quiet: ['disputed', 'chargeback', 'recipient', 'above-limit', 'hourly', 'daily'],
        missing: ['customer.standing'],
      },
    });
  }
  if (play === 'change_address') {
    const args = {
      order_id: String(10_340 + n),
      name,
      ...(at('address') as Record<string, string>),
      country: 'DE',
    };
    actions.push({
      write: 'shop.change_address',
      label: 'Change the delivery address',
      args,
      arg_shapes: { street: { type: 'string', personal: true } },
      tainted: ['street', 'postcode', 'city'],
      digest: digestOf(args),
      money: null,
      irreversible: false,
      undo: 'Put a change back',
      ruling: {
        effect: 'approve',
        reasons: [
          {
            source: 'boundary',
            rule: 'any-address',
            effect: 'approve',
            met: true,
            says: 'The address came with the message.',
            line: 8,
          },
        ],
        quiet: ['dispatched'],
        missing: [],
      },
    });
  }
  if (play === 'trace')
    actions.push({
      write: 'shop.trace_parcel',
      label: 'Ask the carrier to look for the parcel',
      args: { order_id: String(10_340 + n) },
      arg_shapes: { order_id: { type: 'string' } },
      tainted: [],
      digest: digestOf(n),
      money: null,
      irreversible: true,
      undo: null,
      ruling: {
        effect: 'approve',
        reasons: [
          {
            source: 'boundary',
            rule: 'otherwise',
            effect: 'approve',
            met: true,
            says: 'No rule allows it by itself.',
          },
        ],
        quiet: ['trace'],
        missing: [],
      },
    });
  const args = { order_id: String(10_340 + n), to: 'greta.okafor@example.com', text: at('text') };
  actions.push({
    write: 'shop.reply',
    label: 'Reply to the customer',
    args,
    arg_shapes: {
      order_id: { type: 'string' },
      to: { type: 'string', personal: true },
      text: { type: 'text' },
    },
    tainted: [],
    digest: digestOf(args),
    money: null,
    irreversible: false,
    undo: 'Withdraw a reply',
    ruling: {
      effect: 'allow',
      reasons: [
        {
          source: 'boundary',
          rule: 'usual-replies',
          effect: 'allow',
          met: true,
          says: 'The play is one of the usual replies.',
          line: 33,
        },
      ],
      quiet: ['stranger', 'many-replies'],
      missing: [],
    },
  });
  return {
    digest: digestOf(actions),
    agent: n % 3 ? { name: 'memory', version: '2f91ac0de1' } : { name: 'rules', version: '3' },
    kind,
    play,
    play_label: plays[play] ?? 'Something else',
    confidence: 0.62 + (n % 7) * 0.05,
    reason: 'Three to seven days late and nothing refunded yet. The policy gives the shipping back.',
    evidence: [
      { says: 'the words “has not moved since”', weight: 0.31 },
      { says: 'parcel.lateness is three_to_seven_days', weight: 0.28 },
      { says: 'order.dispute is no', weight: -0.06 },
    ],
    inputs,
    actions,
    effect,
    reasons:
      n % 2
        ? [
            {
              source: 'stage',
              rule: 'draft',
              effect: 'approve',
              met: true,
              says: 'The workflow is in draft: people approve every plan.',
            },
          ]
        : [],
    similar: [
      {
        case: 'cs-870',
        score: 0.91,
        kind: 'late_delivery',
        play: 'refund_shipping',
        text: 'my parcel hasnt moved for 4 days now, any news? order 9921',
        decided_at: ago(9 * 24 * HOUR),
      },
      {
        case: 'cs-811',
        score: 0.84,
        kind: 'late_delivery',
        play: 'apologise',
        text: 'Hello, the tracking says delayed. When will it come?',
        decided_at: ago(20 * 24 * HOUR),
      },
    ],
  };
}

function makeFacts(n: number, name: string): Fact[] {
  const at = ago((n + 1) * MINUTE);
  const of = (
    fact: string,
    label: string,
    value: unknown,
    shape?: Shape,
    missing: string | null = null,
  ): Fact => ({
    name: fact,
    label,
    source: `shop.${fact}`,
    at,
    trust: 'trusted',
    value,
    shape,
    missing,
    stale: n % 6 === 5 && fact === 'order',
    page: fact === 'order' ? 'http://127.0.0.1:4010/admin/orders/1' : null,
  });
  return [
    of(
      'order',
      'Order',
      {
        id: String(10_340 + n),
        status: 'shipped',
        placed_at: ago(9 * 24 * HOUR),
        shipped_at: ago(7 * 24 * HOUR),
        return_window: 'not_delivered',
        total: eur(13_390),
        shipping: eur(490),
        refunded: eur(0),
        paid_with: 'PayPal',
        dispute: false,
        replacements: 0,
        country: 'DE',
        items: [
          {
            sku: 'TH-MOSS',
            title: 'Throw “Heide”',
            variant: 'moss, 130 × 180',
            quantity: 1,
            price: eur(8_900),
          },
          { sku: 'SO-GR-42', title: 'Walking socks', variant: 'grey, 42–44', quantity: 2, price: eur(2_000) },
        ],
        address: { name, street: 'Lindenstraße 8', postcode: '04177', city: 'Leipzig', country: 'DE' },
      },
      {
        type: 'object',
        fields: {
          id: { type: 'string' },
          status: { type: 'string', choices: ['placed', 'shipped'] },
          placed_at: { type: 'time' },
          shipped_at: { type: 'time', optional: true },
          delivered_at: { type: 'time', optional: true },
          return_window: { type: 'string', choices: ['not_delivered'], label: 'Return window' },
          total: { type: 'money' },
          shipping: { type: 'money' },
          refunded: { type: 'money' },
          paid_with: { type: 'string', label: 'Paid with' },
          dispute: { type: 'boolean', label: 'Payment disputed' },
          replacements: { type: 'integer', label: 'Replacements sent' },
          country: { type: 'string' },
          items: {
            type: 'list',
            of: {
              type: 'object',
              fields: {
                sku: { type: 'string' },
                title: { type: 'string' },
                variant: { type: 'string' },
                quantity: { type: 'integer' },
                price: { type: 'money' },
              },
            },
          },
          address: {
            type: 'object',
            personal: true,
            fields: {
              name: { type: 'string' },
              street: { type: 'string' },
              postcode: { type: 'string' },
              city: { type: 'string' },
              country: { type: 'string' },
            },
          },
        },
      },
    ),
    of(
      'parcel',
      'Parcel',
      n % 4 === 1
        ? undefined
        : {
            id: 'p1',
            carrier: 'DHL',
            tracking_code: '00340434161094042557',
            tracking_url: 'https://www.dhl.de/track?id=00340434161094042557',
            status: 'delayed',
            expected_at: ago(3 * 24 * HOUR),
            last_scan_at: ago(30 * HOUR),
            last_scan: 'Parcel centre Radefeld',
            lateness: 'three_to_seven_days',
            trace_open: false,
          },
      undefined,
      n % 4 === 1 ? 'the shop has no parcel for this order yet' : null,
    ),
    of('customer', 'Customer', {
      id: 'c77',
      first_name: name.split(' ')[0],
      last_name: name.split(' ')[1],
      email: 'greta.okafor@example.com',
      country: 'DE',
      language: 'en',
      since: ago(800 * 24 * HOUR),
      orders: 7,
      spent: eur(61_240),
      refunds_this_year: 1,
      standing: 'regular',
    }),
  ];
}

export function queueItem(one: CaseView): QueueItem {
  const plan = one.plan as Plan;
  const review = one.review as NonNullable<CaseView['review']>;
  return {
    review: review.id,
    case: one.id,
    workflow: one.workflow,
    workflow_label: one.workflow_label,
    kind: one.kind,
    kind_label: one.kind_label,
    play_label: plan.play_label,
    title: one.title,
    subject: one.subject,
    snippet: one.messages[0]?.text.split('\n\n').slice(1).join(' ').slice(0, 160) ?? '',
    effect: review.effect,
    why: review.says,
    role: review.role,
    money: plan.actions[0]?.money ?? null,
    confidence: plan.confidence,
    status: review.status as 'open',
    claimed_by: review.claimed_by,
    asked_at: review.asked_at,
    expires_at: review.expires_at,
    snoozed_until: review.snoozed_until,
  };
}
