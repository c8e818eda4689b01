import type { CaseView } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';

const SAYS = {
  record: { says: 'Recorded', means: 'People do this work, and Remit records it.' },
  shadow: { says: 'Shadow', means: 'The agent planned unseen; a person did the work.' },
  draft: { says: 'Draft', means: 'A person approves every plan.' },
  act: { says: 'Act', means: 'The boundary decides what runs by itself.' },
} as const;

/** How far the workflow was rolled out for this case. The usual case, in `act`, needs no word. */
export function RolloutBadge({ one }: { one: CaseView }) {
  if (!one.rollout) return null;
  const { stage, cohort } = one.rollout;
  if (cohort === 'control') {
    return (
      <span title="Outside the agent’s share: people do it, and its outcome is compared with the agent’s.">
        <Badge tone="violet">Control group</Badge>
      </span>
    );
  }
  if (stage === 'act') return null;
  return (
    <span title={SAYS[stage].means}>
      <Badge tone="blue">{SAYS[stage].says}</Badge>
    </span>
  );
}
