import { Badge } from '../ui/effect.tsx';
import { useNow } from '../ui/time.tsx';
import { spanText } from '../ui/words.ts';
import type { Summary } from './queries.ts';

const LIGHTS = {
  up: { tone: 'green', says: 'Up' },
  unsure: { tone: 'amber', says: 'In doubt' },
  down: { tone: 'red', says: 'Down' },
  unknown: { tone: 'grey', says: 'Not asked yet' },
} as const;

/** The health of a system: a colour and the word for it. */
export function Light({ light }: { light: Summary['light'] }) {
  const { tone, says } = LIGHTS[light];
  return <Badge tone={tone}>{says}</Badge>;
}

/** How long it has been down, so far. */
export function DownSince({ at }: { at: string }) {
  const now = useNow();
  return <time dateTime={at}>Down for {spanText(now - Date.parse(at))}.</time>;
}
