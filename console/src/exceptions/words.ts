import type { Tone } from '../ui/effect.tsx';
import type { Cause } from './queries.ts';

export const CAUSE_WORDS: Record<Cause, { says: string; many: string; tone: Tone }> = {
  failed: { says: 'Failed', many: 'Failed', tone: 'red' },
  edited: { says: 'Changed', many: 'Changed', tone: 'blue' },
  escalated: { says: 'Went up', many: 'Went up', tone: 'violet' },
  conflict: { says: 'Against the boundary', many: 'Against the boundary', tone: 'amber' },
  reworked: { says: 'Came back', many: 'Came back', tone: 'red' },
};

export const SPAN_WORDS: Record<string, string> = {
  '7': 'This week',
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  '365': 'Last year',
};
