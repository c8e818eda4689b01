import type { Standing } from '../../learning/standing/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { grantOf } from './grants.ts';
import { isGrantedOther, isSuspended, type Tally } from './tally.ts';

/** What evidence alone does not know of: why it was granted, that a grant is suspended, and that nobody audits. */
export function refined(standing: Standing, tally: Tally, workflow: Workflow, kind: string): Standing {
  if (standing.why === 'granted') {
    if (isGrantedOther(tally)) return GRANTED_OTHER;
    if (isSuspended(tally, kind)) return SUSPENDED;
    const granted = grantOf(workflow, tally.agent);
    return granted
      ? { ...standing, says: `${standing.says} ${granted.says.replace(/^[^:]*: /, 'Why: ')}` }
      : standing;
  }
  return standing.why === 'earned' && workflow.auditShare === 0 ? NOT_AUDITED : standing;
}

const SUSPENDED: Standing = {
  open: false,
  why: 'policy',
  says: 'A person had granted it, and the policy has changed since. The grant holds again once the files of the workflow are saved anew.',
};

export const GRANTED_OTHER: Standing = {
  open: false,
  why: 'gathering',
  says: 'A person had granted it, and a rule update has changed since what it does. The grant holds again once the files of the workflow say the same (remit pull).',
};

const NOT_AUDITED: Standing = {
  open: false,
  why: 'gathering',
  says: 'The evidence would let it run by itself, but nothing is audited here (audits: 0%), so that nobody would see when it goes wrong.',
};
