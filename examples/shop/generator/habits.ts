import type { SeenFacts } from './facts.ts';
import type { Decision } from './policy.ts';
import type { Random } from './random.ts';
import type { WorkflowName } from './cases/situation.ts';

/** Somebody who worked through messages, and where they leave the policy. */
export interface Colleague {
  id: string;
  /** How often they simply get it wrong. */
  slips: number;
  /** Times the usual minutes. */
  pace: number;
  /** Play as the policy has it → what they do instead, and how often. */
  habits: Record<string, { instead: string; share: number }>;
}

export const COLLEAGUES: Record<'hanne' | 'marek' | 'pia' | 'tomas' | 'aylin', Colleague> = {
  // Owner: takes what is disputed, and is generous with people who stayed for years.
  hanne: {
    id: 'hanne',
    slips: 0.005,
    pace: 1.2,
    habits: { too_late: { instead: 'return_label', share: 0.27 } },
  },
  // Manager: quick, would rather pay than send twice.
  marek: {
    id: 'marek',
    slips: 0.02,
    pace: 0.7,
    habits: {
      send_again: { instead: 'refund_order', share: 0.22 },
      apology_refund: { instead: 'refund_shipping', share: 0.2 },
    },
  },
  // Gives the shipping back before anybody asks.
  pia: {
    id: 'pia',
    slips: 0.025,
    pace: 0.9,
    habits: {
      apologise: { instead: 'refund_shipping', share: 0.19 },
      ask_photo: { instead: 'replace_item', share: 0.16 },
    },
  },
  // Careful: one more look before anything leaves.
  tomas: {
    id: 'tomas',
    slips: 0.022,
    pace: 1.15,
    habits: {
      send_again: { instead: 'trace', share: 0.19 },
      refund_keep: { instead: 'ask_photo', share: 0.22 },
      goodwill: { instead: 'ask_photo', share: 0.2 },
    },
  },
  // New since September, still learning.
  aylin: {
    id: 'aylin',
    slips: 0.075,
    pace: 1.4,
    habits: {
      not_sent_yet: { instead: 'send_tracking', share: 0.07 },
      exchange: { instead: 'return_label', share: 0.14 },
    },
  },
};

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

/** What a colleague makes of a case: mostly the policy, sometimes a habit, now and then a slip. */
export function decide(
  random: Random,
  colleague: Colleague,
  right: Decision,
  workflow: WorkflowName,
  facts: SeenFacts | undefined,
): Decision & { deviates: 'habit' | 'slip' | null; minutes: number } {
  const minutes = Math.max(
    1,
    Math.round((MINUTES[right.play] ?? 6) * colleague.pace * random.between(0.6, 1.7) * 2) / 2,
  );
  const habit = colleague.habits[right.play];
  if (facts && random.chance(colleague.slips)) {
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

function inputsFor(play: string, { options }: SeenFacts): Record<string, unknown> {
  if (play === 'refund_shipping') return { amount: options.shipping };
  return play === 'refund_order' ? { amount: options.open } : {};
}
