import type { Order, Refund, Replacement } from '../service/model.ts';
import type { Case } from './case.ts';
import { days } from './cases/timeline.ts';
import type { SeenFacts } from './facts.ts';
import { decide, whoTakes } from './habits.ts';
import { policy } from './policy.ts';
import type { Random } from './random.ts';

/** A case that people decided before Remit came, as one line of an export. */
export interface HistoryRow {
  source_id: string;
  received_at: string;
  workflow: string;
  [eventField: string]: unknown;
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
  decided_by: string;
  decided_at: string;
  minutes_worked: number;
  outcome: 'solved' | 'escalated';
  reworked: boolean;
  /** What the shop showed then, by the names of the workflow's context; empty where no order was found. */
  facts: Record<string, unknown>;
}

/** The row, whether it left the policy, and what it did to the shop. */
export interface Decided {
  row: HistoryRow;
  deviates: 'habit' | 'slip' | null;
  order: Order;
  refunds: Refund[];
  replacements: Replacement[];
}

const DAY_MS = 86_400_000;
const LEARNING_MS = 14 * DAY_MS;
const REWORK_SHARE = { null: 0.025, habit: 0.06, slip: 0.6 };

/** `since` and `until`: from when to when people decided; who was new when it began learned in the first weeks. */
export function decideCase(
  random: Random,
  one: Case,
  { since, until }: { since: Date; until: Date },
): Decided {
  const right = policy(one.workflow, one.intent, one.facts, one.event);
  const colleague = whoTakes(random, right, one.facts);
  const isEarly = one.at.getTime() - since.getTime() < LEARNING_MS;
  const decided = decide(random, colleague, right, one.workflow, one.facts, isEarly);
  const { kind, play, inputs, deviates, minutes } = decided;
  const decidedAt = decisionTime(random, one.at, until);
  const row: HistoryRow = {
    source_id: one.source_id,
    received_at: one.at.toISOString(),
    workflow: one.workflow,
    ...one.event,
    kind,
    play,
    inputs,
    decided_by: colleague.id,
    decided_at: decidedAt,
    minutes_worked: minutes,
    outcome: kind === 'chargeback' ? 'escalated' : 'solved',
    reworked: random.chance(REWORK_SHARE[String(deviates) as keyof typeof REWORK_SHARE]),
    facts: seen(one),
  };
  return { row, deviates, ...effects(random, one, row) };
}

/** Most answers take hours, every fifth a night more; what came last was decided before the history ends. */
function decisionTime(random: Random, received: Date, until: Date): string {
  const usual = random.between(0.01, 0.5) + (random.chance(0.2) ? random.between(0.4, 1.2) : 0);
  const left = (until.getTime() - received.getTime()) / DAY_MS;
  return days(received, usual < left ? usual : left * random.between(0.2, 0.9));
}

const CONTEXT: Record<string, (keyof SeenFacts)[]> = {
  'late-delivery': ['order', 'customer', 'parcel', 'refunds', 'options'],
  returns: ['order', 'item', 'customer', 'refunds', 'options'],
  'order-changes': ['order', 'customer', 'options', 'item', 'wanted'],
};

/** Only what the workflow's own context holds: nobody looked at more. */
function seen({ facts, workflow }: Case): Record<string, unknown> {
  if (!facts) return {};
  const names = (CONTEXT[workflow] ?? []).filter((name) => facts[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}

/** What the decision did to the shop; where nothing was found, nothing was done. */
function effects(
  random: Random,
  one: Case,
  { play, inputs, decided_at, kind }: HistoryRow,
): Omit<Decided, 'row' | 'deviates'> {
  const order = { ...one.order };
  const refunds = [...one.refunds];
  const replacements = [...one.replacements];
  const at = decided_at;
  const amount = (inputs.amount as { minor: number } | undefined)?.minor ?? 0;
  if (amount > 0) {
    refunds.push({
      id: `RF-H${one.number}`,
      order_id: order.id,
      amount,
      reason: REASONS[play] ?? 'goodwill',
      recipient: order.paid_with,
      at,
    });
  }
  if (play === 'send_again' || play === 'replace_item') {
    const sku = play === 'replace_item' ? { sku: one.article.sku } : {};
    replacements.push({ id: `RP-H${one.number}`, order_id: order.id, ...sku, value: one.article.price, at });
  }
  if (play === 'trace' && order.parcel) order.parcel = { ...order.parcel, trace_at: at };
  if (play === 'cancel') order.cancelled_at = at;
  if (play === 'change_address' && kind === 'address_change') order.address = addressOf(one);
  if (play === 'return_label' && random.chance(0.8)) {
    order.items = order.items.map((item, i) =>
      i === 0 ? { ...item, returned_at: days(new Date(at), random.between(4, 9)) } : item,
    );
  }
  return { order, refunds, replacements };
}

const REASONS: Record<string, string> = {
  refund_shipping: 'late',
  apology_refund: 'late',
  refund_order: 'lost',
  refund_keep: 'damaged',
  refund_returned: 'return',
  cancel: 'cancelled',
  goodwill: 'goodwill',
};

function addressOf({ event, order }: Case): Order['address'] {
  const text = (name: string, otherwise: string) => (event[name] ? String(event[name]) : otherwise);
  const { name, street, postcode, city, country } = order.address;
  return {
    name: text('new_name', name),
    street: text('new_street', street),
    postcode: text('new_postcode', postcode),
    city: text('new_city', city),
    country: text('new_country', country),
  };
}
