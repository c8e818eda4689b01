import type { Tone } from '../ui/effect.tsx';

/** How far a workflow has been rolled out, for people. */
export const STAGES: Record<string, { says: string; tone: Tone; means: string }> = {
  record: { says: 'Record', tone: 'grey', means: 'People work, and Remit records.' },
  shadow: { says: 'Shadow', tone: 'grey', means: 'The agents plan unseen, and people work.' },
  draft: { says: 'Draft', tone: 'amber', means: 'People approve every plan.' },
  act: { says: 'Act', tone: 'green', means: 'The boundary decides what runs by itself.' },
};
