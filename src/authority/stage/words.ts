import type { Stage } from '../schema.ts';
import type { RolloutForm } from '../schema.ts';
import type { Workflow } from '../../workspace/schema.ts';

/** What each stage means, as people read it. */
export const STAGE_MEANS: Record<Stage, string> = {
  record: 'people do the work and Remit records it',
  shadow: 'the agent plans unseen, and people decide without it',
  draft: 'people approve every plan',
  act: 'the boundary decides what runs by itself',
};

/** `act with 25 % of the cases, only Later than promised` */
export function sayRollout({ stage, share, kinds }: RolloutForm, workflow: Pick<Workflow, 'kinds'>): string {
  const of = share === 100 ? '' : ` with ${Number(share.toFixed(3))} % of the cases`;
  if (kinds === null) return `${stage}${of}`;
  const labels = kinds.map((kind) => workflow.kinds.find(({ name }) => name === kind)?.label ?? kind);
  return `${stage}${of}, only ${labels.join(', ')}`;
}
