import type { Offer } from '../live/answers.ts';
import { humanise } from '../ui/words.ts';

type Group = Offer['group'];

/** What comes of a throw, by what is stopped. */
export const MEANS: Record<Group, string> = {
  all: 'Nothing is written to any system until it is released. Cases wait, and nothing is lost.',
  workflow: 'Its cases wait before their next action. Other workflows go on.',
  agent: 'What it planned waits before the next action. Other agents go on.',
  system: 'Nothing is written to this system, by any workflow.',
  write: 'This is not done by any workflow. Other writes go on.',
};

export const GROUPS: Record<Group, string> = {
  all: 'Everything',
  workflow: 'Workflows',
  agent: 'Agents',
  system: 'Systems',
  write: 'Writes',
};

/** A switch as it is called on a button: “Stop everything”, “Stop Returns and exchanges”. */
export function targetWords(name: string, offers: Offer[]): string {
  if (name === 'all') return 'everything';
  return offers.find((offer) => offer.switch === name)?.label ?? humanise(name.split(':').at(-1) ?? name);
}

/** People end a reason with a full stop or without; the sentence around it has its own. */
export function bare(because: string): string {
  return because.trim().replace(/\.$/, '');
}
