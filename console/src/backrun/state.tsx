import { Badge, type Tone } from '../ui/effect.tsx';
import type { Summary } from './queries.ts';

const STATES: Record<Summary['state'], { says: string; tone: Tone }> = {
  running: { says: 'Running', tone: 'blue' },
  interrupted: { says: 'Stopped', tone: 'amber' },
  capped: { says: 'At its limit of cost', tone: 'amber' },
  cancelled: { says: 'Cancelled', tone: 'grey' },
  failed: { says: 'Failed', tone: 'red' },
  done: { says: 'Done', tone: 'green' },
};

export function StateBadge({ run }: { run: Pick<Summary, 'state'> }) {
  const { says, tone } = STATES[run.state];
  return <Badge tone={tone}>{says}</Badge>;
}
