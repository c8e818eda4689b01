import type { Tone } from '../ui/effect.tsx';
import type { Update } from './queries.ts';

export const STATES: Record<Update['state'], { says: string; tone: Tone }> = {
  draft: { says: 'Draft', tone: 'blue' },
  proposed: { says: 'Waits for a second person', tone: 'amber' },
  accepted: { says: 'In force', tone: 'green' },
  declined: { says: 'Declined', tone: 'grey' },
  withdrawn: { says: 'Withdrawn', tone: 'grey' },
};

export const WAYS: Record<Update['ways'][number], string> = {
  row: 'Row of the table',
  boundary: 'Rule of the boundary',
  default: 'Default of the play',
  playbook: 'Sentence of the playbook',
};

/** Which list an update stands in. */
export function isOpen({ state }: Pick<Update, 'state'>): boolean {
  return state === 'draft' || state === 'proposed';
}
