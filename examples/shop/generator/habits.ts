import type { SeenFacts } from './facts.ts';
import type { Decision } from './policy.ts';
import type { Random } from './random.ts';
import type { WorkflowName } from './cases/situation.ts';

/** Somebody who worked through messages, and where they leave the policy. */
export interface Colleague {
  id: string;
  /** How often they simply get a judgement call wrong; what is plain goes wrong to a tenth of them. */
  slips: number;
  /** The same while they were new, where they came after the history begins. */
  slipsWhileNew?: number;
  /** Times the usual minutes. */
  pace: number;
  /** Play as the policy has it → what they do instead, and how often; of one kind, or of every one. */
  habits: Record<string, { instead: string; share: number; kind?: string }>;
}

export const COLLEAGUES: Record<'hanne' | 'marek' | 'pia' | 'tomas' | 'aylin', Colleague> = {
  // Owner: takes what is disputed, and is generous with people who stayed for years.
  hanne: {
    id: 'hanne',
    slips: 0.01,
    pace: 1.2,
    habits: { too_late: { instead: 'return_label', share: 0.27 } },
  },
  // Manager: quick, would rather pay than send twice where nobody knows who has the parcel.
  marek: {
    id: 'marek',
    slips: 0.04,
    pace: 0.7,
    habits: {
      send_again: { instead: 'refund_order', share: 0.4, kind: 'not_received' },
      apology_refund: { instead: 'refund_shipping', share: 0.2 },
    },
  },
  // Gives the shipping back before anybody asks.
  pia: {
    id: 'pia',
    slips: 0.03,
    pace: 0.9,
    habits: {
      apologise: { instead: 'refund_shipping', share: 0.5 },
      ask_photo: { instead: 'replace_item', share: 0.16 },
    },
  },
  // Careful: one more look before anything leaves.
  tomas: {
    id: 'tomas',
    slips: 0.03,
    pace: 1.15,
    habits: {
      send_again: { instead: 'trace', share: 0.4, kind: 'not_received' },
      refund_keep: { instead: 'ask_photo', share: 0.22 },
      goodwill: { instead: 'ask_photo', share: 0.2 },
    },
  },
  // New when the history begins: her first two weeks show.
  aylin: {
    id: 'aylin',
    slips: 0.04,
    slipsWhileNew: 0.2,
    pace: 1.4,
    habits: { replace_item: { instead: 'return_label', share: 0.14 } },
  },
};

/** What the policy leaves no doubt about: everybody does it alike, and a slip is rare. */
const PLAIN = new Set([
  'send_tracking',
  'not_sent_yet',
  'send_invoice',
  'refund_shipping',
  'return_label',
  'exchange',
  'refund_returned',
  'say_refund_done',
  'say_not_arrived',
  'change_address',
  'change_item',
  'cancel',
  'already_sent',
  'not_in_stock',
  'ask_details',
]);
/** What the carrier or the label says itself leaves no doubt either. */
const PLAIN_KINDS = new Set(['lost_parcel', 'not_received', 'product_question']);
const SLIPS_OF_PLAIN = 0.1;

const MINUTES: Record<string, number> = {
  send_tracking: 3.5,
  not_sent_yet: 3,
  apologise: 4.5,
  refund_shipping: 6.5,
  apology_refund: 8,
  trace: 9,
  send_again: 11,
  refund_order: 10,
  send_invoice: 4,
  answer: 9,
  ask_for_order: 4,
  return_label: 6,
  exchange: 8,
  refund_keep: 8,
  replace_item: 11,
  refund_returned: 8,
  goodwill: 10,
  say_refund_done: 5,
  say_not_arrived: 6,
  ask_photo: 4,
  too_late: 7,
  change_address: 5,
  change_item: 6,
  cancel: 6,
  already_sent: 5,
  not_in_stock: 6,
  ask_details: 3.5,
};

const MISTAKES: Record<WorkflowName, string[]> = {
  'late-delivery': ['send_tracking', 'apologise', 'refund_shipping', 'answer', 'trace'],
  returns: ['return_label', 'exchange', 'say_not_arrived', 'ask_photo', 'too_late'],
  'order-changes': ['already_sent', 'answer', 'ask_details'],
};

/** Who takes a case: the owner what is disputed, the manager what is dear, else whoever is there. */
export function whoTakes(random: Random, decision: Decision, facts: SeenFacts | undefined): Colleague {
  if (decision.kind === 'chargeback') return COLLEAGUES.hanne;
  const amount = decision.inputs.amount as { minor: number } | undefined;
  if (amount && amount.minor > 4_000) return random.chance(0.9) ? COLLEAGUES.marek : COLLEAGUES.hanne;
  if (facts?.customer.standing === 'watch' && random.chance(0.6)) return COLLEAGUES.marek;
  return COLLEAGUES[random.weighted({ pia: 36, tomas: 31, aylin: 24, marek: 9 })];
}

/**
 * What a colleague makes of a case: mostly the policy, sometimes a habit, now and then a slip. `isEarly`: in the
 * first weeks, in which who is new still learns.
 */
export function decide(
  random: Random,
  colleague: Colleague,
  right: Decision,
  workflow: WorkflowName,
  facts: SeenFacts | undefined,
  isEarly: boolean,
): Decision & { deviates: 'habit' | 'slip' | null; minutes: number } {
  const minutes = Math.max(
    1,
    Math.round((MINUTES[right.play] ?? 6) * colleague.pace * random.between(0.6, 1.7) * 2) / 2,
  );
  const known = colleague.habits[right.play];
  const habit = known?.kind === undefined || known.kind === right.kind ? known : undefined;
  if (facts && random.chance(slipsAt(colleague, right, isEarly))) {
    const play = random.pick(MISTAKES[workflow].filter((other) => other !== right.play));
    return { ...right, play, inputs: inputsFor(play, facts), deviates: 'slip', minutes };
  }
  if (habit && facts && random.chance(habit.share)) {
    return {
      ...right,
      play: habit.instead,
      inputs: inputsFor(habit.instead, facts),
      deviates: 'habit',
      minutes,
    };
  }
  return { ...right, deviates: null, minutes };
}

function slipsAt({ slips, slipsWhileNew }: Colleague, right: Decision, isEarly: boolean): number {
  if (PLAIN.has(right.play) || PLAIN_KINDS.has(right.kind)) return slips * SLIPS_OF_PLAIN;
  return isEarly ? (slipsWhileNew ?? slips) : slips;
}

function inputsFor(play: string, { options }: SeenFacts): Record<string, unknown> {
  if (play === 'refund_shipping') return { amount: options.shipping };
  return play === 'refund_order' ? { amount: options.open } : {};
}
