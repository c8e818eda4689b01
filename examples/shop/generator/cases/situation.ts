import type { Customer, Order, Refund, Replacement } from '../../service/model.ts';
import type { Article } from '../catalogue.ts';
import type { Intent } from '../intents.ts';
import type { Random } from '../random.ts';

export type WorkflowName = 'late-delivery' | 'returns' | 'order-changes';

/** What there is to make a case of: a customer, a moment, and the shelves. */
export interface Stage {
  random: Random;
  /** The case's place in the row of all cases; ids are made from it. */
  number: number;
  at: Date;
  customer: Customer;
  articles: Article[];
}

/** One customer with one order and one wish, at one moment; facts and message both follow from it. */
export interface Situation {
  workflow: WorkflowName;
  intent: Intent;
  order: Order;
  article: Article;
  /** What happened to the order before the message. */
  refunds: Refund[];
  replacements: Replacement[];
  topic: string;
  /** Fields that only this workflow's form has. */
  fields: Record<string, string | boolean>;
  /** Further words that the message may use. */
  slots: Record<string, string>;
}
