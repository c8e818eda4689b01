import type { Customer, ShopState } from '../service/model.ts';
import type { Article } from './catalogue.ts';
import { changeRequest } from './cases/changes.ts';
import { orderQuestion } from './cases/orders.ts';
import { returnRequest } from './cases/returns.ts';
import type { Situation, Stage, WorkflowName } from './cases/situation.ts';
import { compose } from './compose.ts';
import { factsAt, type SeenFacts } from './facts.ts';
import type { Random } from './random.ts';

const WORKFLOW_WEIGHTS: Record<WorkflowName, number> = {
  'late-delivery': 46,
  returns: 33,
  'order-changes': 21,
};
const MAKERS: Record<WorkflowName, (stage: Stage) => Situation> = {
  'late-delivery': orderQuestion,
  returns: returnRequest,
  'order-changes': changeRequest,
};
const MAIL_SHARE = 0.12;

export interface Case extends Situation {
  number: number;
  at: Date;
  customer: Customer;
  source_id: string;
  /** The fields of the event, as the workflow declares them. */
  event: Record<string, string | boolean>;
  /** What was to be seen when the message came; undefined where the order could not be found from it. */
  facts: SeenFacts | undefined;
}

/** One case, whole: who writes, about which order, what they write, and what the shop knew at that moment. */
export function caseOf(
  random: Random,
  number: number,
  at: Date,
  customer: Customer,
  articles: Article[],
  shelf: ShopState,
): Case {
  const workflow = random.weighted(WORKFLOW_WEIGHTS);
  const situation = MAKERS[workflow]({ random, number, at, customer, articles });
  const channel = random.chance(MAIL_SHARE) ? 'email' : 'web_form';
  const typed = typedNumber(random, situation.order.id, channel, situation.intent === 'vague');
  const fields = channel === 'email' ? mailFields(situation.fields) : situation.fields;
  const event: Record<string, string | boolean> = {
    channel,
    topic: channel === 'email' ? 'other' : situation.topic,
    order_number: typed,
    ...fields,
    name: `${customer.first_name} ${customer.last_name}`,
    email: customer.email,
    language: customer.language,
    ...compose(random, situation, customer, at),
  };
  const found = typed === situation.order.id;
  const facts = found ? factsAt(shelf, { customer, ...situation }, event, at) : undefined;
  return { ...situation, number, at, customer, event, facts, source_id: `msg-${100_000 + number}` };
}

/** The number as it stands in the form: mostly right, sometimes missing, now and then of another order. */
function typedNumber(random: Random, id: string, channel: string, isVague: boolean): string {
  const missing = (channel === 'email' ? 0.06 : 0.015) + (isVague ? 0.35 : 0);
  if (random.chance(missing)) return '';
  if (!random.chance(0.012)) return id;
  const digits = id.slice(3);
  return `WG-${digits.slice(0, 3)}${digits.slice(4)}${digits[3]}9`;
}

/** A mail says in words what the form asks in fields; only the shop's own reading of it is kept. */
function mailFields(fields: Record<string, string | boolean>): Record<string, string | boolean> {
  return {
    ...fields,
    ...('wants' in fields && { wants: 'not_said' }),
    ...('signed_in' in fields && { signed_in: false }),
  };
}
