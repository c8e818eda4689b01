import type { Vocabulary } from '../../boundary/schema.ts';
import type { Say } from '../forms/form.ts';
import type { WorkflowForm } from '../forms/workflow.ts';
import { suggestName } from '../nearest.ts';
import type { AgentLimits, Check } from '../rollout.ts';
import type { YamlFile } from '../yaml.ts';
import { checkCondition } from './conditions.ts';

/** Kinds of slices must be kinds of the workflow. */
export function checkRollout(form: WorkflowForm, say: Say): void {
  const kinds = form.kinds.map(({ name }) => name);
  const check = (named: string[] | null, path: (string | number)[]): void =>
    named?.forEach((kind, index) => {
      if (!kinds.includes(kind)) say([...path, index], `"${kind}" is not a kind`, suggestName(kind, kinds));
    });
  check(form.slice, ['slice']);
  form.ladder.forEach(({ kinds: slice }, index) => check(slice, ['ladder', index, 'kinds']));
}

/** Data checks: conditions over the event, the facts and the arguments of their write. */
export function checkChecks(
  form: WorkflowForm,
  vocabulary: Vocabulary | undefined,
  yaml: YamlFile,
  say: Say,
): Check[] {
  const ids = new Set<string>();
  return form.checks.map(({ id, on, must, says, effect }, index) => {
    const path = ['checks', index];
    if (ids.has(id)) say([...path, 'id'], `"${id}" stands there twice`, 'give each check a name of its own');
    ids.add(id);
    if (on !== undefined && !form.writes.includes(on))
      say([...path, 'on'], `"${on}" is not a write of the map`, suggestName(on, form.writes));
    checkCondition(must, vocabulary, on === undefined ? {} : (vocabulary?.writes[on]?.args ?? {}), say, [
      ...path,
      'must',
    ]);
    return { id, ...(on === undefined ? {} : { on }), must, says, effect, line: yaml.at(path).line ?? 1 };
  });
}

/** What the file says of the roll-out, of whom a case is about, and of what is watched. */
export function rolloutOf(form: WorkflowForm) {
  return {
    share: form.share,
    slice: form.slice,
    ladder: form.ladder,
    stepDown: form.step_down,
    anomalies: form.anomalies,
    limits: limitsOf(form),
    auditShare: form.audits.share,
    auditTarget: form.audits.target,
    standing: form.standing,
    attention: form.attention,
    ...(form.customer === undefined ? {} : { customer: form.customer }),
    ...(form.requester === undefined ? {} : { requester: form.requester }),
  };
}

/** What an agent may spend, as the file says it. */
function limitsOf({ limits }: WorkflowForm): AgentLimits {
  const { turns, tokens, time: timeMs, cost, cost_per_day: costPerDay } = limits;
  return { turns, tokens, timeMs, cost, costPerDay };
}
