import type { Money } from '../workspace/money.ts';
import type { Shape } from '../workspace/shape.ts';

/** What a ruling can say of an action, from the mildest to the strictest. */
export const EFFECTS = ['allow', 'approve', 'human', 'deny'] as const;
export type Effect = (typeof EFFECTS)[number];

/** The stricter of two effects: `deny` > `human` > `approve` > `allow`. */
export function stricter(one: Effect, other: Effect): Effect {
  return EFFECTS.indexOf(one) >= EFFECTS.indexOf(other) ? one : other;
}

/** All names that a boundary's conditions may use: what the workflow's map, plays and writes declare. */
export interface Vocabulary {
  workflow: string;
  currency: string;
  timeZone: string;
  /** Null: not known, because what names them has faults of its own. */
  roles: string[] | null;
  /** Who there is: a chain that nobody of them can satisfy is refused. Absent: not checked. */
  people?: { id: string; roles: string[] }[];
  /** Whether the workspace says when people work, and the workflow who asked; absent: not checked. */
  hours?: boolean;
  requester?: boolean;
  kinds: string[];
  plays: string[];
  agents: string[];
  event: Record<string, Shape>;
  facts: Record<string, Shape>;
  writes: Record<string, { args: Record<string, Shape>; money?: string; label?: string }>;
}

export type Limit =
  | { name: string; unit: 'money'; value: Money; ceiling?: Money; line: number }
  | {
      name: string;
      unit: 'days' | 'hours' | 'minutes' | 'count' | 'percent' | 'number';
      value: number;
      ceiling?: number;
      line: number;
    };

/** What a rule may stop: the write that was about to be done, its system, who planned it, the workflow, or all. */
export const BRAKES = ['write', 'system', 'agent', 'workflow', 'all'] as const;
export type Brake = (typeof BRAKES)[number];

export interface Rule {
  id: string;
  /** The write that it speaks of (`shop.refund`), `shop.*`, or `*`. */
  on: string;
  effect: Effect;
  /** CEL; absent means always. */
  when?: string;
  because?: string;
  /** Throws this switch when the rule is met (not when unknown) as an action is about to be done. */
  brake?: Brake;
  line: number;
}

/** Who may never say yes: who asked for it, who planned it, and who approved an earlier step of the same chain. */
export const NOT_PEOPLE = ['requester', 'planner', 'earlier'] as const;
export type NotPeople = (typeof NOT_PEOPLE)[number];

/** Who must approve: one step of an approval chain. Steps are asked one after the other, in the order written. */
export interface ApprovalStep {
  /** The role that is asked; with `any` or `all`, the first of them. */
  role: string;
  /** Somebody of any of these roles decides (`role` is the first of them). */
  any?: string[];
  /** One person of each of these roles must say yes, in any order (`role` is the first of them). */
  all?: string[];
  /** So many different people must say yes. Absent: one. */
  count?: number;
  not: NotPeople[];
  /** The step is asked only for this write, where its plan has it; absent: for every plan. */
  on?: string;
  /** CEL: asked only where it is true or unknown; absent: always. By amount: `args.amount > 500.00 EUR`. */
  when?: string;
  withinMs?: number;
  /** The time counts in business hours of the workspace only. */
  hours?: 'business';
  /** After this long, those who are asked are reminded, once. */
  remindMs?: number;
  /** Who is asked when nobody decided in time; absent: not done, and a person takes it. */
  then?: string;
}

/** Budgets beside that of the write itself: `budget.customer.count_today`. */
export const WIDER_BUDGETS = ['agent', 'customer', 'workflow'] as const;
export type WiderBudget = (typeof WIDER_BUDGETS)[number];

/** A boundary that loaded. `compiled` is the engine's own; nothing outside this folder looks into it. */
export interface Boundary {
  name: string;
  /** SHA-256 of the canonical form: the version that a ruling names. */
  version: string;
  file: string;
  text: string;
  limits: Record<string, Limit>;
  rules: Rule[];
  otherwise: Exclude<Effect, 'allow'>;
  approve: ApprovalStep[];
  usesBudgets: boolean;
  /** Which wider budgets its conditions read: `budget.agent`, `budget.customer`, `budget.workflow`. */
  budgetScopes: WiderBudget[];
  compiled: unknown;
}

/** A fact as it was read, or the plain reason why it is missing. */
export interface Fact {
  name: string;
  /** `shop.order` */
  source: string;
  /** ISO 8601 time of the reading. */
  at: string;
  trust: 'trusted' | 'outside';
  value?: unknown;
  missing?: string;
  /** After this long the fact is stale: unknown to a ruling. */
  freshMs?: number;
}
export type Facts = Record<string, Fact>;

export interface Action {
  /** `shop.refund` */
  write: string;
  args: Record<string, unknown>;
}

/** What a write has used of its budgets, this action not counted. Sums are of the write's money argument. */
export interface Used {
  count_last_hour: number;
  count_today: number;
  sum_last_hour: Money;
  sum_today: Money;
}

/** Used budgets of the write in its workflow, and of wider scopes; a scope that was not counted is unknown. */
export interface Budgets extends Used {
  /** All writes of the agent in this workflow. */
  agent?: Used;
  /** All writes about the customer, in every workflow. */
  customer?: Used;
  /** All writes of the workflow. */
  workflow?: Used;
}

/** Everything a ruling depends on. The same input gives the same ruling, for ever. */
export interface RulingInput {
  boundary: Boundary;
  action: Action;
  plan: { play: string; kind: string; agent: string; confidence: number; requester?: string };
  event: Record<string, unknown>;
  facts: Facts;
  /** Paths of arguments that derive from outside text: `recipient`, `address.street`. */
  tainted: ReadonlySet<string>;
  budgets: Budgets;
  now: Date;
  timeZone: string;
}

/** One voice in a ruling. `met: 'unknown'` names in `missing` what was not known. */
export interface Reason {
  source: 'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
  /** The rule asks for the brake, and it is known to be met. */
  brake?: Brake;
  rule: string;
  effect: Effect;
  met: true | 'unknown';
  says: string;
  missing?: string[];
  line?: number;
}

export interface Ruling {
  effect: Effect;
  /** Every rule that spoke, strictest first. Never empty. */
  reasons: Reason[];
  /** Rules that applied to the write and were not met, by id: the page shows that they were looked at. */
  quiet: string[];
  missing: string[];
  approve: ApprovalStep[];
  boundary: string;
}
