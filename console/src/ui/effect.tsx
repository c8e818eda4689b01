import type { ReactNode } from 'react';
import type { Effect } from '../live/answers.ts';

export const TONES = {
  green: 'bg-green-soft text-green',
  amber: 'bg-amber-soft text-amber',
  violet: 'bg-violet-soft text-violet',
  red: 'bg-red-soft text-red',
  blue: 'bg-accent-soft text-accent',
  grey: 'bg-hover text-ink-2',
} as const;
export type Tone = keyof typeof TONES;

export const EFFECT_WORDS: Record<Effect, { says: string; tone: Tone }> = {
  allow: { says: 'Runs by itself', tone: 'green' },
  approve: { says: 'Needs approval', tone: 'amber' },
  human: { says: 'For a person', tone: 'violet' },
  deny: { says: 'Not allowed', tone: 'red' },
};

/** What is said of one action or one rule: whether it then runs is a matter of the whole plan. */
export function partSays(effect: Effect): string {
  return effect === 'allow' ? 'Allowed by the boundary' : EFFECT_WORDS[effect].says;
}

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 shrink-0 items-center rounded px-1.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

export function EffectBadge({ effect }: { effect: string }) {
  const known = EFFECT_WORDS[effect as Effect] ?? { says: effect, tone: 'grey' };
  return <Badge tone={known.tone}>{known.says}</Badge>;
}

const DOTS: Record<Tone, string> = {
  green: 'bg-green',
  amber: 'bg-amber',
  violet: 'bg-violet',
  red: 'bg-red',
  blue: 'bg-accent',
  grey: 'bg-edge',
};

export function Dot({ tone }: { tone: Tone }) {
  return <span aria-hidden="true" className={`block size-2 shrink-0 rounded-full ${DOTS[tone]}`} />;
}
