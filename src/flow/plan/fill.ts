import type { Action, Facts } from '../../boundary/schema.ts';
import { digest } from '../../log/canonical.ts';
import type { Money } from '../../workspace/money.ts';
import type { Play, Workflow, Workspace, WriteOffer } from '../../workspace/schema.ts';
import { fill, fillFields, type Scope } from '../../workspace/template.ts';
import { checkValue, type Problem } from '../../workspace/values.ts';
import type { Plan } from './schema.ts';
import { taintedArgs } from './taint.ts';

const NONE: ReadonlySet<string> = new Set();

export interface FilledPlay {
  inputs: Record<string, unknown>;
  actions: Plan['actions'];
  problems: Problem[];
}

/**
 * Fills a play with its inputs: defaults where none are given, then every action's arguments from event,
 * facts and inputs. What is missing or of the wrong shape is a problem with its path; nothing is made up.
 * `opaque` names inputs that an agent chose of which nobody can tell from what it derived them.
 */
export function fillPlay(
  workspace: Workspace,
  workflow: Workflow,
  play: Play,
  given: Record<string, unknown>,
  event: Record<string, unknown>,
  facts: Facts,
  opaque: ReadonlySet<string> = NONE,
): FilledPlay {
  const problems: Problem[] = [];
  const scope = scopeOf(workspace, workflow, event, facts);
  const inputs = fillInputs(play, given, scope, problems);
  const actions = play.actions.map((step, index) => {
    const offer = offerOf(workspace, step.write);
    const withInputs = { ...scope, values: { ...scope.values, args: inputs } };
    const filled = fillFields(step.with, withInputs, (name) => offer?.args[name]?.optional ?? false);
    const path = `actions.${index}`;
    if (!filled.ok) {
      for (const hole of filled.missing) problems.push(lacking(path, hole, play, facts));
      return { write: step.write, args: {}, tainted: [] };
    }
    if (offer) problems.push(...checkArgs(offer, filled.value, path));
    return {
      write: step.write,
      args: filled.value,
      tainted: taintedArgs(workflow, play, step.with, inputs, { event, facts, opaque }),
    };
  });
  return { inputs, actions, problems: once(problems) };
}

/** The inputs of a play alone, with its defaults: what a plan is compared by. */
export function fillOnlyInputs(
  workspace: Workspace,
  workflow: Workflow,
  play: Play,
  given: Record<string, unknown>,
  event: Record<string, unknown>,
  facts: Facts,
): Record<string, unknown> {
  return fillInputs(play, given, scopeOf(workspace, workflow, event, facts), []);
}

/** The scope of templates: the event, each known fact, and the workflow's replies. */
export function scopeOf(
  workspace: Workspace,
  workflow: Workflow,
  event: Record<string, unknown>,
  facts: Facts,
): Scope {
  const values: Record<string, unknown> = { event };
  for (const fact of Object.values(facts)) if (fact.missing === undefined) values[fact.name] = fact.value;
  return { values, replies: workflow.replies, locale: workspace.locale, timeZone: workspace.timeZone };
}

export function offerOf(workspace: Workspace, write: string): WriteOffer | undefined {
  const [system = '', name = ''] = write.split('.');
  return workspace.systems[system]?.writes[name];
}

/** The money that an action moves, if its write declares an argument for it. */
export function moneyOf(workspace: Workspace, action: Action): Money | undefined {
  const argument = offerOf(workspace, action.write)?.money;
  const value = argument === undefined ? undefined : action.args[argument];
  return value && typeof value === 'object' && 'minor' in value ? (value as Money) : undefined;
}

/** SHA-256 of the RFC 8785 canonical JSON of an action. */
export function digestOf(action: Action): string {
  return digest({ write: action.write, args: action.args });
}

/** What an approval is bound to: the play, the kind and the digest of every action. */
export function planDigest(plan: Pick<Plan, 'kind' | 'play' | 'actions'>): string {
  return digest({ kind: plan.kind, play: plan.play, actions: plan.actions.map(digestOf) });
}

/** A plan's actions as its entry holds them: digests and money, no personal data. */
export function plannedActions(workspace: Workspace, actions: Action[]) {
  return actions.map((action) => {
    const money = moneyOf(workspace, action);
    const amount = money ? { money_minor: money.minor, money_currency: money.currency } : {};
    return { write: action.write, digest: digestOf(action), ...amount };
  });
}

/** What is wrong with the arguments of a plan that was filled in before: missing ones, and wrong shapes. */
export function checkPlan(workspace: Workspace, plan: Pick<Plan, 'actions'>): Problem[] {
  return plan.actions.flatMap((action, index) => {
    const offer = offerOf(workspace, action.write);
    return offer ? checkArgs(offer, action.args, `actions.${index}`) : [];
  });
}

/** A default may name inputs that stand before it: the letter tells the amount. */
function fillInputs(play: Play, given: Record<string, unknown>, scope: Scope, problems: Problem[]) {
  const inputs: Record<string, unknown> = {};
  const withInputs: Scope = { ...scope, values: { ...scope.values, args: inputs } };
  for (const [name, shape] of Object.entries(play.inputs)) {
    const path = `inputs.${name}`;
    const value = given[name];
    if (value === undefined && shape.default !== undefined) {
      const filled = fill(shape.default, withInputs);
      if (!filled.ok) problems.push({ path, says: `${filled.missing.join(', ')} is not known` });
      else inputs[name] = filled.value;
    } else if (value === undefined || value === null || value === '') {
      if (!shape.optional) problems.push({ path, says: `${shape.label ?? name} is missing` });
    } else inputs[name] = value;
    if (inputs[name] !== undefined) problems.push(...checkValue(shape, inputs[name], path));
  }
  return inputs;
}

function checkArgs(offer: WriteOffer, args: Record<string, unknown>, path: string): Problem[] {
  return Object.entries(offer.args).flatMap(([name, shape]) => {
    if (args[name] === undefined) {
      return shape.optional ? [] : [{ path: `${path}.${name}`, says: `${shape.label ?? name} is missing` }];
    }
    return checkValue(shape, args[name], `${path}.${name}`);
  });
}

function lacking(path: string, hole: string, play: Play, facts: Facts): Problem {
  const [root = '', name = ''] = hole.split('.');
  if (root === 'args')
    return { path: `inputs.${name}`, says: `${play.inputs[name]?.label ?? name} is missing` };
  const why = facts[root]?.missing;
  return { path, says: why ? `${hole} is not known: ${why}` : `${hole} is not known` };
}

function once(problems: Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path} ${problem.says}`, problem]));
  return [...seen.values()];
}
