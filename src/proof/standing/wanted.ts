import { newAttention } from '../../evidence/attention/fold.ts';
import { newStanding } from '../../learning/standing/index.ts';
import { digest } from '../../log/canonical.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { Tally } from './tally.ts';

/** Changes with every change of how is counted, so that nothing counted otherwise is taken over. */
const COUNTING = 2;
const BASIS_CHARS = 16;

/** A version of an agent that is measured, and with what. */
export interface Wanted {
  workflow: string;
  agent: string;
  version: string;
  basis: string;
  risk: number;
  error: number;
  granted: boolean;
  /** It is what was learned, and must learn again to be measured again. */
  learns: boolean;
}

/** Every agent of every workflow in force, by its name. */
export function wantedOf({ workflows }: Workspace): Map<string, Wanted> {
  const all = Object.values(workflows).flatMap((workflow) =>
    workflow.agents.map(({ name: agent, version, kind }): [string, Wanted] => {
      const { risk, error } = workflow.standing;
      const granted = Object.hasOwn(workflow.standing.granted, agent);
      const basis = basisOf(workflow, agent);
      const of = { workflow: workflow.name, agent, version };
      return [
        nameOfTally(workflow.name, agent, version),
        { ...of, basis, risk, error, granted, learns: kind === 'memory' },
      ];
    }),
  );
  return new Map(all);
}

export function nameOfTally(workflow: string, agent: string, version: string): string {
  return JSON.stringify([workflow, agent, version]);
}

export function newTally({ workflow, agent, version, basis, risk, error, granted }: Wanted): Tally {
  return {
    workflow,
    agent,
    version,
    basis,
    standing: newStanding({ risk, error, granted }),
    drawn: new Map(),
    attention: newAttention(),
    backRun: 0,
    overdue: 0,
    policy: 0,
    suspended: null,
  };
}

/** What a standing is counted with, beside the log: with anything of it changed, all of it is counted anew. */
function basisOf({ standing, auditShare, plays, kinds }: Workflow, agent: string): string {
  const { risk, error } = standing;
  const granted = Object.hasOwn(standing.granted, agent);
  const named = kinds.map(({ name }) => name);
  return digest({ counting: COUNTING, risk, error, granted, audits: auditShare, plays, kinds: named }).slice(
    0,
    BASIS_CHARS,
  );
}
