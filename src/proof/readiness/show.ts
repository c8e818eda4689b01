import type { z } from 'zod';
import type { KindReadinessAnswer } from '../../doors/http/answers/readiness.ts';
import type { KindReadiness } from '../../learning/readiness/index.ts';

/** A kind's readiness as pages and pipes read it. */
export function showKind(
  kind: KindReadiness,
  label: (kind: string) => string,
  playLabel: (play: string) => string,
): z.output<typeof KindReadinessAnswer> {
  const { perWeek, mostly, ...rest } = kind;
  return {
    ...rest,
    label: label(kind.kind),
    per_week: perWeek,
    mostly: mostly && { ...mostly, label: playLabel(mostly.play) },
  };
}
