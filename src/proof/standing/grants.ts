import type { Standing } from '../../learning/standing/schema.ts';
import type { Standings } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';

/** Where nothing is counted, as in a process that only looks: nothing is earned, and only a person's grant holds. */
export const GRANTS_ONLY: Standings = {
  place: () => undefined,
  of: (workflow, { agent }) => grantOf(workflow, agent.name) ?? COUNTING,
};

export const COUNTING: Standing = {
  open: false,
  why: 'counting',
  says: 'What this agent has earned is still being counted from the log, so a person decides meanwhile.',
};

/** What a person granted in the workflow's file; undefined where nobody did. */
export function grantOf({ standing }: Workflow, agent: string): Standing | undefined {
  const because = Object.hasOwn(standing.granted, agent) ? standing.granted[agent] : undefined;
  if (because === undefined) return undefined;
  return { open: true, why: 'granted', says: `Granted by a person, not proved: ${because}` };
}
