import { AppError } from '../../runtime/errors.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Workspace } from '../../workspace/schema.ts';

export type SwitchGroup = 'all' | 'workflow' | 'agent' | 'system' | 'write';

export interface SwitchOffer {
  switch: string;
  label: string;
  group: SwitchGroup;
}

/** The row of a drill has this before the name of what it would stop. */
export const DRILL = 'drill:';

/** Everything that can be stopped, most general first: what the files of the workspace name. */
export function switchOffers(workspace: Workspace): SwitchOffer[] {
  const workflows = Object.values(workspace.workflows);
  const agents = new Set(
    workflows.flatMap((workflow) => [...workflow.agents, ...workflow.outside].map(({ name }) => name)),
  );
  const systems = Object.values(workspace.systems);
  return [
    { switch: 'all', label: 'Everything', group: 'all' },
    ...workflows.map(({ name, label }) => offer('workflow', name, label)),
    ...[...agents].map((name) => offer('agent', name, `Agent ${name}`)),
    ...systems.map(({ name, label }) => offer('system', name, label)),
    ...systems.flatMap((system) =>
      Object.values(system.writes).map(({ name, label }) =>
        offer('write', `${system.name}.${name}`, `${system.label}: ${label}`),
      ),
    ),
  ];
}

function offer(group: SwitchGroup, name: string, label: string): SwitchOffer {
  return { switch: `${group}:${name}`, label, group };
}

/** What people call a switch, also one whose workflow or write has left the workspace since it was thrown. */
export function switchLabel(workspace: Workspace, name: string): string {
  const bare = name.startsWith(DRILL) ? name.slice(DRILL.length) : name;
  const known = switchOffers(workspace).find((one) => one.switch === bare);
  return known?.label ?? bare.slice(bare.indexOf(':') + 1);
}

/** The same within a sentence, where everything is no name. */
export function labelInside(workspace: Workspace, name: string): string {
  return name === 'all' ? 'everything' : switchLabel(workspace, name);
}

/** Throws an `AppError` with the nearest name where the workspace has nothing that is called so. */
export function needSwitch(workspace: Workspace, name: string): SwitchOffer {
  const offers = switchOffers(workspace);
  const found = offers.find((one) => one.switch === name);
  if (found) return found;
  const suggestion = suggestName(
    name,
    offers.map((one) => one.switch),
  );
  throw new AppError('not_found', `There is nothing called "${name.slice(0, 80)}" that could be stopped.`, {
    path: 'switch',
    ...(suggestion === undefined
      ? {}
      : { suggestion: `${suggestion[0]?.toUpperCase()}${suggestion.slice(1)}` }),
  });
}

/** The workflows that a switch can stop anything of, by name. */
export function workflowsUnder(workspace: Workspace, name: string): string[] {
  const [group, what = ''] = split(name);
  const workflows = Object.values(workspace.workflows);
  const under = workflows.filter((workflow) => {
    switch (group) {
      case 'workflow':
        return workflow.name === what;
      case 'agent':
        return [...workflow.agents, ...workflow.outside].some((agent) => agent.name === what);
      case 'system':
        return workflow.writes.some((write) => write.startsWith(`${what}.`));
      case 'write':
        return workflow.writes.includes(what);
      case 'all':
        return true;
    }
  });
  return under.map((workflow) => workflow.name);
}

/** A name in its two parts; `all` has no second one. */
export function split(name: string): [SwitchGroup, string?] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['all'] : [name.slice(0, colon) as SwitchGroup, name.slice(colon + 1)];
}
