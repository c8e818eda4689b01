import type { z } from 'zod';
import type { Reason } from '../../../boundary/schema.ts';
import type { CaseState } from '../../../flow/case/state.ts';
import { strictestReason } from '../../../flow/ruling/rule.ts';
import type { RuledBody } from '../../../flow/ruling/schema.ts';
import type { KeyAnswer } from '../answers/standing.ts';

type Key = z.output<typeof KeyAnswer>;

/**
 * Which of the three that must agree held a plan back: what the boundary and the checks say, how far the workflow is
 * rolled out, and what the agent has earned. Null where no agent planned, so that nothing could have run by itself.
 */
export function showKeys({ ruling, plan }: Pick<CaseState, 'ruling' | 'plan'>): Key[] | null {
  if (!ruling?.standing || !plan || plan.play === null) return null;
  const { standing } = ruling;
  return [
    boundaryKey(ruling),
    stageKey(ruling),
    { key: 'standing', holds: standing.open, says: standing.says },
  ];
}

function boundaryKey(ruling: RuledBody): Key {
  const own = ({ source }: Reason) => source !== 'stage' && source !== 'standing';
  const reasons = ruling.reasons.filter(own);
  const effect = [...reasons, ...ruling.actions].map((one) => one.effect).filter((one) => one !== 'allow');
  if (effect.length === 0) return { key: 'boundary', holds: true, says: 'The boundary allows it.' };
  const [strictest] = effect.toSorted((one, other) => SEVERITY.indexOf(other) - SEVERITY.indexOf(one));
  const actions = ruling.actions.map((action) => ({ ...action, reasons: action.reasons.filter(own) }));
  const reason = strictestReason({ effect: strictest ?? 'approve', reasons, actions });
  return { key: 'boundary', holds: false, says: reason?.says ?? 'No rule of the boundary allows it.' };
}

const SEVERITY = ['allow', 'approve', 'human', 'deny'];

function stageKey({ reasons, rollout }: RuledBody): Key {
  const held = reasons.find(({ source }) => source === 'stage');
  if (held) return { key: 'stage', holds: false, says: held.says };
  return { key: 'stage', holds: true, says: `The stage ${rollout?.stage ?? 'act'} includes it.` };
}
