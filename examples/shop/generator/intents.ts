/** What a customer wants when they write; each has its own words in every language. */
export const INTENTS = [
  'where',
  'late',
  'impatient',
  'not_received',
  'invoice',
  'product',
  'several',
  'change_of_mind',
  'does_not_fit',
  'damaged',
  'wrong_item',
  'refund_status',
  'worn_out',
  'chargeback',
  'address',
  'address_open',
  'item',
  'cancel',
  'twice',
  'gift',
  'vague',
] as const;
export type Intent = (typeof INTENTS)[number];

/** The words of one intent in one language: subjects, what is said, and what may be added. */
export interface Words {
  subject: string[];
  core: string[];
  more?: string[];
  /** The question at the end, where the core does not ask it already. */
  ask?: string[];
}

/** How a language greets, thanks and signs. */
export interface Manner {
  hello: string[];
  plain: string[];
  thanks: string[];
  bye: string[];
  rude: string[];
  phone: string[];
  quote: string;
  /** What people tell besides, when they have time. */
  story?: string[];
}

export interface Language {
  manner: Manner;
  words: Record<Intent, Words>;
}
