import type { Workflow } from '../../../workspace/schema.ts';
import type { Shape } from '../../../workspace/shape.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import { AppError } from '../../../runtime/errors.ts';
import { DECISION_TARGETS, type DecisionTarget, type Mapping } from './schema.ts';
import { fold } from './words.ts';

/** Something that a column may hold: a field of the event, or a part of what people decided. */
export interface Target {
  name: string;
  label: string;
  shape: Shape;
  group: 'event' | 'about' | 'kind' | 'play' | 'input' | 'fact';
  needed: boolean;
}

const SHAPES: Record<DecisionTarget, Shape> = {
  source_id: { type: 'string' },
  received_at: { type: 'time' },
  kind: { type: 'string' },
  play: { type: 'string' },
  decided_by: { type: 'string' },
  decided_at: { type: 'time' },
  minutes: { type: 'number' },
  outcome: { type: 'string', choices: ['solved', 'reworked', 'escalated', 'failed'] },
  reworked: { type: 'boolean' },
  note: { type: 'text' },
  facts: { type: 'object', fields: {} },
};
const OWN_GROUP: Partial<Record<DecisionTarget, Target['group']>> = {
  kind: 'kind',
  play: 'play',
  facts: 'fact',
};

/** Everything that a file may say about a case of a workflow. Event fields win over decisions of the same name. */
export function targetsOf(workflow: Workflow): Map<string, Target> {
  const targets = new Map<string, Target>();
  const add = (name: string, shape: Shape, group: Target['group'], needed = false) => {
    if (!targets.has(name)) targets.set(name, { name, label: shape.label ?? name, shape, group, needed });
  };
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    add(name, shape, 'event', shape.optional !== true);
  }
  for (const name of DECISION_TARGETS) add(name, SHAPES[name], OWN_GROUP[name] ?? 'about');
  for (const play of Object.values(workflow.plays)) {
    for (const [name, shape] of Object.entries(play.inputs)) add(`inputs.${name}`, shape, 'input');
  }
  for (const [name, shape] of Object.entries(workflow.facts)) add(`facts.${name}`, shape, 'fact');
  return targets;
}

/** The kind that a value of a file means: its name, its label, or the last part of its name (`4` for `category_4`). */
export function kindOf(workflow: Workflow, value: string): string | undefined {
  return named(workflow.kinds, value);
}

/** The play that a value of a file means, by its name or label. */
export function playOf(workflow: Workflow, value: string): string | undefined {
  return named(Object.values(workflow.plays), value);
}

function named(all: { name: string; label: string }[], value: string): string | undefined {
  const folded = fold(value);
  const exact = all.find(
    ({ name, label }) => name === value || fold(name) === folded || fold(label) === folded,
  );
  if (exact) return exact.name;
  const ending = all.filter(({ name }) => name.endsWith(`_${value.toLowerCase()}`));
  return ending.length === 1 ? ending[0]?.name : undefined;
}

/** Refuses a mapping that names what the workflow does not have. Throws `AppError` with the nearest name. */
export function checkMapping(workflow: Workflow, mapping: Mapping): void {
  const targets = targetsOf(workflow);
  for (const name of Object.keys(mapping.map)) {
    if (targets.has(name)) continue;
    const suggestion = suggestName(name, targets.keys());
    throw new AppError('invalid', `${workflow.label} has nothing called "${name}" to map a column to.`, {
      path: name,
      ...(suggestion === undefined ? {} : { suggestion: `Here ${suggestion}` }),
    });
  }
}

/** Event fields that must be there and have no column. */
export function missingTargets(workflow: Workflow, mapping: Mapping): string[] {
  const needed = [...targetsOf(workflow).values()].filter((target) => target.needed);
  return needed.map(({ name }) => name).filter((name) => mapping.map[name] === undefined);
}
