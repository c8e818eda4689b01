import type { Vocabulary } from '../boundary/schema.ts';
import type { Env } from './env.ts';
import type { SystemFile, Workflow, Workspace } from './schema.ts';

/** What of a workspace the words of its conditions depend on. */
export type Ground = Pick<Workspace, 'currency' | 'timeZone'> &
  Pick<Vocabulary, 'roles'> &
  Partial<Pick<Workspace, 'people' | 'hours' | 'models'>> & {
    systems: Record<string, SystemFile>;
    /** What files write as `${NAME}`; absent where only the words of conditions count. */
    env?: Env;
  };

/**
 * Every name that a workflow's conditions may use. Only writes on the map and those that undo them are among them: a
 * rule about any other would never speak.
 */
export function vocabularyOf(ground: Ground, workflow: Omit<Workflow, 'boundary' | 'version'>): Vocabulary {
  const writes: Vocabulary['writes'] = {};
  const offers = (name: string) => {
    const [system = '', ...rest] = name.split('.');
    return ground.systems[system]?.writes[rest.join('.')];
  };
  const undos = workflow.writes.flatMap((name) => offers(name)?.undo?.write ?? []);
  for (const name of [...workflow.writes, ...undos]) {
    const offer = offers(name);
    if (offer) writes[name] = { args: offer.args, money: offer.money, label: offer.label };
  }
  return {
    workflow: workflow.name,
    currency: ground.currency,
    timeZone: ground.timeZone,
    roles: ground.roles,
    ...(ground.people && { people: ground.people.map(({ id, roles }) => ({ id, roles })) }),
    ...(ground.hours !== undefined && { hours: ground.hours !== null }),
    requester: workflow.requester !== undefined,
    kinds: workflow.kinds.map((kind) => kind.name),
    plays: [...Object.keys(workflow.plays), 'custom'],
    agents: [...workflow.agents, ...workflow.outside].map((agent) => agent.name),
    event: workflow.event.fields,
    facts: workflow.facts,
    writes,
  };
}
